"""The appointments as an area of the reservations engine: what is theirs in booking one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.queue import appointments as stored
from db.reservations import bookings
from kiosk.actions.reservations.area import ReservationArea, Times, midnight
from kiosk.context import AppContext
from kiosk.domain.calendar import DayByDay
from kiosk.domain.calendar_exceptions import Within
from kiosk.domain.privacy import APPOINTMENTS_NOTICE
from kiosk.domain.queue.appointments import LATE, QUEUE, RULES, AppointmentOffer
from kiosk.domain.reservations.bookings import Booking, Phase
from kiosk.domain.reservations.slots import is_open, times_of
from kiosk.domain.staff.roles import MAY_CALL


def hours_of(tx: ReadTransaction, offer: AppointmentOffer) -> DayByDay:
    """When a service can be booked, day by day: in its own hours, inside the centre's of that day.
    """
    return Within(offer.hours, content.guide(tx).timetable)


def expected(tx: ReadTransaction, queue_id: str, now: datetime) -> tuple[Booking, ...]:
    """Who has an appointment at a queue's counters today and may still come, soonest first."""
    services = {one.id for one in stored.offers(tx) if one.queue_id == queue_id}
    if not services:
        return ()
    found = bookings.live_in(tx, QUEUE, None, now - LATE, midnight(now.date() + timedelta(days=1)))
    return tuple(one for one in found
                 if one.reservation.resource_id in services and one.phase is Phase.BOOKED)


def _centre(ctx: AppContext, language: str) -> str:
    with ctx.database.read() as tx:
        return content.guide(tx).centre.centre.in_(language)


def _slots(tx: ReadTransaction, offer: AppointmentOffer, day: date) -> Times:
    return times_of(offer, hours_of(tx, offer), day)


def _is_open(
    tx: ReadTransaction, offer: AppointmentOffer, starts_at: datetime, ends_at: datetime
) -> bool:
    return is_open(hours_of(tx, offer), starts_at, ends_at)


APPOINTMENTS: ReservationArea[AppointmentOffer] = ReservationArea(
    name=QUEUE, title=_centre, resources=stored.offers, sessions=_slots, is_open=_is_open,
    attendants=MAY_CALL, keepers=MAY_CALL, words="feed", notice=APPOINTMENTS_NOTICE,
    asks_by_number=True, rules=RULES, refusals={
        "no_such_resource": "no_appointments", "not_yet": "appointment_early"},
)
