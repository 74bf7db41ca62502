"""A number on its holder's phone: what it says, what its buttons do, who may press them."""

from __future__ import annotations

import pytest
from flask import Flask
from markupsafe import escape

from kiosk.actions import queue
from kiosk.actions.queue.results import Receipt
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority, State
from kiosk.web.core.live_state import LiveState
from tests.support.centre import Clock, clerk, take
from tests.support.web.visitor import Visitor, counted


def page_of(receipt: Receipt) -> str:
    return f"/t/{receipt.ticket.code}"


def missed_at(ctx: AppContext, counter: int) -> None:
    """The counter calls the next one three times, in vain."""
    session = clerk(ctx, counter)
    queue.open_counter(ctx, session)
    called = queue.call_next(ctx, session, None).current
    assert called
    for _ in range(2):
        queue.call_again(ctx, session, called.id)
    queue.miss(ctx, session, called.id)


def test_the_phone_says_where_a_number_stands(ctx: AppContext, phone: Visitor) -> None:
    others = [take(ctx) for _ in range(5)]
    mine = take(ctx)
    said = phone.get(page_of(mine))
    assert said.status_code == 200
    assert 'class="number"' in said.text and mine.ticket.label in said.text
    assert "前面还有" in said.text and "<b>5</b> 人" in said.text
    assert "身份证" in said.text and "2、3 号" in said.text
    shown = [other.ticket.label for other in others if other.ticket.label in said.text]
    assert shown == [other.ticket.label for other in others[:3]] and "<b>…</b>" in said.text


def test_a_wait_is_shown_only_when_there_is_something_to_go_by(
    ctx: AppContext, phone: Visitor, clock: Clock
) -> None:
    session = clerk(ctx, 2)
    queue.open_counter(ctx, session)
    assert "大约等" not in phone.get(page_of(take(ctx))).text
    holding = None
    for _ in range(4):
        take(ctx)
        called = queue.call_next(ctx, session, holding).current
        holding = called.id if called else None
        clock.pass_(minutes=5)
    assert "大约等" in phone.get(page_of(take(ctx))).text


def test_an_unknown_code_and_an_expired_one_get_the_same_answer(
    ctx: AppContext, phone: Visitor, clock: Clock
) -> None:
    mine = take(ctx)
    assert phone.get(page_of(mine)).status_code == 200
    clock.pass_(days=1, hours=14, minutes=41)
    answers = [
        [phone.get(f"/t/{code}{part}") for part in ("", "/state", "/give-up")]
        for code in (mine.ticket.code, "A" * len(mine.ticket.code))
    ]
    for expired, unknown in zip(*answers, strict=True):
        assert expired.status_code == unknown.status_code == 404
        assert expired.text.replace(mine.ticket.code, "") == unknown.text.replace("A" * 22, "")
        assert [*expired.headers.keys()] == [*unknown.headers.keys()]


def test_your_turn_says_counter_and_time(ctx: AppContext, phone: Visitor, clock: Clock) -> None:
    mine, session = take(ctx), clerk(ctx, 2)
    queue.open_counter(ctx, session)
    queue.call_next(ctx, session, None)
    clock.pass_(seconds=20)
    said = phone.get(page_of(mine)).text
    assert "轮到您了" in said and f"<title>轮到您了 {mine.ticket.label}</title>" in said
    assert "2 号窗口" in said and "2 分 40 秒" in said
    clock.pass_(minutes=3)
    assert "给您留的时间到了" in phone.get(page_of(mine)).text


def test_who_is_on_the_way_tells_the_counter(ctx: AppContext, phone: Visitor) -> None:
    mine, session = take(ctx), clerk(ctx, 2)
    queue.open_counter(ctx, session)
    queue.call_next(ctx, session, None)
    pressed = phone.press(page_of(mine), f"{page_of(mine)}/coming")
    assert pressed.status_code == 303 and pressed.location == page_of(mine)
    current = queue.desk(ctx, session).current
    assert current and current.coming_at
    assert "窗口知道您在路上" in phone.get(page_of(mine)).text


def test_who_cannot_make_it_lets_others_go_first(ctx: AppContext, phone: Visitor) -> None:
    mine, session = take(ctx), clerk(ctx, 2)
    for _ in range(4):
        take(ctx)
    queue.open_counter(ctx, session)
    queue.call_next(ctx, session, None)
    phone.press(page_of(mine), f"{page_of(mine)}/let-pass")
    now = queue.follow(ctx, mine.ticket.code)
    assert now.ticket.state is State.WAITING and now.ahead == 3


