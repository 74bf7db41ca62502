"""The walk: a resident from the first tap to the counter, on the real program. Read this first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import ImageChops
from playwright.sync_api import Browser, Page, expect

from tests.support.screen import Program, Screen, first_service, wait_until

OpenPage = Callable[[str, int, int], Page]
PICTURES = Path(__file__).parents[1] / "visual" / "pictures"
# Where things are, in the design's pixels.
TAKE_A_NUMBER_TILE = (540, 772)
FIRST_ROWS_BUTTON = (922, 738)
WITH_EVERYTHING = (540, 1638)
ORDINARY = (540, 735)
HOME = (275, 1832)
CHIPS = (680, 690, 1010, 850)


@pytest.fixture
def screen() -> Iterator[Screen]:
    made = Screen(1080, 1920)
    yield made
    made.close()


@pytest.fixture
def program(tmp_path: Path, screen: Screen) -> Iterator[Program]:
    made = Program(tmp_path, screen.display, KIOSK_WINDOW="1080x1920")
    yield made
    made.stop()


@pytest.fixture
def opened(browser: Browser, program: Program) -> Iterator[OpenPage]:
    """Opens an address in a browser of its own, reading Chinese; all are closed before the program
    ends."""
    contexts = []

    def opened(url: str, width: int, height: int) -> Page:
        contexts.append(browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN"))
        page = contexts[-1].new_page()
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


def clerk_at_counter(opened: OpenPage, program: Program, counter: int) -> Page:
    """A clerk's browser, logged in and sitting at a counter."""
    pin = program.clerk("小王")
    page = opened(f"{program.url}/desk", 1440, 900)
    page.fill("#name", "小王")
    page.fill("#pin", pin)
    # A key pressed before the page's script has come is nobody's.
    with page.expect_navigation():
        page.click(f"button[name=number][value='{counter}']")
    expect(page.locator("h1")).to_have_text(f"{counter} 号窗口")
    return page


def taps(screen: Screen, place: tuple[int, int]) -> None:
    """Taps, and waits for the page that it leads to: most of the picture is another one.

    Two pictures that are alike would be no answer: a busy machine has not drawn it yet.
    """
    before = screen.picture()
    screen.tap(*place)

    def turned() -> bool:
        changed = ImageChops.difference(before, screen.picture()).convert("L").histogram()
        return sum(changed[8:]) > sum(changed) / 10

    wait_until(turned)
    settled(screen)


def settled(screen: Screen) -> None:
    """Waits until the picture has stopped changing."""
    def same() -> bool:
        before = screen.picture()
        time.sleep(0.3)
        return ImageChops.difference(before, screen.picture()).getbbox() is None

    wait_until(same)


def test_from_the_first_tap_to_the_counter(
    screen: Screen, program: Program, opened: OpenPage
) -> None:
    program.start()
    wait_until(screen.at_home)
    settled(screen)
    board = opened(f"{program.url}/board", 1920, 1080)
    counter = {"A": 2, "B": 1, "C": 3}[str(first_service()["queue"])]

    # From the list to the number; being asked what was brought costs one tap.
    for place in (TAKE_A_NUMBER_TILE, FIRST_ROWS_BUTTON, WITH_EVERYTHING, ORDINARY):
        taps(screen, place)
    link = wait_until(lambda: (screen.link() or "").partition("/t/")[2] and screen.link())

    # The slip, the QR code, and the phone that scans it, say the same number.
    wait_until(lambda: list((program.data / "paper").glob("*.png")))
    resident = opened(str(link), 390, 844)
    number = resident.locator("h1.number").inner_text()
    assert number == f"{first_service()['queue']}001"
    taps(screen, HOME)

    # A clerk calls; phone, board and touch screen say so, and the voice.
    desk = clerk_at_counter(opened, program, counter)
    chips = screen.picture().crop(CHIPS)
    desk.keyboard.press("Enter")
    expect(desk.locator("#number")).to_have_text(number)
    expect(board.locator("#call h1")).to_have_text(number)
    expect(resident.locator(".turn h1")).to_have_text(number)
    wait_until(lambda: ImageChops.difference(chips, screen.picture().crop(CHIPS)).getbbox())
    expect(resident.locator(".turn")).to_contain_text(f"{counter} 号窗口")
    wait_until(lambda: list((program.data / "voice").glob("*.wav")))
