"""Rooms: how one stands now, and the times it can be had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from kiosk.domain.calendar import ZONE, OpeningHours, TimeRange
from kiosk.domain.calendar_exceptions import Holidays, Timetable
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.places import Occupancy, Resource, available, most_occupied, slots

# With a fifth of its places left a room is 快满了, and with its last one.
NEARLY = 5
DAYS_SHOWN = 7
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


class RoomState(StrEnum):
    """How a room stands, in the order of the legend."""

    FREE = "free"
    NEAR = "near"
    FULL = "full"
    SHUT = "shut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(Resource):
    """A room of the centre: a resource whose sessions last one `slot` each while it is open.

    `inside` is what there is in it, `rules` what holds.
    """

    area: str = ROOMS
    icon: str
    about: Text
    inside: Text
    rules: Text
    unit: Unit
    hours: OpeningHours
    holidays: Holidays
    slot: timedelta


@dataclass(frozen=True, slots=True)
class HeadCount:
    """Who walked in, as the staff count: `full` where they say that no more fit."""

    people: int = 0
    full: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be had, `[begins, ends)`, and how many places are left in it."""

    begins: datetime
    ends: datetime
    left: int
    state: RoomState


@dataclass(frozen=True, slots=True)
class RoomStage:
    """A stretch of a day in which a room stands the same; `over` where it has passed."""

    begins: datetime
    ends: datetime
    state: RoomState
    over: bool


def standing(left_over: int, capacity: int) -> RoomState:
    """How a room with so many places left of so many stands while it is open."""
    if left_over <= 0:
        return RoomState.FULL
    if capacity > 1 and left_over <= max(1, capacity // NEARLY):
        return RoomState.NEAR
    return RoomState.FREE


def left_word(room: Room, state: RoomState) -> str:
    """The word for what is left of a room that is not full: `left_table`, `only_seat`.

    Of a whole room, and of what one only looks at, nothing is counted.
    """
    counted = room.unit not in (Unit.ROOM, Unit.VISIT)
    return f"{'only' if counted and state is RoomState.NEAR else 'left'}_{room.unit}"


def available_now(room: Room, occupied: Iterable[Occupancy], counted: HeadCount,
                  now: datetime) -> int:
    """How many places are left at this moment, those who walked in counted."""
    if counted.full:
        return 0
    a_moment = Occupancy(now, now + timedelta(microseconds=1))
    return max(room.capacity - most_occupied(occupied, a_moment) - counted.people, 0)


def instants(day: date, stretch: TimeRange) -> tuple[datetime, datetime]:
    """When a stretch of a day opens and closes; one that goes on to 24:00 closes at midnight."""
    opens = datetime.combine(day, stretch.opens, ZONE)
    if stretch.closes == time.max:
        return opens, datetime.combine(day + timedelta(days=1), time.min, ZONE)
    return opens, datetime.combine(day, stretch.closes, ZONE)


def is_open(table: Timetable, begins: datetime, ends: datetime) -> bool:
    """Whether a door is open all through a time that begins on one day."""
    day = begins.date()
    opened = (instants(day, stretch) for stretch in table.on(day))
    return any(opens <= begins and ends <= closes for opens, closes in opened)


def times_of(room: Room, table: Timetable, day: date) -> list[tuple[datetime, datetime]]:
    """Every slot of a day, those that are over included."""
    return [
        one
        for stretch in table.on(day)
        for one in slots(*instants(day, stretch), room.slot, room.setup + room.teardown)
    ]


def slots_of(
    room: Room, table: Timetable, day: date, occupied: Sequence[Occupancy], now: datetime
) -> tuple[Slot, ...]:
    """The times of a day that are not over yet. One that began lasts from now on."""
    found = []
    for begins, ends in times_of(room, table, day):
        if ends > now:
            places = available(room, occupied, max(begins, now), ends)
            found.append(Slot(begins, ends, places, standing(places, room.capacity)))
    return tuple(found)


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
) -> RoomState:
    if ends <= now:
        return RoomState.SHUT
    return standing(available(room, occupied, begins, ends), room.capacity)


def day_state(
    room: Room, table: Timetable, day: date, occupied: Sequence[Occupancy], now: datetime
) -> RoomState:
    """How a whole day stands: whether there is anything to be had in what is left of it."""
    found = slots_of(room, table, day, occupied, now)
    if not found:
        return RoomState.SHUT
    if not room.is_booked:
        return RoomState.FREE
    return standing(sum(slot.left for slot in found), room.capacity * len(found))


def next_free(found: Iterable[Slot], now: datetime) -> datetime | None:
    """When the first of these times with room begins, None where there is none."""
    return next((slot.begins for slot in found if slot.left and slot.begins > now), None)


def slot_at(found: Iterable[Slot], begins: datetime) -> Slot | None:
    """The time that begins just then, or None."""
    return next((slot for slot in found if slot.begins == begins), None)