@pytest.mark.both
def test_who_missed_the_call_comes_back_in_time(
    ctx: AppContext, phone: Visitor, clock: Clock
) -> None:
    mine = take(ctx)
    missed_at(ctx, 2)
    said = phone.get(page_of(mine)).text
    assert "过号了" in said and "15:50 前回来还能办" in said
    phone.press(page_of(mine), f"{page_of(mine)}/come-back")
    assert queue.follow(ctx, mine.ticket.code).ticket.state is State.WAITING


def test_who_comes_back_too_late_is_told(ctx: AppContext, phone: Visitor, clock: Clock) -> None:
    mine = take(ctx)
    missed_at(ctx, 2)
    token_page = page_of(mine)
    clock.pass_(minutes=29)
    assert "我回来了" in phone.get(token_page).text
    clock.pass_(minutes=2)
    said = phone.get(token_page).text
    assert "我回来了" not in said and "要办请重新取号" in said
    other, _ = take(ctx), take(ctx)
    late = phone.press(page_of(other), f"{token_page}/come-back")
    assert late.status_code == 409 and "过号超过 30 分钟" in late.text
    assert queue.follow(ctx, mine.ticket.code).ticket.state is State.MISSED


def test_parked_done_and_given_back_are_told(ctx: AppContext, phone: Visitor) -> None:
    first, second, third = (take(ctx) for _ in range(3))
    session = clerk(ctx, 2)
    queue.open_counter(ctx, session)
    current = queue.call_next(ctx, session, None).current
    assert current
    queue.park(ctx, session, current.id)
    current = queue.call_next(ctx, session, None).current
    assert current
    queue.finish(ctx, session, current.id)
    queue.give_up(ctx, third.ticket.code)
    assert "号先放着" in phone.get(page_of(first)).text
    assert "办完了，谢谢您" in said_plainly(phone.get(page_of(second)).text)
    assert "号退了" in phone.get(page_of(third)).text


def said_plainly(html: str) -> str:
    """The text without the marks that keep phrases together."""
    return html.replace('<span class="phrase">', "").replace("</span>", "")


def test_giving_up_asks_first(ctx: AppContext, phone: Visitor) -> None:
    mine = take(ctx)
    asked = phone.get(f"{page_of(mine)}/give-up")
    assert "不办了吗" in asked.text and mine.ticket.label in asked.text
    assert queue.follow(ctx, mine.ticket.code).ticket.state is State.WAITING
    phone.press(f"{page_of(mine)}/give-up", f"{page_of(mine)}/give-up")
    assert queue.follow(ctx, mine.ticket.code).ticket.state is State.GIVEN_UP


@pytest.mark.parametrize("action", ["coming", "let-pass", "come-back", "give-up", "not-done",
                                    "keep-place", "steal"])
def test_without_the_forms_token_nothing_changes(
    ctx: AppContext, phone: Visitor, action: str
) -> None:
    mine = take(ctx)
    version = ctx.database.version()
    forged = phone.post(f"{page_of(mine)}/{action}")
    wrong = phone.post(f"{page_of(mine)}/{action}", csrf_token="of another page")
    assert forged.status_code == wrong.status_code == 400
    assert "刚才点的没有算数" in forged.text
    assert ctx.database.version() == version


@pytest.mark.parametrize("action", ["coming", "let-pass", "come-back"])
def test_looking_changes_nothing(ctx: AppContext, phone: Visitor, action: str) -> None:
    mine = take(ctx)
    version = ctx.database.version()
    assert phone.get(f"{page_of(mine)}/{action}").status_code == 405
    assert ctx.database.version() == version


def test_a_action_that_came_too_late_is_told_as_not_counted(ctx: AppContext,
                                                          phone: Visitor) -> None:
    mine, _ = take(ctx), take(ctx)
    refused = phone.press(page_of(mine), f"{page_of(mine)}/coming")
    assert refused.status_code == 409
    assert "刚才点的没有算数" in refused.text
    # Said above the number, which is still followed: no call is missed for it.
    assert mine.ticket.label in refused.text and "data-state-url" in refused.text


def test_the_order_is_explained_without_naming_anybody(ctx: AppContext, phone: Visitor) -> None:
    mine = take(ctx)
    assert "现在没有比您晚取" in phone.get(page_of(mine)).text
    priority = take(ctx, priority=Priority.ELDER)
    said = phone.get(page_of(mine)).text
    assert f"<b>{priority.ticket.label}</b>" in said and "用的是优先号" in said
    assert "老年人" not in said and priority.ticket.code not in said


