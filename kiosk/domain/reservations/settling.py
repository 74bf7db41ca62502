"""What a change of the centre ends: what the staff are shown of it, and what they agree to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking
from kiosk.domain.reservations.places import LIVE, Occupancy, ReservationState, most_occupied


@dataclass(frozen=True, slots=True)
class EndedUse:
    """A booking, or a date of an activity, that cannot take place after a change.

    `key` names it among all, `sequence` counts its changes; `whose` says whose it is without a
    name, `people` how many come.
    """

    key: str
    sequence: int
    title: Text
    starts_at: datetime
    ends_at: datetime
    whose: str
    people: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the staff agreed to: the `mark` of what they were shown, and the reason that everybody
    concerned reads."""

    mark: str
    reason: str


class BookingsEnd(Refusal):
    """What the staff have to see first: `bookings_end` (n, mark, ended: each `EndedUse`)."""

    def __init__(self, ended: tuple[EndedUse, ...]) -> None:
        super().__init__("bookings_end", n=len(ended), mark=mark_of(ended), ended=ended)


def mark_of(ended: Iterable[EndedUse]) -> str:
    """What is another one as soon as anything else would end."""
    told = " ".join(f"{one.key}.{one.sequence}" for one in ended)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def without_place(booked: Sequence[Booking], capacity: int) -> tuple[Booking, ...]:
    """Of a resource's live bookings those for which it has no places any more: whoever is there
    stays, then who booked first. The centre's own use takes what there is."""
    kept: list[Occupancy] = []
    found: list[Booking] = []
    for one in sorted(booked, key=lambda one: (
            one.reservation.state is not ReservationState.CHECKED_IN, one.made_at)):
        had = one.reservation
        seats = min(had.seats, capacity) if one.is_of_series else had.seats
        time = Occupancy(had.starts_at, had.ends_at, seats)
        if seats + most_occupied(kept, time) > capacity and had.state in LIVE:
            found.append(one)
        else:
            kept.append(time)
    return tuple(found)
