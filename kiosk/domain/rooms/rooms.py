"""Rooms: how one stands now, and the times it can be had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from kiosk.domain.calendar import Hours, Stretch
from kiosk.domain.calendar_exceptions import Holidays, Timetable
from kiosk.domain.claims import ClaimState, Resource, Span, left, most_taken, slots
from kiosk.domain.content.guide import Text

# With a fifth of its places left a room is 快满了, and with its last one.
NEARLY = 5
DAYS_SHOWN = 7


class How(StrEnum):
    """How one comes to a place: just walk in, book a time, or ask for one."""

    WALK_IN = "walk_in"
    SLOTS = "slots"
    APPROVAL = "approval"


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


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the centre. `where` is how to find it, `inside` what is there, `rules` what holds.

    Times can be had of one `slot` each; `most` places at once. A `hidden` one is not offered, but
    what was booked of it stands.
    """

    id: str
    icon: str
    title: Text
    about: Text
    where: Text
    inside: Text
    rules: Text
    how: How
    unit: Unit
    capacity: int
    hours: Hours
    holidays: Holidays
    slot: timedelta
    most: int
    lead: timedelta = timedelta()
    ahead: int = 7
    before: timedelta = timedelta()
    after: timedelta = timedelta()
    hidden: bool = False

    @property
    def resource(self) -> Resource:
        """What is claimed of it."""
        return Resource(self.id, self.capacity, self.before, self.after, self.lead, self.ahead)

    @property
    def given_as(self) -> ClaimState:
        """How a time of it is had at first: where the house is asked, only held."""
        return ClaimState.HELD if self.how is How.APPROVAL else ClaimState.CONFIRMED

    @property
    def is_booked(self) -> bool:
        """Whether times of it can be had."""
        return self.how is not How.WALK_IN


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
class Stage:
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


def left_now(room: Room, taken: Iterable[Span], counted: HeadCount, now: datetime) -> int:
    """How many places are left at this moment, those who walked in counted."""
    if counted.full:
        return 0
    a_moment = Span(now, now + timedelta(microseconds=1))
    return max(room.capacity - most_taken(taken, a_moment) - counted.people, 0)


def instants(day: date, stretch: Stretch, now: datetime) -> tuple[datetime, datetime]:
    """When a stretch of a day opens and closes; one that goes on to 24:00 closes at midnight."""
    opens = datetime.combine(day, stretch.opens, now.tzinfo)
    if stretch.closes == time.max:
        return opens, datetime.combine(day + timedelta(days=1), time.min, now.tzinfo)
    return opens, datetime.combine(day, stretch.closes, now.tzinfo)


def is_open(table: Timetable, begins: datetime, ends: datetime) -> bool:
    """Whether a door is open all through a time that begins on one day."""
    day = begins.date()
    opened = (instants(day, stretch, begins) for stretch in table.on(day))
    return any(opens <= begins and ends <= closes for opens, closes in opened)


def times_of(room: Room, table: Timetable, day: date, now: datetime) -> list[
    tuple[datetime, datetime]
]:
    """Every slot of a day, those that are over included."""
    return [
        one
        for stretch in table.on(day)
        for one in slots(*instants(day, stretch, now), room.slot, room.before + room.after)
    ]


def slots_of(
    room: Room, table: Timetable, day: date, taken: Sequence[Span], now: datetime
) -> tuple[Slot, ...]:
    """The times of a day that are not over yet. One that began lasts from now on."""
    found = []
    for begins, ends in times_of(room, table, day, now):
        if ends > now:
            places = left(room.resource, taken, max(begins, now), ends)
            found.append(Slot(begins, ends, places, standing(places, room.capacity)))
    return tuple(found)


def stages_of(
    room: Room, table: Timetable, day: date, taken: Sequence[Span], now: datetime
) -> tuple[Stage, ...]:
    """A day from opening to closing in stretches of one state; what has passed is one of them."""
    pieces = [
        Stage(begins, ends, _between(room, taken, max(begins, now), ends, now), over=ends <= now)
        for begins, ends in times_of(room, table, day, now)
    ]
    merged = []
    for (_, over), alike in groupby(pieces, key=lambda p: (None if p.over else p.state, p.over)):
        run = list(alike)
        merged.append(Stage(run[0].begins, run[-1].ends, run[0].state, over))
    return tuple(merged)


def _between(
    room: Room, taken: Sequence[Span], begins: datetime, ends: datetime, now: datetime
) -> RoomState:
    if ends <= now:
        return RoomState.SHUT
    return standing(left(room.resource, taken, begins, ends), room.capacity)


def day_state(
    room: Room, table: Timetable, day: date, taken: Sequence[Span], now: datetime
) -> RoomState:
    """How a whole day stands: whether there is anything to be had in what is left of it."""
    found = slots_of(room, table, day, taken, now)
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