def test_state_tells_what_happened(ctx: AppContext, phone: Visitor, feed: ChangePoller) -> None:
    take(ctx)
    mine = take(ctx)
    first = phone.get(f"{page_of(mine)}/state")
    assert first.json and first.json["state"] == "waiting" and first.json["ahead"] == 1
    session = clerk(ctx, 2)
    queue.open_counter(ctx, session)
    current = queue.call_next(ctx, session, None).current
    assert current
    queue.call_next(ctx, session, current.id)
    feed.look()
    called = phone.get(f"{page_of(mine)}/state", headers={"If-None-Match": first.headers["ETag"]})
    assert called.json and called.json["state"] == "called" and called.json["counter"] == 2
    assert called.json["held_until"] == "2026-10-16T15:23:00+08:00"


def test_nothing_new_touches_no_table(
    ctx: AppContext, phone: Visitor, feed: ChangePoller, clock: Clock
) -> None:
    mine = take(ctx)
    feed.look()
    with counted(ctx) as statements:
        first = phone.get(f"{page_of(mine)}/state")
    assert first.status_code == 200 and statements.count > 0
    known = {"If-None-Match": first.headers["ETag"]}
    with counted(ctx) as statements:
        again = phone.get(f"{page_of(mine)}/state", headers=known)
    assert again.status_code == 304 and not again.data and statements.count == 0
    assert again.headers["ETag"] == first.headers["ETag"]
    take(ctx)
    feed.look()
    assert phone.get(f"{page_of(mine)}/state", headers=known).status_code == 200
    known = {"If-None-Match": phone.get(f"{page_of(mine)}/state").headers["ETag"]}
    clock.pass_(minutes=1)
    assert phone.get(f"{page_of(mine)}/state", headers=known).status_code == 200


def test_news_before_the_feed_has_looked_is_younger_than_the_page(
    ctx: AppContext, phone: Visitor, feed: ChangePoller
) -> None:
    """A page and its first news that bear one age are believed to show the same."""
    mine, session = take(ctx), clerk(ctx, 2)
    queue.open_counter(ctx, session)
    feed.look()
    page = phone.get(page_of(mine)).text
    still = phone.get(f"{page_of(mine)}/state").headers["ETag"]
    assert f'data-news="{escape(still)}"' in page, "the control"
    queue.call_next(ctx, session, None)
    news = phone.get(f"{page_of(mine)}/state")
    assert news.json and news.json["state"] == "called" and news.headers["ETag"] != still
    feed.look()
    known = {"If-None-Match": news.headers["ETag"]}
    assert phone.get(f"{page_of(mine)}/state", headers=known).status_code == 304


def test_what_changes_under_a_look_is_looked_at_again(
    ctx: AppContext, site: Flask, feed: ChangePoller
) -> None:
    news, seen = LiveState(ctx, feed), list[int]()

    def look() -> dict[str, object]:
        seen.append(len(seen))
        if len(seen) == 1:
            take(ctx)
        return {"seen": len(seen)}

    with site.test_request_context():
        answer = news.state(look)
    feed.look()
    assert answer.json == {"seen": 2} and answer.headers["ETag"] == news.tag()


def test_a_counter_on_a_break_is_a_shut_door(ctx: AppContext, phone: Visitor) -> None:
    mine = take(ctx)
    assert "窗口还没开，" in phone.get(page_of(mine)).text
    session = clerk(ctx, 2)
    queue.open_counter(ctx, session)
    assert "快到了" in phone.get(page_of(mine)).text
    queue.pause_counter(ctx, session)
    said = phone.get(page_of(mine)).text
    assert "歇一会儿" in said and "号都留着" in said and "快到了" not in said
    assert phone.get(f"{page_of(mine)}/state").get_json()["standing"] == "paused"
    other = clerk(ctx, 3, "小赵")
    queue.open_counter(ctx, other)
    assert "快到了" in phone.get(page_of(mine)).text, "another counter goes on"


def test_letting_others_pass_says_what_it_does_and_is_taken_back(
    ctx: AppContext, phone: Visitor
) -> None:
    mine = take(ctx)
    assert "后面没有人" in phone.get(page_of(mine)).text
    assert "往后排" not in phone.get(page_of(mine)).text
    others = [take(ctx) for _ in range(2)]
    assert "往后排 2 位" in phone.get(page_of(mine)).text
    phone.press(page_of(mine), f"{page_of(mine)}/let-pass")
    assert queue.follow(ctx, mine.ticket.code).ahead == 2
    assert "您往后排了" in phone.get(page_of(mine)).text
    phone.press(page_of(mine), f"{page_of(mine)}/keep-place")
    assert queue.follow(ctx, mine.ticket.code).ahead == 0
    again = phone.press(page_of(mine), f"{page_of(mine)}/keep-place")
    assert again.status_code == 303 and "您往后排了" not in phone.get(page_of(mine)).text
    refused = phone.press(page_of(others[0]), f"{page_of(others[0])}/keep-place")
    assert refused.status_code == 409, "who let nobody pass has nothing to take back"
