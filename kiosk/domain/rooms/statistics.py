"""The figures of the rooms: who booked, who came, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.reservations.bookings import Booking
from kiosk.domain.reservations.places import ReservationState
from kiosk.domain.statistics.daily_statistics import added

CAME = frozenset({ReservationState.CHECKED_IN, ReservationState.FINISHED})


@dataclass(frozen=True, slots=True)
class RoomUse:
    """Bookings that began on a day, without those cancelled or let go before their time;
    `minutes` is how long those who came had booked."""

    booked: int = 0
    came: int = 0
    absent: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class RoomDay:
    """How the rooms were used on a day, by the room's id."""

    AREA: ClassVar[str] = "rooms"

    rooms: Mapping[str, RoomUse] = field(default_factory=dict)


def rooms_of(bookings: Iterable[Booking]) -> dict[str, RoomUse]:
    """How the rooms were used on a day, by id."""
    found: dict[str, RoomUse] = {}
    for booking in bookings:
        use = booking.reservation
        came = use.state in CAME
        absent = use.state is ReservationState.RELEASED and booking.changed_at >= use.starts_at
        if came or absent or use.is_live:
            minutes = int((use.ends_at - use.starts_at).total_seconds()) // 60 if came else 0
            one = RoomUse(1, int(came), int(absent), minutes)
            found[use.resource_id] = added((found.get(use.resource_id, RoomUse()), one))
    return found
