"""The calling board in a real browser: in time, calm, and true as long as it can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kiosk.actions import queue
from kiosk.context import AppContext
from kiosk.domain.staff.roles import StaffSession
from tests.support.centre import Clock, clerk, take

Open = Callable[..., Page]
OUTSIDE = """() => [...document.querySelectorAll('.board *')].filter((e) => !e.closest('svg'))
  .filter((e) => { const box = e.getBoundingClientRect();
    const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    return text && box.width && (box.right > innerWidth || box.bottom > innerHeight
      || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display === 'block'); })
  .map((e) => e.outerHTML.slice(0, 80))"""


def opened(ctx: AppContext) -> StaffSession:
    session = clerk(ctx, 2)
    queue.open_counter(ctx, session)
    return session


def television(open_page: Open, width: int = 1920, height: int = 1080) -> Page:
    page = open_page("/board", width, height)
    page.wait_for_load_state("networkidle")
    return page


def test_each_call_shows_by_itself(sqlite_ctx: AppContext, open_page: Open) -> None:
    session, page = opened(sqlite_ctx), television(open_page)
    expect(page.get_by_role("heading", name="现在没人排队")).to_be_visible()
    holding = None
    for number in ("A001", "A002", "A003", "A004"):
        take(sqlite_ctx)
        current = queue.call_next(sqlite_ctx, session, holding).current
        expect(page.locator("#call h1")).to_have_text(number)
        holding = current.id if current else None


def test_a_new_call_pulses_and_then_turns_calm(
    sqlite_ctx: AppContext, open_page: Open, clock: Clock
) -> None:
    session, page = opened(sqlite_ctx), television(open_page)
    take(sqlite_ctx)
    queue.call_next(sqlite_ctx, session, None)
    expect(page.locator("#call.fresh.pulse")).to_be_visible()
    expect(page.locator(".while-fresh")).to_have_text("现在请")
    # The board hears the time with the next news, as it would after a quarter minute.
    clock.pass_(seconds=16)
    take(sqlite_ctx)
    expect(page.locator("#call.fresh")).to_have_count(0)
    expect(page.locator(".while-past")).to_be_visible()
    expect(page.locator("#call h1")).to_have_text("A001")


def test_the_last_good_picture_stays_when_the_centre_is_away(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    session = opened(sqlite_ctx)
    take(sqlite_ctx)
    queue.call_next(sqlite_ctx, session, None)
    page = television(open_page)
    expect(page.locator("#gone")).to_be_hidden()
    page.context.set_offline(True)
    expect(page.locator("#gone")).to_be_visible()
    expect(page.locator("#gone")).to_have_text("连不上，这是 15:20 的画面")
    expect(page.locator("#call h1")).to_have_text("A001")
    page.context.set_offline(False)
    expect(page.locator("#gone")).to_be_hidden()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (3840, 2160), (1024, 768)])
def test_every_television_shows_the_same_picture(
    sqlite_ctx: AppContext, open_page: Open, size: tuple[int, int], clock: Clock
) -> None:
    session, holding = opened(sqlite_ctx), None
    for _ in range(5):
        take(sqlite_ctx)
        current = queue.call_next(sqlite_ctx, session, holding).current
        holding = current.id if current else None
        clock.pass_(minutes=4)
    for _ in range(12):
        take(sqlite_ctx)
    page = television(open_page, *size)
    assert page.evaluate(OUTSIDE) == []
    scale = min(size[0] / 1920, size[1] / 1080)
    number = page.locator("#call h1").bounding_box()
    assert number and abs(number["height"] / scale - 374) < 4
    least = page.evaluate("""() => Math.min(...[...document.querySelectorAll('.board *')]
      .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
        && e.getClientRects().length && !e.matches('td:empty'))
      .map((e) => parseFloat(getComputedStyle(e).fontSize)))""")
    assert least / scale >= 37.9


def test_the_board_reads_without_scripts(sqlite_ctx: AppContext, open_page: Open) -> None:
    session = opened(sqlite_ctx)
    take(sqlite_ctx)
    queue.call_next(sqlite_ctx, session, None)
    page = open_page("/board", 1920, 1080, java_script_enabled=False)
    expect(page.locator("#call h1")).to_have_text("A001")
