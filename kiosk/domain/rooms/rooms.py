"""Rooms: how one stands now, and its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from kiosk.domain.calendar_exceptions import Timetable
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.places import Occupancy, available, most_occupied
from kiosk.domain.reservations.slots import Availability, TimedResource, standing, times_of

# The area of the rooms.
ROOMS = "rooms"


class Unit(StrEnum):
    """What a room has so many of. VISIT: nobody counts, one looks in at any time."""

    SEAT = "seat"
    TABLE = "table"
    PLACE = "place"
    ROOM = "room"
    DEVICE = "device"
    VISIT = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(TimedResource):
    """A room of the centre. `inside` is what there is in it, `rules` what holds."""

    area: str = ROOMS
    icon: str
    about: Text
    inside: Text
    rules: Text
    unit: Unit


@dataclass(frozen=True, slots=True)
class HeadCount:
    """Who walked in, as the staff count: `full` where they say that no more fit."""

    people: int = 0
    full: bool = False


@dataclass(frozen=True, slots=True)
class RoomStage:
    """A stretch of a day in which a room stands the same; `over` where it has passed."""

    begins: datetime
    ends: datetime
    state: Availability
    over: bool


def left_word(room: Room, state: Availability) -> str:
    """The word for what is left of a room that is not full: `left_table`, `only_seat`.

    Of a whole room, and of what one only looks at, nothing is counted.
    """
    counted = room.unit not in (Unit.ROOM, Unit.VISIT)
    return f"{'only' if counted and state is Availability.NEAR else 'left'}_{room.unit}"


def available_now(room: Room, occupied: Iterable[Occupancy], counted: HeadCount,
                  now: datetime) -> int:
    """How many places are left at this moment, those who walked in counted."""
    if counted.full:
        return 0
    a_moment = Occupancy(now, now + timedelta(microseconds=1))
    return max(room.capacity - most_occupied(occupied, a_moment) - counted.people, 0)


def sitting(room: Room, table: Timetable, counted: HeadCount, now: datetime) -> list[Occupancy]:
    """What those who walked in occupy: as far as anybody knows, the time under way and no later."""
    people = room.capacity if counted.full else counted.people
    return [Occupancy(now, ends, people) for begins, ends in times_of(room, table, now.date())
            if begins <= now < ends and people]


def stages_of(
    room: Room, table: Timetable, day: date, occupied: Sequence[Occupancy], now: datetime
) -> tuple[RoomStage, ...]:
    """A day from opening to closing in stretches of one state; what has passed is one of them."""
    pieces = [
        RoomStage(begins, ends, _between(room, occupied, max(begins, now), ends, now),
                  over=ends <= now)
        for begins, ends in times_of(room, table, day)
    ]
    merged = []
    for (_, over), alike in groupby(pieces, key=lambda p: (None if p.over else p.state, p.over)):
        run = list(alike)
        merged.append(RoomStage(run[0].begins, run[-1].ends, run[0].state, over))
    return tuple(merged)


def _between(
    room: Room, occupied: Sequence[Occupancy], begins: datetime, ends: datetime, now: datetime
) -> Availability:
    if ends <= now:
        return Availability.SHUT
    return standing(available(room, occupied, begins, ends), room.capacity)
