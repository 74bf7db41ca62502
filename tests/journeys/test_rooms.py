"""From the code on the touch screen to a booking on a phone, while the touch screen and another
phone look on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from kiosk.actions.rooms import cancel
from tests.support.rooms import at, booked
from tests.support.screens.resident import Resident, scanned
from tests.web.phone.test_phone_live import (
    OUTSIDE,
    SIDEWAYS,
    SMALL_FACES,
    SMALL_TARGETS,
    SMALL_TEXT,
)

Open = Callable[..., Page]


def test_three_taps_from_the_touch_screen_to_a_booking(
    centre: tuple[Resident, str], phone: Open, tmp_path: Path
) -> None:
    guest, _ = centre
    booked(guest.ctx, at(16, 30))
    guest.taps("活动场地")
    guest.wait_for("rooms")
    guest.taps("棋牌室")
    guest.wait_for("room")
    guest.taps("16:30–17:30")
    guest.until(lambda: guest.target("16:30–17:30").selected)
    # The first tap: the camera opens what it reads from the picture of the touch screen.
    (link,) = scanned(guest.picture(tmp_path))
    parts = urlsplit(link)
    mine = phone(f"{parts.path}?{parts.query}")
    other = phone(f"{parts.path}?{parts.query}")
    other.wait_for_load_state("networkidle")
    expect(mine.locator(".span")).to_have_text("16:30–\N{WORD JOINER}17:30")
    # The second one books.
    mine.get_by_role("button", name="订这一桌").click()
    expect(mine.locator("h1")).to_have_text("订好了，16:30 见")
    guest.until(lambda: not guest.target("16:30–17:30").enabled)
    assert "刚被别人订走了" in guest.read()
    expect(other.get_by_text("这个时间刚被别人订走了")).to_be_visible()
    expect(other.locator("button.wait", has_text="16:30–\N{WORD JOINER}17:30")).to_be_visible()


def test_the_whole_of_it_works_without_scripts(phone: Open) -> None:
    page = phone("/rooms", java_script_enabled=False)
    page.get_by_role("link", name="棋牌室").click()
    page.get_by_role("link", name="17:30–\N{WORD JOINER}18:30").click()
    page.get_by_role("button", name="订这一桌").click()
    expect(page.locator("h1")).to_have_text("订好了，17:30 见")
    page.get_by_role("link", name="改时间").click()
    page.get_by_role("button", name="18:30–\N{WORD JOINER}19:30").click()
    expect(page.locator("h1")).to_have_text("订好了，18:30 见")
    page.get_by_role("link", name="不去了，退掉").click()
    page.get_by_role("button", name="退掉").click()
    expect(page.locator("h1")).to_have_text("退掉了")


def test_a_line_moves_on_under_the_eyes_of_who_waits(
    centre: tuple[Resident, str], phone: Open
) -> None:
    guest, _ = centre
    taken = [booked(guest.ctx, at(16, 30)) for _ in range(2)]
    page = phone("/r/chess")
    page.locator("button.wait").click()
    expect(page.locator("h1")).to_contain_text("第 1 位")
    cancel(guest.ctx, taken[0].booking.reservation.code)
    page.get_by_role("button", name="我要，订下来").click()
    expect(page.locator("h1")).to_have_text("订好了，16:30 见")


@pytest.mark.parametrize("path", ["/rooms", "/r/chess?day=2026-10-16&at=16:30", "/r/library",
                                  "/r/chess/here?s=sign"])
@pytest.mark.parametrize("large", ["", "large"])
@pytest.mark.parametrize("width", [320, 390])
def test_every_page_fits_a_phone(phone: Open, path: str, large: str, width: int) -> None:
    page = phone(f"{path}{'&' if '?' in path else '?'}text={large}", locale="en-US",
                 viewport={"width": width, "height": 568})
    assert not page.evaluate(SIDEWAYS)
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(SMALL_FACES) == 0
    assert page.evaluate(SMALL_TEXT, 18) == []
    assert page.evaluate(OUTSIDE) == []
