"""The clerk's actions: nobody is called twice, nobody is lost, everything can be explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.actions import queue
from kiosk.actions.queue.results import CounterState, DeskView
from kiosk.actions.staff import sessions
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock, clerk, take


def held(view: DeskView) -> int | None:
    """The id of the ticket the clerk sees."""
    return view.current.id if view.current else None


def on(ctx: AppContext, session: StaffSession) -> DeskView:
    """Calls the next one, finishing the last."""
    return queue.call_next(ctx, session, held(queue.desk(ctx, session)))


def missed(ctx: AppContext, session: StaffSession) -> DeskView:
    """Calls the current one three times in all, and misses it."""
    view = queue.desk(ctx, session)
    assert view.current
    for _ in range(2):
        queue.call_again(ctx, session, view.current.id)
    return queue.miss(ctx, session, view.current.id)


def test_calling_goes_through_the_line_in_order(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    for priority in (Priority.ORDINARY, Priority.ELDER, Priority.SOLDIER, Priority.DISABLED):
        take(ctx, priority=priority)
    take(ctx)
    called = []
    for _ in range(5):
        view = on(ctx, session)
        assert view.current
        called.append(view.current.label)
    assert called == ["Y001", "Y002", "A001", "Y003", "A002"]
    assert queue.desk(ctx, session).served_today == 4


def test_an_impatient_double_click_calls_one(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    take(ctx), take(ctx)
    queue.call_next(ctx, session, None)
    with pytest.raises(Refusal, match="already_moved"):
        queue.call_next(ctx, session, None)
    view = queue.desk(ctx, session)
    assert view.current and view.current.label == "A001" and len(view.waiting) == 1


def test_an_empty_line_leaves_the_current_one_at_the_counter(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    take(ctx)
    view = on(ctx, session)
    with pytest.raises(Refusal, match="nobody_waits"):
        queue.call_next(ctx, session, held(view))
    assert held(queue.desk(ctx, session)) == held(view)


def test_two_counters_of_one_line_never_call_the_same_number(ctx: AppContext) -> None:
    two, three = clerk(ctx, 2), clerk(ctx, 3, "小李")
    for _ in range(4):
        take(ctx)
    labels = [view.current.label for view in (on(ctx, two), on(ctx, three), on(ctx, two))
              if view.current]
    assert labels == ["A001", "A002", "A003"]
    taken = queue.desk(ctx, two).current
    assert taken
    with pytest.raises(Refusal, match="not_now"):
        queue.call_this(ctx, three, taken.id, held(queue.desk(ctx, three)))


def test_who_did_not_come_returns_third_in_line(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    for _ in range(5):
        take(ctx)
    on(ctx, session)
    view = missed(ctx, session)
    assert [w.ticket.label for w in view.missed] == ["A001"] and view.current is None
    view = queue.bring_back(ctx, session, view.missed[0].ticket.id)
    assert [w.ticket.label for w in view.waiting] == ["A002", "A003", "A001", "A004", "A005"]


def test_three_calls_before_a_number_is_missed(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    take(ctx)
    view = on(ctx, session)
    assert view.current and view.calls_until_missed == 2
    with pytest.raises(Refusal, match="call_more"):
        queue.miss(ctx, session, view.current.id)


def test_too_late_to_come_back_is_said(ctx: AppContext, clock: Clock) -> None:
    session = clerk(ctx, 2)
    answer = take(ctx)
    on(ctx, session)
    view = missed(ctx, session)
    clock.pass_(minutes=31)
    with pytest.raises(Refusal, match="too_late"):
        queue.come_back(ctx, answer.ticket.code)
    with pytest.raises(Refusal, match="too_late"):
        queue.bring_back(ctx, session, view.missed[0].ticket.id)


def test_parked_waits_aside_and_is_taken_back(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    take(ctx), take(ctx)
    first = on(ctx, session).current
    assert first
    view = queue.park(ctx, session, first.id)
    assert view.current is None and [w.ticket.label for w in view.parked] == ["A001"]
    view = on(ctx, session)
    view = queue.take_back(ctx, session, first.id, held(view))
    assert view.current and view.current.label == "A001"
    assert view.served_today == 1


def test_a_transfer_is_next_at_the_other_counter_and_only_there(ctx: AppContext) -> None:
    two, three, one = clerk(ctx, 2), clerk(ctx, 3, "小李"), clerk(ctx, 1, "小张")
    for _ in range(3):
        take(ctx)
    take(ctx, "pension", Priority.ELDER)
    first = on(ctx, two).current
    assert first
    queue.transfer(ctx, two, first.id, counter=3)
    view = queue.desk(ctx, two)
    assert view.next and view.next.label == "A002"
    assert queue.desk(ctx, three).next == queue.desk(ctx, three).waiting[0].ticket
    back = on(ctx, three).current
    assert back and back.label == "A001"
    queue.transfer(ctx, three, back.id, service_id="pension")
    view = on(ctx, one)
    assert view.current and view.current.label == "A001"
    assert view.current_service and view.current_service.id == "pension"


@pytest.mark.both
def test_who_was_sent_to_a_counter_that_shuts_is_called_by_another(ctx: AppContext) -> None:
    two, three = clerk(ctx, 2), clerk(ctx, 3, "小李")
    mine, other = take(ctx), take(ctx)
    first = on(ctx, two).current
    assert first
    queue.transfer(ctx, two, first.id, counter=3)
    queue.close_counter(ctx, three)
    assert queue.follow(ctx, mine.ticket.code).counters == (2, 3)
    view = on(ctx, two)
    assert view.current and view.current.label == mine.ticket.label
    assert [w.ticket.label for w in view.waiting] == [other.ticket.label]


def test_a_transfer_to_nowhere_is_refused(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    take(ctx)
    current = on(ctx, session).current
    assert current
    with pytest.raises(Refusal, match="no_such_counter"):
        queue.transfer(ctx, session, current.id, counter=9)
    with pytest.raises(Refusal, match="no_such_service"):
        queue.transfer(ctx, session, current.id, service_id="nothing")
    assert held(queue.desk(ctx, session)) == current.id


def test_nobody_is_sent_to_a_closed_counter_and_none_closes_over_somebody(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    take(ctx)
    current = on(ctx, session).current
    assert current
    with pytest.raises(Refusal, match="counter_closed"):
        queue.transfer(ctx, session, current.id, counter=3)
    with pytest.raises(Refusal, match="still_serving"):
        queue.close_counter(ctx, session)
    assert held(queue.desk(ctx, session)) == current.id


def test_another_clerk_cannot_finish_what_a_counter_serves(ctx: AppContext) -> None:
    two, three = clerk(ctx, 2), clerk(ctx, 3, "小李")
    take(ctx)
    current = on(ctx, two).current
    assert current
    for action in (queue.finish, queue.park, queue.call_again, queue.miss):
        with pytest.raises(Refusal, match="not_now"):
            action(ctx, three, current.id)


def test_a_paused_counter_stays_paused_until_the_next_day(ctx: AppContext, clock: Clock) -> None:
    session = clerk(ctx, 2)
    assert queue.pause_counter(ctx, session).counter.state is CounterState.PAUSED
    assert queue.hall(ctx).open_counters == 0
    assert queue.open_counter(ctx, session).counter.state is CounterState.OPEN
    clock.pass_(days=3)
    assert queue.hall(ctx).counters[1].state is CounterState.CLOSED


@pytest.mark.both
def test_help_is_seen_at_every_desk_for_five_minutes(ctx: AppContext, clock: Clock) -> None:
    two, three = clerk(ctx, 2), clerk(ctx, 3, "小李")
    queue.ask_for_help(ctx, two)
    assert queue.desk(ctx, three).help_wanted == (2,)
    clock.pass_(minutes=6)
    assert queue.desk(ctx, three).help_wanted == ()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_a_role_that_does_not_call_is_refused_everywhere(ctx: AppContext, role: Role) -> None:
    session = replace(clerk(ctx, 2), account=replace(clerk(ctx, 3, "小李").account, role=role))
    for action in (queue.desk, queue.open_counter, queue.pause_counter, queue.close_counter,
                 queue.ask_for_help, queue.no_help):
        with pytest.raises(Refusal, match="not_allowed"):
            action(ctx, session)
    with pytest.raises(Refusal, match="not_allowed"):
        queue.call_next(ctx, session, None)
    with pytest.raises(Refusal, match="not_allowed"):
        sessions.choose_counter(ctx, session, 2)
