"""The clerk's deeds: nobody is called twice, nobody is lost, everything can be explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.actions import queue
from kiosk.actions.queue.results import DeskView, WindowState
from kiosk.actions.staff import sessions
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.house import Clock, clerk, take


def held(view: DeskView) -> int | None:
    """The id of the ticket the clerk sees."""
    return view.current.id if view.current else None


def on(lobby: AppContext, session: StaffSession) -> DeskView:
    """Calls the next one, finishing the last."""
    return queue.call_next(lobby, session, held(queue.desk(lobby, session)))


def missed(lobby: AppContext, session: StaffSession) -> DeskView:
    """Calls the current one three times in all, and misses it."""
    view = queue.desk(lobby, session)
    assert view.current
    for _ in range(2):
        queue.call_again(lobby, session, view.current.id)
    return queue.miss(lobby, session, view.current.id)


def test_calling_goes_through_the_line_in_order(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    for priority in (Priority.ORDINARY, Priority.ELDER, Priority.SOLDIER, Priority.DISABLED):
        take(lobby, priority=priority)
    take(lobby)
    called = []
    for _ in range(5):
        view = on(lobby, session)
        assert view.current
        called.append(view.current.label)
    assert called == ["Y001", "Y002", "A001", "Y003", "A002"]
    assert queue.desk(lobby, session).served_today == 4


def test_an_impatient_double_click_calls_one(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    take(lobby), take(lobby)
    queue.call_next(lobby, session, None)
    with pytest.raises(Refusal, match="already_moved"):
        queue.call_next(lobby, session, None)
    view = queue.desk(lobby, session)
    assert view.current and view.current.label == "A001" and len(view.waiting) == 1


def test_an_empty_line_leaves_the_current_one_at_the_window(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    take(lobby)
    view = on(lobby, session)
    with pytest.raises(Refusal, match="nobody_waits"):
        queue.call_next(lobby, session, held(view))
    assert held(queue.desk(lobby, session)) == held(view)


def test_two_windows_of_one_line_never_call_the_same_number(lobby: AppContext) -> None:
    two, three = clerk(lobby, 2), clerk(lobby, 3, "小李")
    for _ in range(4):
        take(lobby)
    labels = [view.current.label for view in (on(lobby, two), on(lobby, three), on(lobby, two))
              if view.current]
    assert labels == ["A001", "A002", "A003"]
    taken = queue.desk(lobby, two).current
    assert taken
    with pytest.raises(Refusal, match="not_now"):
        queue.call_this(lobby, three, taken.id, held(queue.desk(lobby, three)))


def test_who_did_not_come_returns_third_in_line(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    for _ in range(5):
        take(lobby)
    on(lobby, session)
    view = missed(lobby, session)
    assert [w.ticket.label for w in view.missed] == ["A001"] and view.current is None
    view = queue.bring_back(lobby, session, view.missed[0].ticket.id)
    assert [w.ticket.label for w in view.waiting] == ["A002", "A003", "A001", "A004", "A005"]


def test_three_calls_before_a_number_is_missed(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    take(lobby)
    view = on(lobby, session)
    assert view.current and view.calls_until_missed == 2
    with pytest.raises(Refusal, match="call_more"):
        queue.miss(lobby, session, view.current.id)


def test_too_late_to_come_back_is_said(lobby: AppContext, clock: Clock) -> None:
    session = clerk(lobby, 2)
    answer = take(lobby)
    on(lobby, session)
    view = missed(lobby, session)
    clock.pass_(minutes=31)
    with pytest.raises(Refusal, match="too_late"):
        queue.come_back(lobby, answer.ticket.code)
    with pytest.raises(Refusal, match="too_late"):
        queue.bring_back(lobby, session, view.missed[0].ticket.id)


def test_parked_waits_aside_and_is_taken_back(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    take(lobby), take(lobby)
    first = on(lobby, session).current
    assert first
    view = queue.park(lobby, session, first.id)
    assert view.current is None and [w.ticket.label for w in view.parked] == ["A001"]
    view = on(lobby, session)
    view = queue.take_back(lobby, session, first.id, held(view))
    assert view.current and view.current.label == "A001"
    assert view.served_today == 1


def test_a_transfer_is_next_at_the_other_window_and_only_there(lobby: AppContext) -> None:
    two, three, one = clerk(lobby, 2), clerk(lobby, 3, "小李"), clerk(lobby, 1, "小张")
    for _ in range(3):
        take(lobby)
    take(lobby, "pension", Priority.ELDER)
    first = on(lobby, two).current
    assert first
    queue.transfer(lobby, two, first.id, window=3)
    view = queue.desk(lobby, two)
    assert view.next and view.next.label == "A002"
    assert queue.desk(lobby, three).next == queue.desk(lobby, three).waiting[0].ticket
    back = on(lobby, three).current
    assert back and back.label == "A001"
    queue.transfer(lobby, three, back.id, service_id="pension")
    view = on(lobby, one)
    assert view.current and view.current.label == "A001"
    assert view.current_service and view.current_service.id == "pension"


def test_who_was_sent_to_a_window_that_shuts_is_called_by_another(lobby: AppContext) -> None:
    two, three = clerk(lobby, 2), clerk(lobby, 3, "小李")
    mine, other = take(lobby), take(lobby)
    first = on(lobby, two).current
    assert first
    queue.transfer(lobby, two, first.id, window=3)
    queue.close_window(lobby, three)
    assert queue.follow(lobby, mine.ticket.code).windows == (2, 3)
    view = on(lobby, two)
    assert view.current and view.current.label == mine.ticket.label
    assert [w.ticket.label for w in view.waiting] == [other.ticket.label]


def test_a_transfer_to_nowhere_is_refused(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    take(lobby)
    current = on(lobby, session).current
    assert current
    with pytest.raises(Refusal, match="no_such_window"):
        queue.transfer(lobby, session, current.id, window=9)
    with pytest.raises(Refusal, match="no_such_service"):
        queue.transfer(lobby, session, current.id, service_id="nothing")
    assert held(queue.desk(lobby, session)) == current.id


def test_nobody_is_sent_to_a_closed_window_and_none_closes_over_somebody(lobby: AppContext) -> None:
    session = clerk(lobby, 2)
    take(lobby)
    current = on(lobby, session).current
    assert current
    with pytest.raises(Refusal, match="window_closed"):
        queue.transfer(lobby, session, current.id, window=3)
    with pytest.raises(Refusal, match="still_serving"):
        queue.close_window(lobby, session)
    assert held(queue.desk(lobby, session)) == current.id


def test_another_clerk_cannot_finish_what_a_window_serves(lobby: AppContext) -> None:
    two, three = clerk(lobby, 2), clerk(lobby, 3, "小李")
    take(lobby)
    current = on(lobby, two).current
    assert current
    for deed in (queue.finish, queue.park, queue.call_again, queue.miss):
        with pytest.raises(Refusal, match="not_now"):
            deed(lobby, three, current.id)


def test_a_paused_window_stays_paused_until_the_next_day(lobby: AppContext, clock: Clock) -> None:
    session = clerk(lobby, 2)
    assert queue.pause_window(lobby, session).window.state is WindowState.PAUSED
    assert queue.hall(lobby).open_windows == 0
    assert queue.open_window(lobby, session).window.state is WindowState.OPEN
    clock.pass_(days=3)
    assert queue.hall(lobby).windows[1].state is WindowState.CLOSED


def test_help_is_seen_at_every_desk_for_five_minutes(lobby: AppContext, clock: Clock) -> None:
    two, three = clerk(lobby, 2), clerk(lobby, 3, "小李")
    queue.ask_for_help(lobby, two)
    assert queue.desk(lobby, three).help_wanted == (2,)
    clock.pass_(minutes=6)
    assert queue.desk(lobby, three).help_wanted == ()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_a_role_that_does_not_call_is_refused_everywhere(lobby: AppContext, role: Role) -> None:
    session = replace(clerk(lobby, 2), account=replace(clerk(lobby, 3, "小李").account, role=role))
    for deed in (queue.desk, queue.open_window, queue.pause_window, queue.close_window,
                 queue.ask_for_help):
        with pytest.raises(Refusal, match="not_allowed"):
            deed(lobby, session)
    with pytest.raises(Refusal, match="not_allowed"):
        queue.call_next(lobby, session, None)
    with pytest.raises(Refusal, match="not_allowed"):
        sessions.choose_window(lobby, session, 2)
