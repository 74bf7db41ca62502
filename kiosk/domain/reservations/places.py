"""Places of a resource for a time: what can be reserved, reservations, and what is available."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal

# The schema looks back so far for what may reach into a reservation: longer ones are several.
LONGEST = timedelta(days=1)
UNNAMED = Text("", "")


class AccessMode(StrEnum):
    """How one comes to a place: just walk in, book a session, or ask for one."""

    WALK_IN = "walk_in"
    SLOTS = "slots"
    APPROVAL = "approval"


class ReservationState(StrEnum):
    """How far a reservation is."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    RELEASED = "released"
    CANCELLED = "cancelled"
    FINISHED = "finished"


# In these a reservation occupies its places; from the others nothing leads back, but from what
# the centre took back by mistake.
LIVE = frozenset({
    ReservationState.HELD, ReservationState.CONFIRMED, ReservationState.CHECKED_IN,
})
# The states each one may follow.
AFTER = {
    ReservationState.HELD: {ReservationState.CONFIRMED, ReservationState.CANCELLED},
    ReservationState.CONFIRMED: {ReservationState.HELD, ReservationState.CANCELLED},
    ReservationState.CHECKED_IN: {ReservationState.CONFIRMED},
    ReservationState.RELEASED: {ReservationState.HELD, ReservationState.CONFIRMED},
    ReservationState.CANCELLED: {ReservationState.HELD, ReservationState.CONFIRMED},
    ReservationState.FINISHED: {ReservationState.CHECKED_IN},
}


@dataclass(frozen=True, slots=True)
class Resource:
    """What can be reserved. An area's own kind of it adds what only that area knows.

    `id` is its own within its `area`, the part of the centre that offers it. `capacity` is how
    many places it has at one moment, `max_per_booking` how many of them
    one booking may have. Each reservation blocks them for `setup` before it starts and for
    `teardown` after it ends. It has to be made `min_notice` before it starts (where that is
    nothing, as long as it lasts: 现在就进), and at most `max_days_ahead` days before. A `hidden`
    one is not offered. `where` is how to find it.
    """

    area: str
    id: str
    capacity: int
    setup: timedelta = timedelta()
    teardown: timedelta = timedelta()
    min_notice: timedelta = timedelta()
    max_days_ahead: int = 7
    max_per_booking: int = 1
    access: AccessMode = AccessMode.SLOTS
    title: Text = UNNAMED
    where: Text = UNNAMED
    hidden: bool = False

    @property
    def is_booked(self) -> bool:
        """Whether sessions of it can be had."""
        return self.access is not AccessMode.WALK_IN

    @property
    def first_state(self) -> ReservationState:
        """How a session of it is had at first: where the centre is asked, only held."""
        return (ReservationState.HELD if self.access is AccessMode.APPROVAL
                else ReservationState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Reservation:
    """`seats` places of a resource in `[starts_at, ends_at)`, both with zone. `code` opens its
    page."""

    id: int
    code: str
    area: str
    resource_id: str
    starts_at: datetime
    ends_at: datetime
    seats: int
    state: ReservationState

    @classmethod
    def of(
        cls, resource: Resource, code: str, starts_at: datetime, ends_at: datetime,
        seats: int = 1, state: ReservationState = ReservationState.CONFIRMED,
    ) -> Self:
        """One of a resource that is not written yet."""
        return cls(0, code, resource.area, resource.id, starts_at, ends_at, seats, state)

    @property
    def is_live(self) -> bool:
        """Whether it occupies its places."""
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Occupancy:
    """A time `[starts_at, ends_at)`, and the places occupied in it."""

    starts_at: datetime
    ends_at: datetime
    seats: int = 1

    def meets(self, other: Occupancy) -> bool:
        """Whether they have a moment in common: one may start as the other ends."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def blocked(
    resource: Resource, starts_at: datetime, ends_at: datetime, seats: int = 1
) -> Occupancy:
    """What a reservation of that time blocks, setup and teardown included."""
    return Occupancy(starts_at - resource.setup, ends_at + resource.teardown, seats)


def most_occupied(occupied: Iterable[Occupancy], within: Occupancy) -> int:
    """The most places occupied at any one moment of a time.

    It is reached where that time starts or one of the others does.
    """
    met = [span for span in occupied if span.meets(within)]
    moments = {max(span.starts_at, within.starts_at) for span in met}
    return max((_at(met, moment) for moment in moments), default=0)


def _at(spans: Iterable[Occupancy], moment: datetime) -> int:
    return sum(span.seats for span in spans if span.starts_at <= moment < span.ends_at)


def available(
    resource: Resource, occupied: Iterable[Occupancy], starts_at: datetime, ends_at: datetime
) -> int:
    """How many places can be had all through `[starts_at, ends_at)`; 0 where none is free."""
    wanted = blocked(resource, starts_at, ends_at)
    return max(resource.capacity - most_occupied(occupied, wanted), 0)


def nearest_free(
    resource: Resource, occupied: Iterable[Occupancy], offered: Iterable[tuple[datetime, datetime]],
    wanted: datetime, seats: int = 1, most: int = 3,
) -> tuple[tuple[datetime, datetime], ...]:
    """Of the times offered those with enough places that start nearest to the one wanted, in
    their order.

    Of two equally near the later comes first: the earlier may be over before it is reached.
    """
    spans = tuple(occupied)
    free = [time for time in offered if available(resource, spans, *time) >= seats]
    free.sort(key=lambda time: (abs(time[0] - wanted), time[0] < wanted))
    return tuple(sorted(free[:most]))


def slots(
    opens: datetime, closes: datetime, length: timedelta, pause: timedelta = timedelta()
) -> Iterator[tuple[datetime, datetime]]:
    """The times of one length that follow each other in `[opens, closes)`, with a pause between."""
    starts_at = opens
    while starts_at + length <= closes:
        yield starts_at, starts_at + length
        starts_at += length + pause


def check(
    resource: Resource, starts_at: datetime, ends_at: datetime, seats: int, now: datetime
) -> None:
    """Whether such a reservation may be asked for at all.

    ValueError where it is none (it ends before it starts, blocks more than LONGEST, has no
    place). Refuses with `too_many_places` (most), `over_already`, `too_late_to_claim` (minutes)
    or `too_far_ahead` (days).
    """
    kept = blocked(resource, starts_at, ends_at)
    if not starts_at < ends_at or kept.ends_at - kept.starts_at > LONGEST:
        raise ValueError(f"no reservation can last from {starts_at} to {ends_at}")
    if seats < 1:
        raise ValueError("a reservation has one place at least")
    if seats > resource.capacity:
        raise Refusal("too_many_places", most=resource.capacity)
    if ends_at <= now:
        raise Refusal("over_already")
    if not is_in_time(resource, starts_at, now):
        raise Refusal("too_late_to_claim", minutes=resource.min_notice // timedelta(minutes=1))
    if (starts_at.date() - now.date()).days > resource.max_days_ahead:
        raise Refusal("too_far_ahead", days=resource.max_days_ahead)


def is_in_time(resource: Resource, starts_at: datetime, now: datetime) -> bool:
    """Whether the notice that a resource wants is kept; one that wants none can be had while it
    lasts."""
    return not resource.min_notice or starts_at >= now + resource.min_notice


def may_become(reservation: Reservation, state: ReservationState) -> bool:
    """Whether a reservation may go into a state from the one it is in."""
    return reservation.state in AFTER.get(state, ())
