"""The desk in a real browser: its keys, its dialogs, its news, and the same without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from kiosk.actions import queue
from kiosk.actions.queue.results import CounterState
from kiosk.context import AppContext
from tests.support.centre import Clock, take
from tests.web.desk.conftest import OpenPage

# The guard against a second press of the same hand, in milliseconds of the page's clock.
GUARD = 500


def press(page: Page, key: str) -> None:
    """Presses a key the way a calm hand does."""
    page.clock.run_for(GUARD)
    page.keyboard.press(key)


def stopped(page: Page) -> None:
    """The page's clock stands: only the test lets time pass."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)


def number(page: Page, label: str) -> None:
    """Waits until this number is being served."""
    expect(page.locator("#number")).to_have_text(label)


def test_the_keys_do_what_stands_on_the_buttons(
    sqlite_ctx: AppContext, clerk_page: OpenPage
) -> None:
    page = clerk_page()
    for _ in range(6):
        take(sqlite_ctx)
    expect(page.locator("#primary")).to_contain_text("A001")
    press(page, "Enter")
    number(page, "A001")
    press(page, "F3")
    expect(page.locator(".standing")).to_contain_text("叫过 1 次")
    press(page, "F2")
    expect(page.locator(".standing")).to_contain_text("叫过 2 次")
    press(page, "F2")
    expect(page.locator("#do-miss")).to_be_enabled()
    press(page, "F3")
    expect(page.locator("#tab-missed")).to_have_text("过号 1")
    press(page, "Enter")
    number(page, "A002")
    press(page, "F5")
    expect(page.locator("#tab-parked")).to_have_text("放着 1")
    press(page, "Enter")
    number(page, "A003")
    press(page, "Enter")
    number(page, "A004")
    press(page, "F6")
    expect(page.locator("#number")).to_have_count(0)
    expect(page.locator(".served")).to_have_text("今天办了 2 件")
    press(page, "F7")
    expect(page.locator("#note")).to_contain_text("已经请人帮忙")
    press(page, "F7")
    expect(page.locator("#note")).to_contain_text("不用来了")
    expect(page.locator("#do-ask_for_help")).to_be_enabled()


def test_f4_asks_where_to_and_keys_wait_while_it_asks(
    sqlite_ctx: AppContext, clerk_page: OpenPage
) -> None:
    other, page = clerk_page(3, "小赵"), clerk_page()
    for _ in range(3):
        take(sqlite_ctx)
    expect(page.locator("#primary")).to_be_enabled()
    press(page, "Enter")
    number(page, "A001")
    press(page, "F4")
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("A001 转到哪里？")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)"
                             " || document.activeElement === document.body")
    press(page, "F6")
    press(page, "F5")
    number(page, "A001")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    press(page, "F4")
    # News that arrives meanwhile leaves the question as it stands.
    take(sqlite_ctx)
    expect(page.locator("#tab-waiting")).to_have_text("等候 3")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="3 号窗口").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#number")).to_have_count(0)
    expect(other.locator("#primary")).to_contain_text("A001")


@pytest.mark.parametrize("way", ["keys", "mouse"])
def test_a_nervous_double_press_calls_one(
    sqlite_ctx: AppContext, clerk_page: OpenPage, way: str
) -> None:
    page = clerk_page()
    for _ in range(4):
        take(sqlite_ctx)
    expect(page.locator("#primary")).to_be_enabled()
    stopped(page)
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.method))
    if way == "keys":
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        number(page, "A001")
        page.clock.run_for(GUARD - 1)
        page.keyboard.press("Enter")
    else:
        page.dblclick("#primary")
        number(page, "A001")
    page.evaluate("step()")
    assert asked.count("POST") == 1
    number(page, "A001")
    assert queue.hall(sqlite_ctx).waiting == 3
    press(page, "Enter")
    number(page, "A002")


def test_two_browsers_that_call_at_once_get_two_numbers(
    sqlite_ctx: AppContext, clerk_page: OpenPage
) -> None:
    pages = clerk_page(2), clerk_page(3, "小赵")
    for _ in range(12):
        take(sqlite_ctx)
    for page in pages:
        expect(page.locator("#primary")).to_be_enabled()
    seen: list[str] = []
    for _ in range(4):
        for page in pages:
            page.clock.run_for(GUARD)
            page.evaluate("setTimeout(() => document.getElementById('primary').click())")
        for page in pages:
            before = seen[-2:][0] if seen else ""
            expect(page.locator("#number")).not_to_have_text(before)
            seen.append(page.inner_text("#number"))
    assert len(set(seen)) == len(seen) == 8


