"""Following one's own number on the phone and the glass."""

from __future__ import annotations

import pytest

from kiosk.actions import queue
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import State
from kiosk.domain.refusals import Refusal
from tests.house import AFTERNOON, Clock, clerk, take


def test_the_page_says_who_is_before_and_then_where_to_go(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    take(lobby)
    mine = take(lobby).ticket.code
    assert queue.follow(lobby, mine).ahead == 1
    view = queue.call_next(lobby, session, None)
    assert queue.follow(lobby, mine).ahead == 0
    queue.call_next(lobby, session, view.current.id if view.current else None)
    called = queue.follow(lobby, mine)
    assert called.ticket.state is State.CALLED and called.ticket.window == 2
    assert called.held_until == AFTERNOON.replace(minute=23)


def test_giving_up_twice_is_giving_up_once(lobby: AppContext) -> None:
    mine, other = take(lobby).ticket.code, take(lobby).ticket.code
    queue.give_up(lobby, mine)
    assert queue.give_up(lobby, mine).ticket.state is State.GIVEN_UP
    assert queue.follow(lobby, other).ahead == 0
    with pytest.raises(Refusal, match="not_now"):
        queue.let_pass(lobby, mine)


def test_letting_three_pass_frees_the_window(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    mine = take(lobby).ticket.code
    for _ in range(4):
        take(lobby)
    queue.call_next(lobby, session, None)
    assert queue.let_pass(lobby, mine).ahead == 3
    view = queue.desk(lobby, session)
    assert view.current is None and view.next and view.next.label == "A002"


def test_letting_three_pass_never_leads_forward(lobby: AppContext) -> None:
    for _ in range(5):
        take(lobby)
    mine = take(lobby).ticket.code
    for _ in range(6):
        take(lobby)
    assert queue.let_pass(lobby, mine).ahead == 8
    assert queue.let_pass(lobby, mine).ahead == 11
    session = clerk(lobby, 2)
    view = queue.call_next(lobby, session, None)
    for ahead in range(9, -1, -1):
        assert queue.follow(lobby, mine).ahead == ahead + 1
        view = queue.call_next(lobby, session, view.current.id if view.current else None)
    assert queue.follow(lobby, mine).ahead == 0


def test_who_lets_three_pass_lets_no_more_pass_when_those_before_give_up(lobby: AppContext) -> None:
    earlier = [take(lobby) for _ in range(5)]
    mine = take(lobby).ticket.code
    later = [take(lobby).ticket.label for _ in range(6)]
    queue.let_pass(lobby, mine)
    for answer in earlier[:4]:
        queue.give_up(lobby, answer.ticket.code)
    assert queue.follow(lobby, mine).before == ("A005", *later[:3])


def test_on_my_way_reaches_the_desk(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    mine = take(lobby).ticket.code
    queue.call_next(lobby, session, None)
    queue.coming(lobby, mine)
    view = queue.desk(lobby, session)
    assert view.current and view.current.coming_at == AFTERNOON


def test_a_code_ends_an_hour_after_its_day_like_one_that_never_was(
    lobby: AppContext, clock: Clock
) -> None:
    mine = take(lobby).ticket.code
    clock.now = AFTERNOON.replace(day=17, hour=4, minute=59)
    assert queue.follow(lobby, mine).ticket.code == mine
    clock.pass_(minutes=1)
    for code in (mine, "never-was", ""):
        for deed in (queue.follow, queue.give_up, queue.coming, queue.let_pass, queue.come_back,
                     queue.why_before, queue.reprint):
            with pytest.raises(Refusal, match="no_such_ticket"):
                deed(lobby, code)


def test_codes_hold_at_least_128_bits() -> None:
    import main

    codes = {main.new_code() for _ in range(200)}
    assert len(codes) == 200 and all(len(c) == 22 for c in codes)
