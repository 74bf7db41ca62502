"""The phone pages in a real browser: live, without scripts, in large text, on narrow phones."""

from __future__ import annotations

from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from kiosk.actions import queue
from kiosk.actions.queue.results import Receipt
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority, State
from kiosk.domain.staff.roles import StaffSession
from tests.support.centre import clerk, take
from tests.support.screen import wait_until

Open = Callable[..., Page]
# What every page must do: nothing sideways, nothing smaller than a fingertip.
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, label, input')]
  .filter((e) => !e.matches('.away') && (!e.closest('label') || e.matches('label')))
  .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 47.5 || box.width < 47.5))
  .map(([name, box]) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
SMALL_FACES = """() => [...document.querySelectorAll('main .face, main .ring')]
  .map((e) => e.getBoundingClientRect()).filter((box) => box.width && box.height < 59.5).length"""
SMALL_TEXT = """(least) => { const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim(), near = walk.currentNode.parentElement;
    if (!text || near.closest('noscript, script, .away')) continue;
    const size = parseFloat(getComputedStyle(near).fontSize);
    if (size < least && near.getClientRects().length) found.push(`${text} ${size}`);
  } return found; }"""
# Texts that stick out of the card they stand in.
OUTSIDE = """() => [...document.querySelectorAll('.card *, .panel *, .face *')]
  .filter((e) => !e.closest('svg, .away') && e.getClientRects().length).filter((e) => {
    const box = e.getBoundingClientRect();
    const home = e.parentElement.closest('.card, .panel, .face').getBoundingClientRect();
    return box.left < home.left - 1 || box.right > home.right + 1; })
  .map((e) => e.outerHTML.slice(0, 80))"""


def page_of(receipt: Receipt) -> str:
    return f"/t/{receipt.ticket.code}"


def news(state: str) -> str:
    """What the centre calls its news now."""
    with urlopen(state) as answer:
        return str(answer.headers["ETag"])


def opened(ctx: AppContext) -> StaffSession:
    session = clerk(ctx, 2)
    queue.open_counter(ctx, session)
    return session


def test_your_turn_arrives_by_itself(sqlite_ctx: AppContext, open_page: Open) -> None:
    mine, session = take(sqlite_ctx), opened(sqlite_ctx)
    page = open_page(page_of(mine))
    page.wait_for_load_state("networkidle")
    queue.call_next(sqlite_ctx, session, None)
    expect(page.locator(".turn h1")).to_have_text("A001")
    expect(page).to_have_title("轮到您了 A001")
    expect(page.locator("#held b")).to_have_text("3 分 0 秒")
    expect(page.locator("#held b")).not_to_have_text("3 分 0 秒")


def test_what_happens_while_a_page_travels_is_told_it(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    session, page = opened(sqlite_ctx), open_page("/healthz")

    def called_before_the_first_news(route: Route) -> None:
        before = news(route.request.url)
        queue.call_next(sqlite_ctx, session, None)
        # Until the centre has looked, nothing is new.
        wait_until(lambda: news(route.request.url) != before)
        route.continue_()

    page.route("**/state", called_before_the_first_news, times=1)
    page.goto(page.url.replace("/healthz", page_of(take(sqlite_ctx))))
    expect(page.locator(".turn h1")).to_have_text("A001")


def test_what_concerns_others_leaves_a_page_as_it_is(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    opened(sqlite_ctx)
    page = open_page(page_of(take(sqlite_ctx)))
    page.wait_for_load_state("networkidle")
    page.evaluate("document.getElementById('ticket').dataset.chosen = 'yes'")
    with page.expect_response(lambda answer: answer.status == 200 and "/state" in answer.url):
        clerk(sqlite_ctx, 3, "小李")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#ticket")).to_have_attribute("data-chosen", "yes")


def test_the_line_before_the_door_grows_shorter(sqlite_ctx: AppContext, open_page: Open) -> None:
    others, session = [take(sqlite_ctx) for _ in range(2)], opened(sqlite_ctx)
    page = open_page(page_of(take(sqlite_ctx)))
    expect(page.locator(".line .person:not(.you)")).to_have_count(2)
    queue.call_next(sqlite_ctx, session, None)
    expect(page.locator(".line .person:not(.you)")).to_have_count(1)
    expect(page.locator(".line .p1 span")).to_have_text(others[1].ticket.label)


def test_the_bell_rings_when_one_is_left_and_once_it_was_allowed(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    for _ in range(2):
        take(sqlite_ctx)
    session = opened(sqlite_ctx)
    path = page_of(take(sqlite_ctx))
    page = open_page(path)
    page.evaluate("""() => { window.rung = 0; const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (at) { window.rung += 1; start.call(this, at); };
      window.shaken = 0; navigator.vibrate = () => { window.shaken += 1; return true; }; }""")
    silent = open_page(path)
    bell = page.get_by_role("switch")
    expect(bell).to_have_attribute("aria-checked", "false")
    bell.click()
    expect(bell).to_have_attribute("aria-checked", "true")
    allowed = page.evaluate("[window.rung, window.shaken]")
    assert allowed == [2, 1]
    queue.call_next(sqlite_ctx, session, None)
    expect(page.locator(".line .person:not(.you)")).to_have_count(1)
    assert page.evaluate("window.rung") == 6
    expect(bell).to_have_attribute("aria-checked", "true")
    assert page.evaluate("window.shaken") == 2
    expect(silent.get_by_role("switch")).to_have_attribute("aria-checked", "false")


def test_the_bell_keeps_its_wish_when_the_page_is_made_anew(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    opened(sqlite_ctx)
    page = open_page(page_of(take(sqlite_ctx)))
    bell = page.get_by_role("switch")
    bell.click()
    page.click("a[href*='lang=en']")
    again = page.get_by_text("Tap to go on ringing")
    expect(again).to_be_visible()
    bell.click()
    expect(bell).to_have_attribute("aria-checked", "true")
    bell.click()
    page.reload()
    expect(again).to_be_hidden()


def test_a_lost_connection_is_said_small_and_ends_by_itself(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    mine, session = take(sqlite_ctx), opened(sqlite_ctx)
    page = open_page(page_of(mine))
    expect(page.locator("#gone")).to_be_hidden()
    page.context.set_offline(True)
    expect(page.locator("#gone")).to_be_visible()
    expect(page.locator("h1.number")).to_have_text("A001")
    queue.call_next(sqlite_ctx, session, None)
    page.context.set_offline(False)
    expect(page.locator(".turn h1")).to_have_text("A001")
    expect(page.locator("#gone")).to_be_hidden()


def test_everything_reads_and_works_without_scripts(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    mine, session = take(sqlite_ctx), opened(sqlite_ctx)
    take(sqlite_ctx, priority=Priority.ELDER)
    page = open_page(page_of(mine), java_script_enabled=False)
    expect(page.locator("h1.number")).to_have_text("A001")
    expect(page.get_by_role("switch")).to_be_hidden()
    page.locator("summary").click()
    expect(page.get_by_text("用的是优先号")).to_be_visible()
    current = queue.call_next(sqlite_ctx, session, None).current
    assert current
    queue.call_next(sqlite_ctx, session, current.id)
    page.reload()
    page.get_by_role("button", name="我马上到").click()
    expect(page.get_by_text("窗口知道您在路上")).to_be_visible()
    page.locator("a", has_text="不办了").click()
    page.get_by_role("button", name="退号").click()
    expect(page.get_by_text("号退了")).to_be_visible()
    assert queue.follow(sqlite_ctx, mine.ticket.code).ticket.state is State.GIVEN_UP


def test_a_number_is_taken_in_the_hall_without_scripts(
    sqlite_ctx: AppContext, open_page: Open
) -> None:
    page = open_page(f"/s/medical?k={queue.hall_code(sqlite_ctx)}", java_script_enabled=False)
    assert "k=" not in page.url
    page.get_by_role("link", name="现在取号").click()
    page.get_by_role("button", name="老年人优先").click()
    expect(page.locator("h1.number")).to_have_text("Y001")


def test_the_check_list_is_remembered_on_the_phone(open_page: Open) -> None:
    page = open_page("/s/medical")
    expect(page.locator("#ready")).to_be_hidden()
    page.locator(".checklist label").click()
    expect(page.locator("#ready")).to_be_visible()
    page.reload()
    expect(page.locator("#ready")).to_be_visible()
    assert page.locator(".checklist input").is_checked()


@pytest.mark.parametrize("state", ["waiting", "called", "missed", "service", "priority", "shelves"])
def test_every_page_fits_every_phone(sqlite_ctx: AppContext, open_page: Open, state: str) -> None:
    session = opened(sqlite_ctx)
    for _ in range(5):
        mine = take(sqlite_ctx)
    path = {"service": "/s/medical", "shelves": "/s/", "priority": "/s/medical/number"}.get(
        state, page_of(mine))
    if state != "waiting":
        current = queue.call_this(sqlite_ctx, session, mine.ticket.id, None).current
        assert current
        if state == "missed":
            for _ in range(2):
                queue.call_again(sqlite_ctx, session, current.id)
            queue.miss(sqlite_ctx, session, current.id)
    first = f"/s/medical?k={queue.hall_code(sqlite_ctx)}" if state == "priority" else path
    page = open_page(first)
    for language in ("zh_CN", "en"):
        for text, least in (("normal", 18), ("large", 20)):
            page.goto(page.url.partition("/s")[0].partition("/t")[0]
                      + f"{path}?lang={language}&text={text}")
            for width, height in ((390, 844), (320, 568)):
                page.set_viewport_size({"width": width, "height": height})
                where = (state, width, language, text)
                assert not page.evaluate(SIDEWAYS), where
                assert page.evaluate(SMALL_TARGETS) == [], where
                assert page.evaluate(SMALL_FACES) == 0, where
                assert page.evaluate(SMALL_TEXT, least) == [], where
                assert page.evaluate(OUTSIDE) == [], where


@pytest.mark.parametrize("state", ["waiting", "called"])
def test_text_twice_as_large_still_fits(
    sqlite_ctx: AppContext, open_page: Open, state: str
) -> None:
    mine, session = take(sqlite_ctx), opened(sqlite_ctx)
    if state == "called":
        queue.call_next(sqlite_ctx, session, None)
    page = open_page(page_of(mine), bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert not page.evaluate(SIDEWAYS)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(SMALL_TEXT, 36) == []
