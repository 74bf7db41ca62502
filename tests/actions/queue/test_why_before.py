"""为什么他在我前面: the order is explained from the event log, and nobody is named."""

from __future__ import annotations

import pytest

from kiosk.actions import queue
from kiosk.context import AppContext
from kiosk.domain.queue.overtaking import Why
from kiosk.domain.queue.tickets import Priority
from tests.actions.queue.test_desk import missed, on
from tests.support.centre import clerk, take


def test_the_order_is_explained_and_nobody_is_named(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    late = take(ctx)
    on(ctx, session)
    missed(ctx, session)
    mine = take(ctx)
    take(ctx, priority=Priority.ELDER)
    queue.come_back(ctx, late.ticket.code)
    on(ctx, session)
    told = {(b.label, b.why, b.called) for b in queue.why_before(ctx, mine.ticket.code)}
    assert told == {("Y001", Why.PRIORITY, True)}
    for _ in range(2):
        take(ctx)
    queue.let_pass(ctx, mine.ticket.code)
    told = {(b.label, b.why) for b in queue.why_before(ctx, mine.ticket.code) if not b.called}
    assert told == {("A001", Why.RETURNED), ("A003", Why.YOU_LET_PASS), ("A004", Why.YOU_LET_PASS)}


def test_who_came_earlier_and_let_others_pass_needs_no_reason(ctx: AppContext) -> None:
    polite, *_, last = [take(ctx) for _ in range(5)]
    queue.let_pass(ctx, polite.ticket.code)
    assert polite.ticket.label in queue.follow(ctx, last.ticket.code).before
    assert queue.why_before(ctx, last.ticket.code) == ()


@pytest.mark.both
def test_an_ordinary_number_between_priority_numbers_is_explained_by_its_turn(
    ctx: AppContext,
) -> None:
    *_, third = [take(ctx, priority=Priority.ELDER) for _ in range(3)]
    take(ctx)
    told = [(b.label, b.why) for b in queue.why_before(ctx, third.ticket.code)]
    assert told == [("A001", Why.ORDINARY_TURN)]
