"""The calling board: who is called, who came before, who waits, and when nobody does."""

from __future__ import annotations

import re

from kiosk.actions import queue
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.staff.roles import StaffSession
from tests.support.centre import Clock, clerk, take
from tests.support.web.visitor import Visitor, counted


def call(ctx: AppContext, session: StaffSession, holding: int | None = None) -> int:
    current = queue.call_next(ctx, session, holding).current
    assert current
    return current.id


def opened(ctx: AppContext, counter: int) -> StaffSession:
    session = clerk(ctx, counter, f"小王{counter}")
    queue.open_counter(ctx, session)
    return session


def test_a_call_is_shown_big_and_its_counter_marked(ctx: AppContext, phone: Visitor) -> None:
    take(ctx)
    take(ctx)
    call(ctx, opened(ctx, 2))
    said = phone.get("/board").text
    assert '<section class="card big call fresh" id="call">' in said
    assert "<h1>A001</h1>" in said and "到 2 号窗口" in said and "居民医保" in said
    marked = said.split('<tr class="now">')[1].split("</tr>")[0]
    assert "2 号窗口" in marked and "A001" in marked and "A002" in marked
    assert "<b>1</b> 人在等" in said


def test_after_a_quarter_minute_the_call_is_no_news(
    ctx: AppContext, phone: Visitor, clock: Clock
) -> None:
    take(ctx)
    call(ctx, opened(ctx, 2))
    clock.pass_(seconds=15)
    assert "call fresh" in phone.get("/board").text
    clock.pass_(seconds=1)
    said = phone.get("/board").text
    assert "call fresh" not in said and "刚叫到" in said and "<h1>A001</h1>" in said


def test_three_past_calls_stay_visible(ctx: AppContext, phone: Visitor, clock: Clock) -> None:
    session, holding = opened(ctx, 2), None
    for _ in range(6):
        take(ctx)
        holding = call(ctx, session, holding)
        clock.pass_(minutes=1)
    past = phone.get("/board").text.split('<p class="past">')[1].split("</p>")[0]
    assert [label for label in ("A001", "A002", "A003", "A004", "A005", "A006")
            if label in past] == ["A003", "A004", "A005"]


def test_a_second_call_says_so(ctx: AppContext, phone: Visitor, clock: Clock) -> None:
    take(ctx, priority=Priority.ELDER)
    session = opened(ctx, 2)
    current = call(ctx, session)
    before = phone.get("/board/state").json
    clock.pass_(seconds=20)
    queue.call_again(ctx, session, current)
    said, after = phone.get("/board").text, phone.get("/board/state").json
    assert "再请一遍" in said and "Y001" in said
    assert before and after and before["calls"][0]["id"] != after["calls"][0]["id"]


def test_an_empty_hall_and_a_closed_centre_are_told(
    ctx: AppContext, phone: Visitor, clock: Clock
) -> None:
    assert "窗口还没开" in phone.get("/board").text
    session = opened(ctx, 2)
    assert "现在没人排队" in phone.get("/board").text
    queue.pause_counter(ctx, session)
    assert "歇一会儿" in phone.get("/board").text
    clock.now = clock.now.replace(hour=18)
    said = phone.get("/board").text
    assert "现在不办事" in said and "10月19日 星期一 08:30 开门" in said


def test_who_still_waits_after_closing_is_not_hidden(
    ctx: AppContext, phone: Visitor, clock: Clock
) -> None:
    take(ctx)
    session = opened(ctx, 2)
    call(ctx, session)
    clock.now = clock.now.replace(hour=17, minute=31)
    assert "现在不办事" not in phone.get("/board").text


def test_the_board_names_nobody_and_hides_every_code(ctx: AppContext, phone: Visitor) -> None:
    ticket = take(ctx, priority=Priority.DISABLED).ticket
    call(ctx, opened(ctx, 2))
    for page in ("/board", "/board/state"):
        said = phone.get(page).text
        assert ticket.code not in said and "残疾" not in said and "小王" not in said


def test_who_was_missed_and_how_long_each_row_waits_is_told(
    ctx: AppContext, phone: Visitor, clock: Clock
) -> None:
    session, holding = opened(ctx, 2), None
    for _ in range(14):
        take(ctx)
    for _ in range(11):
        holding = call(ctx, session, holding)
        clock.pass_(minutes=5)
    missed = queue.desk(ctx, session).current
    assert missed
    queue.call_again(ctx, session, missed.id), queue.call_again(ctx, session, missed.id)
    assert 'class="missed"' not in phone.get("/board").text, "the control: nobody yet"
    queue.miss(ctx, session, missed.id)
    page = phone.get("/board").text
    said = page.partition('class="missed"')[2].partition("</p>")[0]
    assert f"<b>{missed.label}</b>" in said and "到窗口说一声" in said
    waits = re.findall(r"<td>(\d+–\W?\d+)</td>", page)
    assert len(waits) == 1, "the wait stands in the row of its queue alone"
    clock.pass_(hours=1)
    assert 'class="missed"' not in phone.get("/board").text


def test_the_board_asks_each_second_for_nothing(
    ctx: AppContext, phone: Visitor, feed: ChangePoller
) -> None:
    first = phone.get("/board/state")
    known = {"If-None-Match": first.headers["ETag"]}
    with counted(ctx) as statements:
        assert phone.get("/board/state", headers=known).status_code == 304
    assert statements.count == 0
    take(ctx)
    feed.look()
    with counted(ctx) as statements:
        news = phone.get("/board/state", headers=known)
    assert news.json and news.json["waiting"] == 1 and statements.count > 0


def test_the_board_speaks_the_centres_language(ctx: AppContext, site: object) -> None:
    television = Visitor(site, "en-US")  # type: ignore[arg-type]
    assert "没人排队" in television.get("/board").text
    assert "Nobody is waiting" in television.get("/board?lang=en").text
