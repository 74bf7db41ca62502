"""Days: what the state made of them, what the staff did, and the hours they leave a door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import chinese_calendar

from kiosk.domain.calendar import OpeningHours, TimeRange, shared

if TYPE_CHECKING:
    from kiosk.domain.content.guide import Text

# The door of the centre itself; a room's door has the room's id.
CENTRE = "centre"
FIRST_KNOWN: int = min(chinese_calendar.holidays).year
LAST_KNOWN: int = max(chinese_calendar.holidays).year
# The same days of every year by 全国年节及纪念日放假办法 (as of 2025), as (month, day).
FIXED: Mapping[tuple[int, int], chinese_calendar.Holiday] = {
    (1, 1): chinese_calendar.Holiday.new_years_day,
    (5, 1): chinese_calendar.Holiday.labour_day, (5, 2): chinese_calendar.Holiday.labour_day,
    **dict.fromkeys(((10, 1), (10, 2), (10, 3)), chinese_calendar.Holiday.national_day),
}


class DayKind(StrEnum):
    """What the state made of a day: part of a public holiday, a weekend to work on (调休)."""

    ORDINARY = "ordinary"
    REST = "rest"
    WORK = "work"


class Holidays(StrEnum):
    """What a door does on the state's holidays.

    AS_USUAL keeps the weekly hours. SHUT is shut on them, and open on the weekends to work on:
    on a Saturday like on Fridays, on a Sunday like on Mondays.
    """

    AS_USUAL = "as_usual"
    SHUT = "shut"


def knows(year: int) -> bool:
    """Whether it is known how the public holidays of a year fall."""
    return FIRST_KNOWN <= year <= LAST_KNOWN


@lru_cache(maxsize=1024)
def kind_of(day: date) -> DayKind:
    """What the state made of a day; ORDINARY in years of which only the fixed holidays are known.
    """
    # The library's questions fail in a year they do not know, and look through all years each time.
    if _holiday(day):
        return DayKind.REST
    return DayKind.WORK if day in chinese_calendar.workdays else DayKind.ORDINARY


def festival(day: date) -> str | None:
    """The public holiday a day is part of, as its words have it: `days.spring_festival`."""
    holiday = _holiday(day)
    return f"days.{holiday.name}" if holiday else None


def _holiday(day: date) -> chinese_calendar.Holiday | None:
    """The public holiday of a day, None where it is none or not known to be one."""
    if day.year > LAST_KNOWN:
        return FIXED.get((day.month, day.day))
    english = chinese_calendar.holidays.get(day)
    return chinese_calendar.Holiday(english) if english else None


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day on which the staff gave a door other hours; without `stretches` it is shut.

    ValueError where stretches overlap or are not in order.
    """

    door: str
    day: date
    stretches: tuple[TimeRange, ...] = ()
    note: Text | None = None

    def __post_init__(self) -> None:
        if any(before.closes > after.opens for before, after in pairwise(self.stretches)):
            raise ValueError(f"stretches must follow one another: {self}")


@dataclass(frozen=True)
class Calendar:
    """The special days of all doors."""

    special: tuple[SpecialDay, ...] = ()

    def doors_on(self, day: date) -> Mapping[str, SpecialDay]:
        """The special days that fall on a day, by door."""
        return self._days.get(day, NO_DOORS)

    @cached_property
    def _days(self) -> Mapping[date, Mapping[str, SpecialDay]]:
        days: dict[date, dict[str, SpecialDay]] = {}
        for special in self.special:
            days.setdefault(special.day, {})[special.door] = special
        return days


NO_DOORS: Mapping[str, SpecialDay] = {}
NOTHING_SPECIAL = Calendar()


@dataclass(frozen=True, slots=True)
class Timetable:
    """The hours of a door, day by day.

    A special day of its own says all. Else its weekly hours count, by the holiday rule, and on
    a special day of the centre only the part in which the centre is open.
    """

    hours: OpeningHours
    calendar: Calendar
    holidays: Holidays
    door: str = CENTRE

    def on(self, day: date) -> tuple[TimeRange, ...]:
        """The stretches of one day."""
        special = self.calendar.doors_on(day)
        if self.door in special:
            return special[self.door].stretches
        usual = () if self._rests(day) else self.hours.on(self.like(day))
        return shared(usual, special[CENTRE].stretches) if CENTRE in special else usual

    def like(self, day: date) -> date:
        """The day whose weekly hours count: the nearest of the week on a weekend to work on."""
        if self.holidays is Holidays.AS_USUAL or kind_of(day) is not DayKind.WORK:
            return day
        return day + timedelta(days=1 if day.weekday() == 6 else -1)

    def note_on(self, day: date) -> Text | str | None:
        """Why the door keeps other hours: in the words of the staff, or as a key of words."""
        doors = self.calendar.doors_on(day)
        special = doors.get(self.door) or doors.get(CENTRE)
        if special:
            return special.note
        return festival(day) if self._rests(day) else None

    def _rests(self, day: date) -> bool:
        return self.holidays is Holidays.SHUT and kind_of(day) is DayKind.REST


@dataclass(frozen=True, slots=True)
class Within:
    """Weekly hours inside those of another door, day by day: a service in its centre."""

    own: OpeningHours
    outer: Timetable

    def on(self, day: date) -> tuple[TimeRange, ...]:
        """The stretches of one day in which both are open."""
        return shared(self.own.on(self.outer.like(day)), self.outer.on(day))


@dataclass(frozen=True, slots=True)
class UnusualDays:
    """Days in a row that are alike and unlike their weekdays: `note` says why, as `note_on`."""

    first: date
    last: date
    stretches: tuple[TimeRange, ...]
    note: Text | str | None


def unusual_days(timetable: Timetable, start: date, days: int) -> tuple[UnusualDays, ...]:
    """The days from `start` on, so many of them, on which a door keeps other hours than weekly."""
    found: list[UnusualDays] = []
    for day in (start + timedelta(days=n) for n in range(days)):
        stretches, note = timetable.on(day), timetable.note_on(day)
        if note is None and stretches == timetable.hours.on(day):
            continue
        if found and found[-1].last == day - timedelta(days=1) and (
                found[-1].stretches, found[-1].note) == (stretches, note):
            found[-1] = replace(found[-1], last=day)
        else:
            found.append(UnusualDays(day, day, stretches, note))
    return tuple(found)
