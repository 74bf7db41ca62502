"""Appointments: times at the counters that residents book, and the rules of coming to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking, BookingRules, Phase
from kiosk.domain.reservations.slots import TimedResource

# The area of the appointments in the reservations engine.
QUEUE = "queue"
# Whoever comes later than this takes an ordinary number.
LATE = timedelta(minutes=15)
RULES = BookingRules(
    check_in_before=timedelta(minutes=30), check_in_within=LATE,
    reminded_before=timedelta(hours=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentOffer(TimedResource):
    """What of a service can be booked: so many residents in each slot, as a share of what its
    counters can do that a manager sets. Its `id` is that of the service; `queue_id` is where the
    number waits that whoever comes is given."""

    area: str = QUEUE
    queue_id: str


def verify_arrival(booking: Booking, now: datetime) -> None:
    """Whether somebody who is there now is given their number for the time they booked.

    Refuses with `not_yet` (opens, minutes) before it, `appointment_late` (minutes) once others may
    have it, and `claim_changed` where it was given up or taken back.
    """
    is_late = booking.phase is Phase.BOOKED and now >= RULES.released_at(booking)
    if is_late or booking.phase is Phase.NO_SHOW:
        raise Refusal("appointment_late", minutes=LATE // timedelta(minutes=1))
    RULES.verify_check_in(booking, now)
    if booking.phase is not Phase.BOOKED:
        raise Refusal("claim_changed")
