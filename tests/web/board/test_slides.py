"""Slides on the board: between calls, and never over one."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from kiosk.actions import queue
from kiosk.context import AppContext
from tests.support.albums import seed_albums
from tests.support.centre import Clock, clerk, take

Open = Callable[..., Page]


def test_a_call_takes_the_place_of_a_slide_and_keeps_it(
    sqlite_ctx: AppContext, open_page: Open, clock: Clock
) -> None:
    seed_albums(sqlite_ctx)
    session = clerk(sqlite_ctx, 2)
    queue.open_counter(sqlite_ctx, session)
    page = open_page("/board?slides=1", 1920, 1080)
    slide, call = page.locator(".slide:not([hidden])"), page.locator("#call")
    expect(slide).to_have_count(1)
    expect(page.locator(".quiet")).to_be_hidden()
    take(sqlite_ctx)
    current = queue.call_next(sqlite_ctx, session, None).current
    expect(call).to_be_visible()
    expect(slide).to_have_count(0)
    for seconds, shown in ((15, 0), (14, 0), (2, 1)):
        clock.pass_(seconds=seconds)
        # The board hears the time with the next news.
        take(sqlite_ctx)
        expect(slide).to_have_count(shown)
    assert current
    queue.call_again(sqlite_ctx, session, current.id)
    expect(call).to_be_visible()
    expect(slide).to_have_count(0)


def test_who_did_not_ask_for_slides_gets_none(sqlite_ctx: AppContext, open_page: Open) -> None:
    seed_albums(sqlite_ctx)
    page = open_page("/board", 1920, 1080)
    expect(page.locator(".big")).to_have_count(1)
