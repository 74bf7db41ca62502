"""In which order residents are called, and what can happen to a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, strategies as st

from kiosk.domain.queue.tickets import (
    TRANSITIONS,
    CallProgress,
    Priority,
    QueueRules,
    State,
    Ticket,
    TicketAction,
    before_a_new_one,
    behind,
    calling_order,
    check,
    next_for,
)
from kiosk.domain.refusals import Refusal
from tests.support.centre import AFTERNOON

RULES = QueueRules()


def ticket(id_: int, first: bool = False, call_at_count: int | None = None) -> Ticket:
    """A waiting ticket; the id is the order of taking."""
    return Ticket(
        id=id_, code=f"c{id_}", day=date(2026, 10, 16), prefix="Y" if first else "A", number=id_,
        service_id="medical", queue_id="A",
        priority=Priority.ELDER if first else Priority.ORDINARY,
        state=State.WAITING, taken_at=AFTERNOON, call_at_count=call_at_count,
    )


def order_of(
    waiting: Iterable[Ticket], progress: CallProgress, now: datetime = AFTERNOON
) -> tuple[Ticket, ...]:
    """The order at an instant, under the usual rules."""
    return calling_order(waiting, progress, RULES, now)


def kinds(order: tuple[Ticket, ...]) -> str:
    """The order as letters: p for priority, o for ordinary."""
    return "".join("p" if t.has_priority else "o" for t in order)


queues = st.lists(
    st.tuples(st.booleans(), st.none() | st.integers(0, 12)), max_size=14
).map(lambda rows: [ticket(n + 1, first, count) for n, (first, count) in enumerate(rows)])
reached = st.builds(CallProgress, st.integers(0, 8), st.integers(0, 2))


def test_two_priority_numbers_then_one_ordinary() -> None:
    order = order_of([ticket(n, first=n > 4) for n in range(1, 10)], CallProgress())
    assert kinds(order) == "ppoppopoo"


def test_the_rule_goes_on_where_the_last_call_left_it() -> None:
    waiting = [ticket(1), ticket(2, first=True)]
    assert kinds(order_of(waiting, CallProgress(calls=2, priority_streak=2))) == "op"
    assert kinds(order_of(waiting, CallProgress(calls=2, priority_streak=1))) == "po"


def test_who_comes_back_is_third_in_line_and_stays_so_when_priority_numbers_come() -> None:
    progress = CallProgress(calls=5)
    waiting = [ticket(2), ticket(3), ticket(4), ticket(1, call_at_count=behind(progress, 2))]
    assert [t.id for t in order_of(waiting, progress)] == [2, 3, 1, 4]
    waiting += [ticket(n, first=True) for n in (5, 6, 7)]
    assert [t.id for t in order_of(waiting, progress)].index(1) == 2


def test_who_let_three_pass_does_not_wait_for_people_who_do_not_come() -> None:
    waiting = [ticket(1, call_at_count=3), ticket(2)]
    assert [t.id for t in order_of(waiting, CallProgress())] == [2, 1]


@given(queues, reached)
def test_nobody_is_lost_and_nobody_stands_twice(waiting: list[Ticket], now: CallProgress) -> None:
    assert sorted(t.id for t in order_of(waiting, now)) == sorted(t.id for t in waiting)


@given(queues, reached)
def test_the_order_does_not_change_as_the_line_is_called(
    waiting: list[Ticket], now: CallProgress
) -> None:
    order = order_of(waiting, now)
    for n, called in enumerate(order):
        assert order_of(order[n:], now) == order[n:]
        now = now.after(called)


@given(queues, reached)
def test_the_same_kind_goes_first_come_first_served(waiting: list[Ticket],
                                                    now: CallProgress) -> None:
    for first in (True, False):
        ids = [t.id for t in order_of(waiting, now)
               if t.has_priority is first and t.call_at_count is None]
        assert ids == sorted(ids)


@given(queues, reached)
def test_an_ordinary_number_never_waits_behind_more_than_two_priority_numbers_in_a_row(
    waiting: list[Ticket], now: CallProgress
) -> None:
    order = order_of([t for t in waiting if t.call_at_count is None], now)
    run = now.priority_streak
    for n, t in enumerate(order):
        run = run + 1 if t.has_priority else 0
        if any(not later.has_priority for later in order[n:]):
            assert run <= RULES.priority_run


@given(queues, reached, st.booleans())
def test_the_counted_place_of_a_new_number_is_the_one_it_gets(
    waiting: list[Ticket], now: CallProgress, first: bool
) -> None:
    free = [replace(t, call_at_count=None) for t in waiting]
    new = ticket(99, first)
    order = order_of([*free, new], now)
    before = order[: order.index(new)]
    counted = before_a_new_one(
        sum(t.has_priority for t in free), sum(not t.has_priority for t in free),
        is_first=first, progress=now, rules=RULES,
    )
    assert counted == (
        sum(t.has_priority for t in before), sum(not t.has_priority for t in before)
    )


def test_a_number_sent_to_one_counter_is_called_by_no_other() -> None:
    order = (replace(ticket(1), assigned_counter=3), ticket(2))
    assert next_for(2, order) == order[1]
    assert next_for(3, order) == order[0]
    assert next_for(2, order[:1]) is None


@pytest.mark.parametrize(("action", "state"), list(product(TicketAction, State)))
def test_every_action_in_every_state_is_allowed_or_refused_by_the_table(
    action: TicketAction, state: State
) -> None:
    now = replace(ticket(1), state=state, calls=3, last_called_at=AFTERNOON,
                  closed_at=AFTERNOON)
    if state in TRANSITIONS[action][0]:
        check(action, now, AFTERNOON, RULES)
    else:
        with pytest.raises(Refusal, match="not_now"):
            check(action, now, AFTERNOON, RULES)


def test_a_number_is_missed_only_after_three_calls() -> None:
    called = replace(ticket(1), state=State.CALLED, calls=2)
    with pytest.raises(Refusal) as refusal:
        check(TicketAction.MISS, called, AFTERNOON, RULES)
    assert (refusal.value.code, refusal.value.details) == ("call_more", {"n": 1})
    check(TicketAction.MISS, replace(called, calls=3), AFTERNOON, RULES)


def test_a_missed_number_comes_back_within_thirty_minutes_and_not_later() -> None:
    missed = replace(ticket(1), state=State.MISSED, last_called_at=AFTERNOON)
    check(TicketAction.COME_BACK, missed, AFTERNOON + timedelta(minutes=30), RULES)
    with pytest.raises(Refusal, match="too_late"):
        check(TicketAction.COME_BACK, missed, AFTERNOON + timedelta(minutes=30, seconds=1), RULES)
