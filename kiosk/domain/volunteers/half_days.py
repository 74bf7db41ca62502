"""The times of helping: half days that may suit, and how long something waits in working hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from kiosk.domain.calendar import WEEKDAYS, OpeningHours
from kiosk.domain.calendar_exceptions import NOTHING_SPECIAL, Holidays, Timetable

HALVES = ((time(8, 30), time(12)), (time(14), time(18)))
HALVES_SHOWN = 6
# Nobody is asked to come within the last stretch of a half day.
TOO_LATE = timedelta(hours=1)
# When somebody is at work to answer, where the centre itself never closes.
OFFICE = Timetable(
    OpeningHours.parse({day: ["08:30-12:00", "14:00-17:30"] for day in WEEKDAYS[:5]}),
    NOTHING_SPECIAL, Holidays.SHUT,
)
AMBER_AFTER = timedelta(hours=2)
RED_AFTER = timedelta(hours=7)


class Age(StrEnum):
    """How pressing something that waits has become."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A morning or an afternoon, `[begins, ends)`."""

    begins: datetime
    ends: datetime

    @property
    def is_morning(self) -> bool:
        """Whether it is before noon."""
        return self.begins.hour < 12


def half_days(now: datetime) -> tuple[HalfDay, ...]:
    """The next half days that help can be asked for."""
    found: list[HalfDay] = []
    day = now.date()
    while len(found) < HALVES_SHOWN:
        for begins, ends in HALVES:
            half = HalfDay(_at(day, begins, now), _at(day, ends, now))
            if half.ends - now >= TOO_LATE and len(found) < HALVES_SHOWN:
                found.append(half)
        day += timedelta(days=1)
    return tuple(found)


def half_day_at(now: datetime, begins: datetime) -> HalfDay | None:
    """The half day that begins then, where it can be asked for."""
    return next((half for half in half_days(now) if half.begins == begins), None)


def working_time(hours: Timetable, since: datetime, now: datetime) -> timedelta:
    """How much of `[since, now)` somebody was at work; a month of it at most."""
    if hours.hours.never_close:
        hours = OFFICE
    day, worked = max(since, now - timedelta(days=31)).date(), timedelta()
    while day <= now.date():
        for stretch in hours.on(day):
            begins, ends = _at(day, stretch.opens, now), _ends(day, stretch.closes, now)
            worked += max(min(ends, now) - max(begins, since), timedelta())
        day += timedelta(days=1)
    return worked


def age_of(waited: timedelta) -> Age:
    """Green, amber or red."""
    if waited >= RED_AFTER:
        return Age.RED
    return Age.AMBER if waited >= AMBER_AFTER else Age.GREEN


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)


def _ends(day: date, closes: time, now: datetime) -> datetime:
    # A stretch that lasts until midnight closes at the end of the day.
    at = _at(day, closes, now)
    return at if closes > time(0) else at + timedelta(days=1)
