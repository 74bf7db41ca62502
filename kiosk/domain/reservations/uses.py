"""How resources were used on a day: who booked, who came, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.reservations.bookings import Booking
from kiosk.domain.reservations.places import ReservationState
from kiosk.domain.statistics.daily_statistics import added

CAME = frozenset({ReservationState.CHECKED_IN, ReservationState.FINISHED})


@dataclass(frozen=True, slots=True)
class ResourceUse:
    """Bookings that began on a day, without those cancelled or let go before their time;
    `minutes` is how long those who came had booked."""

    booked: int = 0
    came: int = 0
    absent: int = 0
    minutes: int = 0


def uses_of(bookings: Iterable[Booking]) -> dict[str, ResourceUse]:
    """How resources were used on a day, by id."""
    found: dict[str, ResourceUse] = {}
    for booking in bookings:
        use = booking.reservation
        came = use.state in CAME
        absent = use.state is ReservationState.RELEASED and booking.changed_at >= use.starts_at
        if came or absent or use.is_live:
            minutes = int((use.ends_at - use.starts_at).total_seconds()) // 60 if came else 0
            one = ResourceUse(1, int(came), int(absent), minutes)
            found[use.resource_id] = added((found.get(use.resource_id, ResourceUse()), one))
    return found
