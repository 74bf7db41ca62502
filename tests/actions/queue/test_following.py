"""Following one's own number on the phone and the touch screen."""

from __future__ import annotations

import pytest

from kiosk.actions import queue
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import State
from kiosk.domain.refusals import Refusal
from tests.support.centre import AFTERNOON, Clock, clerk, take


def test_the_page_says_who_is_before_and_then_where_to_go(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    take(ctx)
    mine = take(ctx).ticket.code
    assert queue.follow(ctx, mine).ahead == 1
    view = queue.call_next(ctx, session, None)
    assert queue.follow(ctx, mine).ahead == 0
    queue.call_next(ctx, session, view.current.id if view.current else None)
    called = queue.follow(ctx, mine)
    assert called.ticket.state is State.CALLED and called.ticket.counter == 2
    assert called.held_until == AFTERNOON.replace(minute=23)


def test_giving_up_twice_is_giving_up_once(ctx: AppContext) -> None:
    mine, other = take(ctx).ticket.code, take(ctx).ticket.code
    queue.give_up(ctx, mine)
    assert queue.give_up(ctx, mine).ticket.state is State.GIVEN_UP
    assert queue.follow(ctx, other).ahead == 0
    with pytest.raises(Refusal, match="not_now"):
        queue.let_pass(ctx, mine)


def test_letting_three_pass_frees_the_counter(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    mine = take(ctx).ticket.code
    for _ in range(4):
        take(ctx)
    queue.call_next(ctx, session, None)
    assert queue.let_pass(ctx, mine).ahead == 3
    view = queue.desk(ctx, session)
    assert view.current is None and view.next and view.next.label == "A002"


def test_letting_three_pass_never_leads_forward(ctx: AppContext) -> None:
    for _ in range(5):
        take(ctx)
    mine = take(ctx).ticket.code
    for _ in range(6):
        take(ctx)
    assert queue.let_pass(ctx, mine).ahead == 8
    assert queue.let_pass(ctx, mine).ahead == 11
    session = clerk(ctx, 2)
    view = queue.call_next(ctx, session, None)
    for ahead in range(9, -1, -1):
        assert queue.follow(ctx, mine).ahead == ahead + 1
        view = queue.call_next(ctx, session, view.current.id if view.current else None)
    assert queue.follow(ctx, mine).ahead == 0


def test_who_lets_three_pass_lets_no_more_pass_when_those_before_give_up(ctx: AppContext) -> None:
    earlier = [take(ctx) for _ in range(5)]
    mine = take(ctx).ticket.code
    later = [take(ctx).ticket.label for _ in range(6)]
    queue.let_pass(ctx, mine)
    for answer in earlier[:4]:
        queue.give_up(ctx, answer.ticket.code)
    assert queue.follow(ctx, mine).before == ("A005", *later[:3])


@pytest.mark.both
def test_on_my_way_reaches_the_desk(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    mine = take(ctx).ticket.code
    queue.call_next(ctx, session, None)
    queue.coming(ctx, mine)
    view = queue.desk(ctx, session)
    assert view.current and view.current.coming_at == AFTERNOON


def test_a_code_ends_an_hour_after_its_day_like_one_that_never_was(
    ctx: AppContext, clock: Clock
) -> None:
    mine = take(ctx).ticket.code
    clock.now = AFTERNOON.replace(day=17, hour=4, minute=59)
    assert queue.follow(ctx, mine).ticket.code == mine
    clock.pass_(minutes=1)
    for code in (mine, "never-was", ""):
        for action in (queue.follow, queue.give_up, queue.coming, queue.let_pass, queue.come_back,
                     queue.why_before, queue.reprint):
            with pytest.raises(Refusal, match="no_such_ticket"):
                action(ctx, code)


def test_codes_hold_at_least_128_bits() -> None:
    import main

    codes = {main.new_code() for _ in range(200)}
    assert len(codes) == 200 and all(len(c) == 22 for c in codes)
