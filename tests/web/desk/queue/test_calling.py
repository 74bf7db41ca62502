"""Calling at the desk: what the page shows, and that no number is called twice."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from playwright.sync_api import expect

from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority, Readiness
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock, take
from tests.support.web.colleague import Colleague
from tests.web.desk.conftest import OpenPage

DISABLED = re.compile(r'<button\s+id="([\w-]+)"[^>]*\sdisabled\s*>')


@pytest.fixture
def other(ctx: AppContext, site: Flask) -> Colleague:
    """小赵 at counter 3, which serves the same queue."""
    return Colleague(site, "小赵", add_account(ctx, "小赵", Role.MANAGER)).sit(3)


def disabled(page: str) -> set[str]:
    """The buttons that make no sense now."""
    return set(DISABLED.findall(page))


def test_nobody_in_line_is_said_calmly(desk: Colleague) -> None:
    page = desk.page()
    assert "现在没人排队" in page and "没有在等的" in page
    assert {"primary", "do-call_again", "do-miss", "do-transfer"} <= disabled(page)
    refused = desk.do("call_next")
    assert refused.status_code == 409 and "现在没人排队" in refused.text


def test_the_called_number_stands_with_all_a_clerk_needs(
    desk: Colleague, ctx: AppContext, clock: Clock
) -> None:
    take(ctx)
    clock.pass_(minutes=12)
    take(ctx, priority=Priority.ELDER, readiness=Readiness.INCOMPLETE)
    take(ctx)
    desk.do("call_next")
    page = desk.page()
    assert "缺材料" in page and "材料齐了" not in page
    assert desk.number() == "Y001" and "老年人优先，15:32 取" in page
    assert "慢一点叫，可能要帮忙" in page and "大屏正显示 Y001" in page
    assert "叫过 1 次，等了 0 分钟" in page and "要带：身份证" in page and "1 取号" in page
    assert desk.listed() == ["A001", "A002"]
    desk.do("call_next")
    clock.pass_(minutes=2, seconds=15)
    page = desk.page()
    assert desk.number() == "A001" and "叫过 1 次，等了 12 分钟" in page
    assert "缺材料" not in page and "材料齐了" not in page, "nobody was asked before this number"
    assert "2 分 15 秒" in page and "普通号，15:20 取" in page and "慢一点叫" not in page
    assert "今天办了 1 件" in page


def test_a_second_press_of_the_same_page_calls_nobody_else(desk: Colleague,
                                                           ctx: AppContext) -> None:
    for _ in range(3):
        take(ctx)
    seen = desk.form()
    assert desk.post("/desk/do/call_next", **seen).status_code == 303
    again = desk.post("/desk/do/call_next", **seen)
    assert again.status_code == 409 and "刚才已经动过了" in again.text
    assert desk.number() == "A001" and desk.listed() == ["A002", "A003"]
    assert desk.do("call_next").status_code == 303 and desk.number() == "A002"


def test_two_clerks_of_a_line_never_get_the_same_number(
    desk: Colleague, other: Colleague, ctx: AppContext
) -> None:
    taken = [take(ctx).ticket.label for _ in range(16)]
    together = Barrier(2)

    def call_eight(clerk: Colleague) -> list[str | None]:
        called = []
        for _ in range(8):
            form = clerk.form()
            together.wait()
            assert clerk.post("/desk/do/call_next", **form).status_code == 303
            called.append(clerk.number())
        return called

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(call_eight, (desk, other))
    assert sorted(first + second) == sorted(taken)


@pytest.mark.both
def test_two_browsers_at_one_counter_call_one_number(
    desk: Colleague, site: Flask, ctx: AppContext
) -> None:
    for _ in range(8):
        take(ctx)
    tab = Colleague(site, desk.name, desk.pin).sit(2)
    for n in range(1, 5):
        forms = (desk, desk.form()), (tab, tab.form())
        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda f: f[0].post("/desk/do/call_next", **f[1]), forms))
        assert sorted(a.status_code for a in answers) == [303, 409]
        assert desk.number() == tab.number() == f"A{n:03d}"


def test_only_who_was_called_often_enough_is_missed_and_may_come_back(
    desk: Colleague, ctx: AppContext, clock: Clock
) -> None:
    for _ in range(4):
        take(ctx)
    desk.do("call_next")
    for n in (2, 1):
        page = desk.page()
        assert f"还要再叫 {n} 次" in page and "do-miss" in disabled(page)
        refused = desk.do("miss")
        assert refused.status_code == 409 and f"再叫 {n} 次没来" in refused.text
        desk.do("call_again")
    assert "do-miss" not in disabled(desk.page())
    desk.do("miss")
    assert desk.number() is None and desk.listed("missed") == ["A001"]
    assert "剩 30 分钟" in desk.page("missed")
    row = re.search(r'name="ticket" value="(\d+)"', desk.page("missed"))
    assert row and desk.do("bring_back", ticket=row[1]).status_code == 303
    assert desk.listed() == ["A002", "A003", "A001", "A004"]


def test_who_stayed_away_too_long_takes_a_new_number(
    desk: Colleague, ctx: AppContext, clock: Clock
) -> None:
    take(ctx)
    desk.do("call_next")
    desk.do("call_again")
    desk.do("call_again")
    missed = desk.form()["ticket"]
    desk.do("miss")
    clock.pass_(minutes=29)
    assert f"row-{missed}" not in disabled(desk.page("missed"))
    clock.pass_(minutes=2)
    page = desk.page("missed")
    assert f"row-{missed}" in disabled(page) and "过了 30 分钟，请重新取号" in page
    assert desk.do("bring_back", ticket=missed).status_code == 409


def test_a_parked_resident_goes_on_at_any_counter_of_the_line(
    desk: Colleague, other: Colleague, ctx: AppContext
) -> None:
    take(ctx)
    desk.do("call_next")
    parked = desk.form()["ticket"]
    desk.do("park")
    assert desk.number() is None and other.listed("parked") == ["A001"]
    assert other.do("take_back", ticket=parked).status_code == 303
    assert other.number() == "A001" and desk.listed("parked") == []


def test_a_chosen_number_is_called_before_its_turn(desk: Colleague, ctx: AppContext) -> None:
    take(ctx)
    chosen = take(ctx).ticket
    desk.do("call_this", ticket=chosen.id)
    assert desk.number() == "A002" and desk.listed() == ["A001"]


@pytest.mark.both
def test_a_resident_is_sent_to_another_counter_and_called_first_there(
    desk: Colleague, other: Colleague, ctx: AppContext
) -> None:
    for _ in range(3):
        take(ctx)
    desk.do("call_next")
    question = desk.get("/desk/transfer").text
    assert "A001 转到哪里？" in question and 'value="3"' in question
    assert re.search(r'value="1" disabled', question) and "关着，转不过去" in question
    assert desk.do("transfer").status_code == 409
    assert desk.do("transfer", counter=3).status_code == 303
    page = desk.page()
    assert desk.number() is None and "只去 3 号窗口" in page and "A002" in page
    assert other.listed()[0] == "A001"
    other.do("call_next")
    assert other.number() == "A001"


def test_a_resident_is_sent_on_for_another_matter(desk: Colleague, ctx: AppContext) -> None:
    take(ctx)
    desk.do("call_next")
    desk.do("transfer", service="pension")
    assert desk.number() is None and desk.listed() == []
    desk.press("/desk/counters", "/desk/counters", number=1)
    assert desk.listed() == ["A001"] and "养老保险" in desk.page()


def test_a_resting_or_shut_counter_calls_nobody_and_opens_again(
    desk: Colleague, ctx: AppContext
) -> None:
    waiting = take(ctx).ticket
    for action, words in (("pause_counter", "窗口歇着"), ("close_counter", "窗口关着")):
        desk.do(action)
        page = desk.page()
        assert words in page and f"row-{waiting.id}" in disabled(page)
        assert 'action="/desk/do/call_next"' not in page
        desk.do("open_counter")
        assert "窗口开着" in desk.page()


def test_a_counter_with_somebody_at_it_is_not_offered_to_be_shut(
    desk: Colleague, ctx: AppContext
) -> None:
    take(ctx)
    assert " disabled" not in desk.get("/desk/leave").text
    desk.do("call_next")
    for question in ("leave", "shut"):
        page = desk.get(f"/desk/{question}").text
        assert "A001 还没办完" in page and " disabled" in page


def test_every_other_desk_sees_who_wants_help_for_five_minutes(
    desk: Colleague, other: Colleague, clock: Clock
) -> None:
    desk.do("ask_for_help")
    assert "2 号窗口请人帮忙" in other.page() and "2 号窗口请人帮忙" not in desk.page()
    assert "do-no_help" in desk.page() and "do-ask_for_help" not in desk.page()
    clock.pass_(minutes=6)
    assert "请人帮忙</p>" not in other.page() and "do-ask_for_help" in desk.page()
    desk.do("ask_for_help")
    desk.do("no_help")
    assert "请人帮忙</p>" not in other.page() and "do-ask_for_help" in desk.page()


def test_sixty_waiting_all_have_their_row(desk: Colleague, ctx: AppContext) -> None:
    for n in range(60):
        take(ctx, priority=Priority.ELDER if n % 5 == 0 else Priority.ORDINARY)
    assert len(desk.listed()) == 60 and "等候 60" in desk.page()


def test_news_comes_once_and_then_costs_nothing(
    desk: Colleague, ctx: AppContext, feed: ChangePoller
) -> None:
    feed.look()
    first = desk.state()
    assert first.status_code == 200 and "现在没人排队" in first.json["html"]
    tag = first.headers["ETag"]
    assert desk.state(**{"If-None-Match": tag}).status_code == 304
    take(ctx)
    feed.look()
    news = desk.state(**{"If-None-Match": tag})
    assert news.status_code == 200 and "A001" in news.json["html"]


def test_what_is_no_action_of_the_desk_is_no_page(desk: Colleague) -> None:
    assert desk.do("raise_the_pay").status_code == 404
    assert desk.get("/desk/do/call_next").status_code in (404, 405)


def test_what_was_finished_by_mistake_is_taken_back_on_the_page(
    ctx: AppContext, desk: Colleague
) -> None:
    first, second = take(ctx).ticket, take(ctx).ticket
    desk.do("call_next")
    assert "先办完" in desk.page(), "the button of a row says what else it does"
    desk.do("call_next")
    page = desk.page()
    assert f"{first.label} 办完了" in page and "F8" in page
    assert desk.number() == second.label
    desk.press("/desk", "/desk/do/undo", ticket=first.id, holding=second.id)
    assert desk.number() == first.label and desk.listed() == [second.label]
    desk.do("call_next")
    assert desk.listed("done") == [first.label]
    found = desk.get(f"/desk?tab=done&q={first.label[1:]}").text
    assert 'action="/desk/do/reopen"' in found
    desk.press("/desk?tab=done", "/desk/do/reopen", ticket=first.id, holding=second.id)
    assert desk.number() == first.label


def test_a_key_takes_back_what_a_key_did(sqlite_ctx: AppContext, clerk_page: OpenPage) -> None:
    first = take(sqlite_ctx).ticket
    page = clerk_page()
    page.keyboard.press("Enter")
    expect(page.locator("#number")).to_have_text(first.label)
    page.keyboard.press("F7")
    expect(page.locator("#note")).to_contain_text("已经请人帮忙")
    page.keyboard.press("F6")
    expect(page.locator(".undo")).to_contain_text(f"{first.label} 办完了")
    expect(page.locator("#note"), "of the older act nothing stands over it").to_be_hidden()
    page.keyboard.press("F8")
    expect(page.locator("#number")).to_have_text(first.label)
    expect(page.locator(".undo")).to_have_count(0)
    page.click("#tab-done")
    page.fill("#find", "Z")
    page.keyboard.press("Enter")
    expect(page.locator(".lists")).to_contain_text("没有办过的号")
