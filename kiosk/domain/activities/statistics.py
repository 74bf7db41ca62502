"""The figures of the activities: sessions, places, who came and who did not, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.activities.activities import Session
from kiosk.domain.reservations.bookings import Booking
from kiosk.domain.reservations.places import ReservationState
from kiosk.domain.statistics.daily_statistics import added

CAME = frozenset({ReservationState.CHECKED_IN, ReservationState.FINISHED})


@dataclass(frozen=True, slots=True)
class ActivityUse:
    """Sessions that took place on a day. `places` is how many people they had room for, of those
    with registration; `came` counts who had registered and came, `absent` who did not, `walked_in`
    who came without; `cancelled` the sessions called off."""

    sessions: int = 0
    cancelled: int = 0
    places: int = 0
    came: int = 0
    absent: int = 0
    walked_in: int = 0


@dataclass(frozen=True, slots=True)
class ActivityDay:
    """The activities of a day, by their kind."""

    AREA: ClassVar[str] = "activities"

    kinds: Mapping[str, ActivityUse] = field(default_factory=dict)


def day_of(
    held: Iterable[tuple[str, int, Session, Iterable[Booking]]]
) -> dict[str, ActivityUse]:
    """The figures of a day by kind, of each session its kind, its places (0 where one simply
    comes), itself and what was booked of it."""
    found: dict[str, ActivityUse] = {}
    for kind, places, session, booked in held:
        found[kind] = added((found.get(kind, ActivityUse()), _use(places, session, booked)))
    return found


def _use(places: int, session: Session, booked: Iterable[Booking]) -> ActivityUse:
    if not session.is_planned:
        return ActivityUse(cancelled=1)
    came, absent = 0, 0
    for one in booked:
        reservation = one.reservation
        if reservation.state in CAME:
            came += reservation.seats
        elif (reservation.state is ReservationState.RELEASED
              and one.changed_at >= reservation.starts_at):
            absent += reservation.seats
    return ActivityUse(1, 0, places, came, absent, session.walked_in)
