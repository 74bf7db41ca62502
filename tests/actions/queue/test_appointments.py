"""An appointment: booked, checked in, called at its time; late, given up, not come."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kiosk.actions import content, queue
from kiosk.actions.queue import APPOINTMENTS
from kiosk.actions.queue.appointments import AppointmentBooking
from kiosk.actions.queue.statistics import STATISTICS
from kiosk.actions.reservations import BookingRequest, cancel, move, run_due
from kiosk.actions.reservations.area import midnight
from kiosk.context import AppContext
from kiosk.domain.queue.overtaking import Why
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.reservations.settling import BookingsEnd
from kiosk.domain.reservations.uses import ResourceUse
from kiosk.domain.staff.roles import Role
from tests.actions.queue.test_desk import on
from tests.support.appointments import appointment, with_appointments
from tests.support.centre import AFTERNOON, Clock, clerk, take
from tests.support.volunteer_help import coordinator

HALF_PAST_FOUR = AFTERNOON.replace(hour=16, minute=30)


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    return with_appointments(ctx)


@pytest.mark.both
def test_who_booked_checks_in_and_is_called_at_their_time_before_those_who_wait(
    centre: AppContext, clock: Clock
) -> None:
    booked = appointment(centre, HALF_PAST_FOUR)
    with pytest.raises(Refusal, match="appointment_early"):
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


def test_who_comes_too_late_has_no_place_any_more_and_is_counted(
    centre: AppContext, clock: Clock
) -> None:
    booked, kept = (appointment(centre, HALF_PAST_FOUR) for _ in range(2))
    clock.now = HALF_PAST_FOUR + timedelta(minutes=14)
    assert queue.arrive(centre, kept.held.code).ticket.label == "A001", "control: in time"
    clock.pass_(minutes=1)
    with pytest.raises(Refusal, match="appointment_late"):
        queue.arrive(centre, booked.held.code)
    run_due(APPOINTMENTS, centre)
    with pytest.raises(Refusal, match="appointment_late"):
        queue.arrive_at_screen(centre, str(booked.number), "zh_CN")
    clock.now = HALF_PAST_FOUR + timedelta(minutes=30)
    run_due(APPOINTMENTS, centre)
    with centre.database.read() as tx:
        day = STATISTICS.count(tx, clock.now.date(), midnight(clock.now.date()), clock.now)
    assert day.appointments == {"medical": ResourceUse(2, 1, 1, 30)}


def test_a_time_that_is_given_up_or_moved_is_free_for_others(centre: AppContext) -> None:
    first, second, third = (appointment(centre, HALF_PAST_FOUR) for _ in range(3))
    with pytest.raises(Refusal, match="just_taken"):
        appointment(centre, HALF_PAST_FOUR)
    cancel(APPOINTMENTS, centre, first.held.code)
    move(APPOINTMENTS, centre, second.held.code, HALF_PAST_FOUR + timedelta(minutes=30))
    assert free_at(centre, HALF_PAST_FOUR) == 2
    with pytest.raises(Refusal, match="claim_changed"):
        queue.arrive_at_screen(centre, taken_back(centre, third), "zh_CN")
    with pytest.raises(Refusal, match="not_found_here"):
        queue.arrive_at_screen(centre, str(first.number), "zh_CN")


def free_at(ctx: AppContext, begins: datetime) -> int:
    """How many places are left at a time."""
    return next(slot.left for slot in queue.offer_view(ctx, "medical", begins.date()).slots
                if slot.begins == begins)


def taken_back(ctx: AppContext, booked: AppointmentBooking) -> str:
    """The centre takes an appointment back; its four digits."""
    queue.take_booking_back(ctx, clerk(ctx, 3, "小李"), booked.booking.reservation.id, "停电")
    return str(booked.number)


def test_a_clerk_books_for_whoever_calls_and_lets_them_in(
    centre: AppContext, clock: Clock
) -> None:
    session = clerk(centre, 2)
    made = queue.book_for(centre, session, BookingRequest(
        "call", "medical", HALF_PAST_FOUR, Source.DESK, phone="138 1234 5678"))
    clock.now = HALF_PAST_FOUR
    ((listed, none),) = queue.appointments_of(centre, session, clock.now.date())
    assert listed.phone == "138****5678" and none is None
    queue.let_in(centre, session, made.reservation.id)
    ((_, ticket),) = queue.appointments_of(centre, session, clock.now.date())
    assert ticket is not None
    assert queue.desk(centre, session).next == ticket


def test_the_wait_counts_who_is_booked_and_not_there_yet(
    centre: AppContext, clock: Clock
) -> None:
    booked, session = appointment(centre, HALF_PAST_FOUR), clerk(centre, 2)
    for _ in range(4):
        take(centre)
        on(centre, session)
        clock.pass_(minutes=10)
    current = queue.desk(centre, session).current
    assert current
    queue.finish(centre, session, current.id)
    last = [take(centre) for _ in range(4)][-1]
    expected = queue.service_now(centre, "medical").wait
    assert last.ahead == 3 and last.wait == queue.follow(centre, last.ticket.code).wait
    cancel(APPOINTMENTS, centre, booked.held.code)
    without = queue.service_now(centre, "medical").wait
    assert expected and without and expected.high > without.high


def test_nobody_has_the_number_of_an_appointment_by_a_key_of_their_own(
    centre: AppContext, clock: Clock
) -> None:
    booked = appointment(centre, HALF_PAST_FOUR)
    clock.now = HALF_PAST_FOUR
    mine = queue.arrive(centre, booked.held.code)
    held = booked.booking.reservation
    for guess in (str(held.id), held.code):
        other = take(centre, key=f"appointment {guess}")
        assert other.ticket.code != mine.ticket.code


def test_a_call_taken_back_leaves_who_booked_the_next_one(
    centre: AppContext, clock: Clock
) -> None:
    booked, session = appointment(centre, HALF_PAST_FOUR), clerk(centre, 2)
    first = take(centre)
    on(centre, session)
    take(centre)
    clock.now = HALF_PAST_FOUR
    mine = queue.arrive(centre, booked.held.code)
    assert on(centre, session).current.label == mine.ticket.label
    view = queue.undo(centre, session, first.ticket.id, mine.ticket.id)
    assert view.next.label == mine.ticket.label and view.current.label == first.ticket.label


def test_hiding_what_is_booked_tells_the_staff_first(centre: AppContext) -> None:
    appointment(centre, HALF_PAST_FOUR)
    manager = coordinator(centre, Role.MANAGER)
    with pytest.raises(BookingsEnd):
        content.hide(centre, manager, "appointment", "medical")