def test_news_takes_neither_focus_nor_place(sqlite_ctx: AppContext, clerk_page: OpenPage) -> None:
    page = clerk_page()
    for _ in range(60):
        take(sqlite_ctx)
    expect(page.locator("#tab-waiting")).to_have_text("等候 60")
    page.locator(".rows li").nth(40).locator("button").focus()
    held = page.evaluate("document.activeElement.id")
    place = page.evaluate("document.querySelector('.rows').scrollTop")
    assert place > 0
    take(sqlite_ctx)
    expect(page.locator("#tab-waiting")).to_have_text("等候 61")
    assert page.evaluate("document.activeElement.id") == held
    assert page.evaluate("document.querySelector('.rows').scrollTop") == place
    # With a button in focus Enter presses that button, not the red one.
    page.keyboard.press("Enter")
    number(page, "A041")


def test_a_parked_number_is_found_on_its_tab(sqlite_ctx: AppContext,
                                             clerk_page: OpenPage) -> None:
    page = clerk_page()
    take(sqlite_ctx)
    expect(page.locator("#primary")).to_be_enabled()
    press(page, "Enter")
    number(page, "A001")
    press(page, "F5")
    expect(page.locator("#tab-parked")).to_have_text("放着 1")
    page.click("#tab-parked")
    page.locator(".rows").get_by_role("button", name="接着办 A001 号").click()
    number(page, "A001")
    expect(page.locator("#tab-parked")).to_have_attribute("aria-current", "true")


def test_an_idle_clerk_is_led_back_to_the_log_in(
    clerk_page: OpenPage, clock: Clock
) -> None:
    page = clerk_page()
    clock.pass_(minutes=31)
    expect(page.locator("main")).to_contain_text("离开得久了")
    expect(page.locator("#name")).to_be_visible()


def test_a_lost_centre_is_said_and_found_again(clerk_page: OpenPage) -> None:
    page = clerk_page()
    page.context.set_offline(True)
    expect(page.locator("#note")).to_contain_text("连不上，正在再试")
    page.context.set_offline(False)
    expect(page.locator("#note")).to_be_hidden()


def test_leaving_asks_about_the_counter(sqlite_ctx: AppContext, clerk_page: OpenPage) -> None:
    page = clerk_page()
    page.click("#leave")
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("走之前，窗口关不关？")
    dialog.get_by_role("link", name="不走了").click()
    expect(dialog).to_be_hidden()
    page.click("#leave")
    dialog.get_by_role("button", name="关窗口，退出").click()
    expect(page.locator("#name")).to_be_visible()
    assert queue.hall(sqlite_ctx).counters[1].state is CounterState.CLOSED


def test_everything_works_without_a_script(sqlite_ctx: AppContext, clerk_page: OpenPage) -> None:
    for _ in range(4):
        take(sqlite_ctx)
    page = clerk_page(java_script_enabled=False)
    page.click("#primary")
    number(page, "A001")
    page.click("#do-park")
    page.click("#tab-parked")
    page.click(".rows button")
    number(page, "A001")
    page.click("#do-finish")
    page.click("#primary")
    number(page, "A002")
    page.click("#do-transfer")
    page.select_option("#service", "pension")
    page.click(".matter button")
    expect(page.locator("#number")).to_have_count(0)
    page.click("#shut")
    page.click(".question button")
    expect(page.locator(".state")).to_contain_text("窗口关着")


def test_news_between_press_and_release_does_not_lose_the_click(
    sqlite_ctx: AppContext, clerk_page: OpenPage
) -> None:
    page = clerk_page()
    take(sqlite_ctx)
    expect(page.locator("#primary")).to_contain_text("A001")
    page.hover("#tab-parked")
    page.mouse.down()
    with page.expect_response(lambda answer: "state" in answer.url and answer.status == 200):
        take(sqlite_ctx)
    page.mouse.up()
    expect(page.locator("#tab-parked")).to_have_attribute("aria-current", "true")
    expect(page.locator("#tab-waiting")).to_have_text("等候 2")
