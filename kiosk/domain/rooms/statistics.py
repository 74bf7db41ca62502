"""The figures of the rooms: who booked, who came, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.bookings import Booking
from kiosk.domain.claims import ClaimState
from kiosk.domain.statistics.daily_statistics import added

CAME = frozenset({ClaimState.ARRIVED, ClaimState.FINISHED})


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
        claim = booking.claim
        came = claim.state in CAME
        absent = claim.state is ClaimState.RELEASED and booking.changed_at >= claim.begins
        if came or absent or claim.is_live:
            minutes = int((claim.ends - claim.begins).total_seconds()) // 60 if came else 0
            one = RoomUse(1, int(came), int(absent), minutes)
            found[claim.resource_id] = added((found.get(claim.resource_id, RoomUse()), one))
    return found
