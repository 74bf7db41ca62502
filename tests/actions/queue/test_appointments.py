"""An appointment: booked, checked in, called at its time; late, given up, not come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.actions import queue
from kiosk.context import AppContext
from kiosk.domain.queue.overtaking import Why
from kiosk.domain.refusals import Refusal
from tests.actions.queue.test_desk import on
from tests.support.appointments import appointment, with_appointments
from tests.support.centre import AFTERNOON, Clock, clerk, take

HALF_PAST_FOUR = AFTERNOON.replace(hour=16, minute=30)


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    return with_appointments(ctx)


@pytest.mark.both
def test_who_booked_checks_in_and_is_called_at_their_time_before_those_who_wait(
    centre: AppContext, clock: Clock
) -> None:
    booked = appointment(centre, HALF_PAST_FOUR)
    with pytest.raises(Refusal, match="not_yet"):
        queue.arrive(centre, booked.held.code)
    clock.now = HALF_PAST_FOUR - timedelta(minutes=20)
    session = clerk(centre, 2)
    first, second, third = (take(centre) for _ in range(3))
    mine = queue.arrive_at_screen(centre, str(booked.number), "zh_CN")
    assert queue.arrive(centre, booked.held.code).ticket.label == mine.ticket.label == "A004"
    assert mine.ticket.appointment_at == HALF_PAST_FOUR and mine.ahead == 3
    assert on(centre, session).current.label == first.ticket.label, "its time has not come"
    clock.now = HALF_PAST_FOUR
    assert queue.follow(centre, mine.ticket.code).ahead == 0
    told = queue.why_before(centre, second.ticket.code)
    assert [(one.label, one.why) for one in told] == [("A004", Why.APPOINTMENT)]
    called = [on(centre, session).current.label for _ in range(3)]
    assert called == ["A004", second.ticket.label, third.ticket.label]
