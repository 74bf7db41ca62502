"""The server goes away while somebody taps or writes: the page stays, says so, and goes on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from kiosk.actions.rooms import room_view
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import AFTERNOON, ROOT, clerk
from tests.support.rooms import at, with_rooms
from tests.support.volunteer_help import coordinator

Open = Callable[..., Page]
GONE = "连不上"


class Network:
    """Lets a page reach the centre, or not, or leaves it without any answer."""

    def __init__(self, page: Page) -> None:
        self.down = self.silent = False
        page.clock.install()
        page.route("**/*", self._asked)

    def _asked(self, route: Route) -> None:
        if self.silent:
            return
        if self.down:
            route.abort("connectionrefused")
        else:
            route.continue_()


def opened(
    open_page: Open, path: str, staff: StaffSession | None = None
) -> tuple[Page, Network]:
    """A page whose time a test lets pass."""
    page = open_page("/healthz", staff=staff)
    network = Network(page)
    page.goto(page.url.removesuffix("/healthz") + path)
    return page, network


def left(open_page: Open, path: str) -> tuple[Page, Network]:
    """A page that was read for a minute when the server went."""
    page, network = opened(open_page, path)
    page.clock.run_for(60_000)
    network.down = True
    return page, network


def test_a_tap_is_held_and_goes_on_when_somebody_answers(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    page, network = left(open_page, "/s/")
    page.click('a[href="/s/medical"]')
    expect(page.locator(".tap-held")).to_contain_text(GONE)
    assert page.url.endswith("/s/") and page.locator("h1").is_visible()
    network.down = False
    page.clock.run_for(3000)
    page.wait_for_url("**/s/medical")


def test_what_is_written_stays_and_is_sent_once_somebody_answers(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    page, network = left(open_page, "/s/")
    page.fill("#q", "养老")
    page.press("#q", "Enter")
    expect(page.locator(".tap-held")).to_contain_text(GONE)
    assert page.input_value("#q") == "养老"
    network.down = False
    page.clock.run_for(3000)
    page.wait_for_url("**/s/?q=*")
    expect(page.locator(".found")).to_contain_text("找到")


def test_a_form_that_changes_something_is_sent_once(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    rooms = with_rooms(sqlite_ctx)
    page, network = left(open_page, "/r/chess?day=2026-10-16&at=16:30")
    button = page.locator("form[action$='/book'] button")
    button.click()
    expect(page.locator(".tap-held")).to_contain_text(GONE)
    button.click()
    network.down = False
    page.clock.run_for(3000)
    page.wait_for_url("**/b/*")
    slots = room_view(rooms, "chess", AFTERNOON.date()).slots
    assert [one.left for one in slots if one.begins == at(16, 30)] == [1]


def test_whoever_took_time_at_the_log_in_gets_in(sqlite_ctx: AppContext, open_page: Open) -> None:
    page, network = left(open_page, "/desk")
    page.fill("#name", "王主任")
    page.fill("#pin", add_account(sqlite_ctx, "王主任", Role.MANAGER))
    expect(page.locator(".tap-held")).to_contain_text(GONE)
    network.down = False
    page.clock.run_for(3000)
    page.wait_for_url("**/counters")


# Nobody is there, or somebody who never answers: that takes the patience of the page.
@pytest.mark.parametrize(("lost", "told_after"), [("down", 1500), ("silent", 31_500)])
def test_an_editor_is_told_that_nothing_is_kept_and_it_is_kept_later(
    sqlite_ctx: AppContext, open_page: Open, lost: str, told_after: int
) -> None:
    staff = coordinator(sqlite_ctx, Role.MANAGER)
    page, network = opened(open_page, "/desk/content/service/medical", staff)
    setattr(network, lost, True)
    page.fill("[name='title.zh']", "居民医保缴费")
    page.clock.run_for(told_after)
    expect(page.locator("#kept")).to_contain_text("还没存")
    setattr(network, lost, False)
    page.clock.run_for(1500)
    expect(page.locator("#kept")).to_contain_text("都存着")


def test_a_phone_of_some_years_ago_is_led_on(sqlite_ctx: AppContext, open_page: Open) -> None:
    page, network = left(open_page, "/s/")
    network.down = False
    page.evaluate("delete AbortSignal.timeout")
    page.click('a[href="/s/medical"]')
    page.wait_for_url("**/s/medical")


def test_every_question_of_a_script_has_an_end() -> None:
    scripts = [file.read_text("utf-8") for file in (ROOT / "assets/pages").rglob("*.js")]
    asked = [len(re.findall(r"\bfetch\(", one)) for one in scripts]
    assert asked == [len(re.findall(r"signal: within\(", one)) for one in scripts]
    assert sum(asked) > 10


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize(
    ("path", "told"), [("/rooms", "#gone"), ("/board", "#gone"), ("/desk", "#note")])
def test_a_page_that_gets_no_answer_at_all_says_so_and_goes_on(
    sqlite_ctx: AppContext, open_page: Open, path: str, told: str, old: bool
) -> None:
    with_rooms(sqlite_ctx)
    page, network = opened(open_page, path, clerk(sqlite_ctx, 2))
    if old:
        page.evaluate("delete AbortSignal.timeout")
    network.silent = True
    page.clock.run_for(60_000)
    expect(page.locator(told)).to_be_visible()
    network.silent = False
    page.evaluate("step()")
    expect(page.locator(told)).to_be_hidden()


def test_a_press_at_the_desk_that_gets_no_answer_may_not_count(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    page, network = opened(open_page, "/desk", clerk(sqlite_ctx, 2))
    network.silent = True
    page.click("#live form[data-action] button")
    expect(page.locator("#live")).to_have_class(re.compile("busy"))
    page.clock.run_for(30_000)
    expect(page.locator("#note")).to_contain_text("不一定算")
    expect(page.locator("#live")).not_to_have_class(re.compile("busy"))


def test_control_without_the_script_the_browsers_own_page_comes(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    page, _ = left(open_page, "/s/")
    page.evaluate("window.addEventListener('click', (one) => one.stopImmediatePropagation(), true)")
    page.click('a[href="/s/medical"]', no_wait_after=True)
    expect(page.locator("h1.title")).to_have_count(0)
