"""A grandmother and the activities in a real browser: she registers, waits, is told, takes it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kiosk.actions.activities import cancel_session, follow_registration, give_up
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from tests.support.activities import SATURDAY, registered, session_at, with_activities
from tests.support.rooms import keeper
from tests.web.phone.test_phone_live import OUTSIDE, SIDEWAYS, SMALL_FACES, SMALL_TARGETS

Open = Callable[..., Page]
# An old phone with large text, and one on which no script runs.
PHONES = ({"width": 320, "height": 568}, {"java_script_enabled": False})


def fits(page: Page) -> None:
    """Nothing sticks out of the phone or is too small to be hit."""
    assert not page.evaluate(SIDEWAYS), page.url
    assert page.evaluate(OUTSIDE) == [], page.url
    assert page.evaluate(SMALL_TARGETS) == [], page.url
    assert page.evaluate(SMALL_FACES) == 0, page.url


def taps(page: Page, what: str) -> None:
    """Taps what leads to another page."""
    with page.expect_navigation():
        page.locator("main").get_by_text(what, exact=True).first.click()


def her_code(page: Page) -> str:
    return page.url.rpartition("/")[2]


@pytest.mark.parametrize("phone", PHONES)
def test_a_grandmother_puts_herself_and_her_grandchild_down(
    sqlite_ctx: AppContext, open_page: Open, phone: dict[str, object]
) -> None:
    with_activities(sqlite_ctx)
    page = open_page("/activities?text=large", **phone)
    fits(page)
    taps(page, "剪纸课")
    fits(page)
    page.get_by_label("2", exact=True).check()
    taps(page, "报名")
    fits(page)
    view = follow_registration(sqlite_ctx, her_code(page))
    assert (view.seats, view.phase) == (2, Phase.BOOKED)
    expect(page.locator(".number")).to_have_text(str(view.number))
    page.locator("summary").click()
    page.get_by_label("3", exact=True).check()
    with page.expect_navigation():
        page.get_by_role("button", name="改人数").click()
    assert follow_registration(sqlite_ctx, view.code).seats == 3
    taps(page, "换一场")
    fits(page)
    with page.expect_navigation():
        page.locator("main button").first.click()
    assert follow_registration(sqlite_ctx, view.code).starts_at > SATURDAY
    taps(page, "不去了，退掉")
    taps(page, "退掉")
    fits(page)
    assert follow_registration(sqlite_ctx, view.code).phase is Phase.CANCELLED


def test_she_waits_with_her_grandchild_and_takes_what_is_kept_for_them(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    with_activities(sqlite_ctx)
    taken = registered(sqlite_ctx, 4)
    page = open_page("/a/papercut")
    page.get_by_label("2", exact=True).check()
    taps(page, "报名")
    expect(page.get_by_role("alert")).to_contain_text("没有报上")
    taps(page, "一起排队")
    expect(page.locator("h1")).to_contain_text("前面还有 0 家")
    give_up(sqlite_ctx, taken.code)
    # She does nothing: the page tells her.
    expect(page.locator("h1")).to_contain_text("有位了")
    taps(page, "要来，给我留着")
    assert follow_registration(sqlite_ctx, her_code(page)).phase is Phase.BOOKED
    cancel_session(sqlite_ctx, keeper(sqlite_ctx), session_at(sqlite_ctx, SATURDAY).id, "停电")
    expect(page.get_by_text("社区说：停电")).to_be_visible()
    assert re.search("这一场取消了", page.title())
