"""Counters that change under a clerk: what the pages say to whoever changes and whoever sits."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from playwright.sync_api import expect

from kiosk.actions import content, queue
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock, take
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague
from tests.web.desk.conftest import OpenPage

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])
BESIDES = re.compile(r'name="(\W?base)" value="([^"]*)"|name="(\W?how)" value="(publish)"')


def publishing(who: Colleague, page: str) -> dict[str, str]:
    """What the form of an item sends besides its fields when 给大家看 is pressed."""
    found = BESIDES.findall(who.get(page).text)
    return {base or how: unescape(was or button) for base, was, how, button in found}


@ON_SQLITE
def test_whoever_changes_a_counter_that_serves_is_told_what_to_do(
    ctx: AppContext, site: Flask, desk: Colleague
) -> None:
    manager = Colleague(site, "主任", add_account(ctx, "主任", Role.MANAGER))
    manager.log_in()
    take(ctx)
    desk.do("call_next")
    page = "/desk/content/counter/2"
    refused = manager.press(page, page, queue="B", **publishing(manager, page))
    assert refused.status_code == 409
    assert "2 号窗口正在办 A001，没有改。先把 A001 办完，再改" in refused.text
    assert '<option value="B" selected' in refused.text, "what was written is still there"
    refused = manager.press(page, f"{page}/remove")
    assert refused.status_code == 409 and "先把 A001 办完" in refused.text
    assert desk.number() == "A001" and desk.do("finish").status_code == 303
    done = manager.press(page, page, queue="B", **publishing(manager, page))
    assert done.status_code == 303
    assert "养老、低保" in desk.page()


@ON_SQLITE
def test_a_change_that_waits_for_numbers_says_so(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    manager = coordinator(ctx, Role.MANAGER, "馆长")
    content.publish(ctx, manager, "counter", "1", {"queue": "B"}, {"queue": "A"},
                    at=clock.now + timedelta(minutes=5))
    take(ctx, "pension")
    reader = Colleague(site, "主任", add_account(ctx, "主任", Role.MANAGER))
    reader.log_in()
    for page in ("/desk/content/counter", "/desk/content/counter/1"):
        assert "排着的号办完就换" not in reader.get(page).text
    clock.pass_(minutes=6)
    content.run_due(ctx)
    for page in ("/desk/content/counter", "/desk/content/counter/1"):
        assert "排着的号办完就换" in reader.get(page).text


@ON_SQLITE
@pytest.mark.parametrize("then", ["looks", "calls", "leaves", "asks for news"])
def test_a_clerk_whose_counter_is_gone_chooses_another(
    ctx: AppContext, desk: Colleague, then: str
) -> None:
    form = desk.form()
    manager = coordinator(ctx, Role.MANAGER, "馆长")
    content.remove(ctx, manager, "counter", "2")
    answer = {
        "looks": lambda: desk.get("/desk"),
        "calls": lambda: desk.post("/desk/do/call_next", **form),
        "leaves": lambda: desk.post("/desk/leave", how="change", **form),
        "asks for news": desk.state,
    }[then]()
    assert answer.status_code == (409 if then == "asks for news" else 303)
    page = desk.get("/desk/counters")
    assert page.status_code == 200 and "2 号窗口没有了，请换一个坐" in page.text
    late = desk.press("/desk/counters", "/desk/counters", number=2)
    assert late.status_code == 409 and "2 号窗口没有了" in late.text
    desk.press("/desk/counters", "/desk/counters", number=3)
    assert "3 号窗口" in desk.page()
    assert "没有了" not in desk.get("/desk/counters").text


@ON_SQLITE
def test_a_clerk_whose_counter_is_gone_gets_home(ctx: AppContext, desk: Colleague) -> None:
    form = desk.form()
    content.remove(ctx, coordinator(ctx, Role.MANAGER, "馆长"), "counter", "2")
    assert desk.post("/desk/leave", how="close", **form).status_code == 303
    assert desk.cookie is None


def test_a_counter_that_changes_under_a_clerk_goes_on_in_the_browser(
    sqlite_ctx: AppContext, clerk_page: OpenPage, clock: Clock
) -> None:
    ctx, manager = sqlite_ctx, coordinator(sqlite_ctx, Role.MANAGER, "主任")
    page, other = clerk_page(), clerk_page(3, "小赵")
    take(ctx), take(ctx)
    page.click("#primary")
    expect(page.locator("#number")).to_have_text("A001")
    content.publish(ctx, manager, "counter", "2", {"queue": "A"}, {"queue": "B"},
                    at=clock.now + timedelta(minutes=1))
    clock.pass_(minutes=1)
    content.run_due(ctx)
    expect(page.locator(".line")).to_have_text("养老、低保")
    expect(page.locator("#number")).to_have_text("A001")
    page.click("#do-call_again")
    expect(page.locator(".standing")).to_contain_text("叫过 2 次")
    page.click("#do-park")
    page.click("#tab-parked")
    page.locator(".rows").get_by_role("button", name="接着办 A001 号").click()
    expect(page.locator("#number")).to_have_text("A001")
    page.click("#do-finish")
    expect(page.locator("#number")).to_have_count(0)
    expect(page.locator(".served")).to_have_text("今天办了 1 件")
    expect(other.locator("#primary")).to_contain_text("A002")
    content.remove(ctx, manager, "counter", "2")
    expect(page.get_by_role("alert")).to_contain_text("2 号窗口没有了，请换一个坐")
    page.click("button[value='3']")
    page.click("#primary")
    expect(page.locator("#number")).to_have_text("A002")
    assert queue.hall(ctx).waiting == 0
