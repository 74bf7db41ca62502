"""Slots: the times of one length in which a resource with opening hours can be had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from kiosk.domain.calendar import ZONE, DayByDay, OpeningHours, TimeRange
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.reservations.places import Occupancy, Resource, available, is_in_time, slots

# With a fifth of its places left a resource is 快满了, and with its last one.
NEARLY = 5
DAYS_SHOWN = 7


class Availability(StrEnum):
    """How a resource stands, in the order of the legend."""

    FREE = "free"
    NEAR = "near"
    FULL = "full"
    SHUT = "shut"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedResource(Resource):
    """A resource whose sessions last one `slot` each while it is open."""

    hours: OpeningHours
    holidays: Holidays
    slot: timedelta


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be had, `[begins, ends)`, and how many places are left in it."""

    begins: datetime
    ends: datetime
    left: int
    state: Availability


def standing(left_over: int, capacity: int) -> Availability:
    """How a resource with so many places left of so many stands while it is open."""
    if left_over <= 0:
        return Availability.FULL
    if capacity > 1 and left_over <= max(1, capacity // NEARLY):
        return Availability.NEAR
    return Availability.FREE


def instants(day: date, stretch: TimeRange) -> tuple[datetime, datetime]:
    """When a stretch of a day opens and closes; one that goes on to 24:00 closes at midnight."""
    opens = datetime.combine(day, stretch.opens, ZONE)
    if stretch.closes == time.max:
        return opens, datetime.combine(day + timedelta(days=1), time.min, ZONE)
    return opens, datetime.combine(day, stretch.closes, ZONE)


def is_open(table: DayByDay, begins: datetime, ends: datetime) -> bool:
    """Whether a door is open all through a time that begins on one day."""
    day = begins.date()
    opened = (instants(day, stretch) for stretch in table.on(day))
    return any(opens <= begins and ends <= closes for opens, closes in opened)


def times_of(
    resource: TimedResource, table: DayByDay, day: date
) -> list[tuple[datetime, datetime]]:
    """Every slot of a day, those that are over included."""
    pause = resource.setup + resource.teardown
    return [one for stretch in table.on(day)
            for one in slots(*instants(day, stretch), resource.slot, pause)]


def slots_of(
    resource: TimedResource, table: DayByDay, day: date, occupied: Sequence[Occupancy],
    now: datetime,
) -> tuple[Slot, ...]:
    """The times of a day that can still be asked for: neither over nor too near for the notice of
    the resource. One that began lasts from now on."""
    found = []
    for begins, ends in times_of(resource, table, day):
        if ends > now and is_in_time(resource, begins, now):
            places = available(resource, occupied, max(begins, now), ends)
            found.append(Slot(begins, ends, places, standing(places, resource.capacity)))
    return tuple(found)


def day_state(
    resource: TimedResource, table: DayByDay, day: date, occupied: Sequence[Occupancy],
    now: datetime,
) -> Availability:
    """How a whole day stands: whether there is anything to be had in what is left of it."""
    found = slots_of(resource, table, day, occupied, now)
    if not found:
        return Availability.SHUT
    if not resource.is_booked:
        return Availability.FREE
    return standing(sum(slot.left for slot in found), resource.capacity * len(found))


def next_free(found: Iterable[Slot], now: datetime) -> datetime | None:
    """When the first of these times with room begins, None where there is none."""
    return next((slot.begins for slot in found if slot.left and slot.begins > now), None)


def slot_at(found: Iterable[Slot], begins: datetime) -> Slot | None:
    """The time that begins just then, or None."""
    return next((slot for slot in found if slot.begins == begins), None)
