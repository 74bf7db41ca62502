"""Opening hours and the business day: when a door is open, and when it next will be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.domain.times import A_DAY, WrongTime, between, parts

# One zone for the whole country, so it is a fact and not a setting.
ZONE = ZoneInfo("Asia/Shanghai")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_DAY = "00:00-24:00"
# A service of one day a week may miss two in a row around 春节.
LOOK_AHEAD = timedelta(days=28)
# Whoever reads that a door never closes counts on it for so many days.
COUNTED_ON = 15


@dataclass(frozen=True, slots=True)
class TimeRange:
    """One stretch of a day, `[opens, closes)` in the centre's own time."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(f"a stretch must open before it closes: {self}")

    @classmethod
    def parse(cls, written: str) -> TimeRange:
        """`"08:30-12:00"`, or up to `24:00`. Raises WrongTime where it is anything else."""
        opens, closes = between(written)
        if opens >= closes:
            raise WrongTime("hours_turned", written)
        ends = time.max if closes == A_DAY else time(*divmod(closes, 60))
        return cls(time(*divmod(opens, 60)), ends)

    def holds(self, clock: time) -> bool:
        """Whether a time of day is in it; one that goes on to 24:00 holds the last instant too."""
        return self.opens <= clock and (clock < self.closes or self.closes == time.max)

    def __str__(self) -> str:
        closes = "24:00" if self.closes == time.max else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"


WHOLE_DAY = (TimeRange(time.min, time.max),)


def stretches(written: str) -> tuple[TimeRange, ...]:
    """The hours of one day as they are written, in order: `"08:30-12:00、14:30-17:30"`.

    Raises WrongTime `bad_hours`, `hours_turned` or `hours_overlap`.
    """
    found = _in_order(map(TimeRange.parse, parts(written)))
    for one, next_ in pairwise(found):
        if one.closes > next_.opens:
            raise WrongTime("hours_overlap", f"{one}、{next_}")
    return found


def together(day: Iterable[str] | str) -> str:
    """The stretches of a day in one text, as a form has them."""
    return day if isinstance(day, str) else "、".join(day)


def _in_order(found: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    return tuple(sorted(found, key=lambda one: one.opens))


def shared(mine: Sequence[TimeRange], theirs: Sequence[TimeRange]) -> tuple[TimeRange, ...]:
    """Only the time of a day in which both are open."""
    return tuple(
        TimeRange(max(a.opens, b.opens), min(a.closes, b.closes))
        for a in mine
        for b in theirs
        if max(a.opens, b.opens) < min(a.closes, b.closes)
    )


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A stretch of each day that may pass midnight, `[begins, ends)` in the centre's own time."""

    begins: time
    ends: time

    @classmethod
    def parse(cls, written: str) -> QuietHours | None:
        """`"22:00-06:00"`; None where it is empty. Raises WrongTime where it is anything else."""
        if not written:
            return None
        try:
            begins, ends = (time(*divmod(end % A_DAY, 60)) for end in between(written))
        except WrongTime as wrong:
            raise WrongTime("bad_night", written) from wrong
        if begins == ends:
            raise WrongTime("bad_night", written)
        return cls(begins, ends)

    def holds(self, clock: time) -> bool:
        """Whether it is night at a time of day."""
        if self.begins < self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


class DayByDay(Protocol):
    """What a door's hours have to tell: `Hours` do, and a timetable of `domain.days`."""

    def on(self, day: date) -> tuple[TimeRange, ...]:
        """The stretches of one day, in order."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Weekly hours: for each weekday, Monday first, its stretches in order."""

    week: tuple[tuple[TimeRange, ...], ...]

    @classmethod
    def parse(cls, days: Mapping[str, Iterable[str] | str]) -> OpeningHours:
        """`{"mon": ["08:30-12:00"]}`; a day missing is closed. ValueError on unknown days."""
        unknown = set(days) - set(WEEKDAYS)
        if unknown:
            raise ValueError(f"not a weekday: {', '.join(sorted(unknown))}")
        return cls(tuple(
            _in_order(map(TimeRange.parse, parts(together(days.get(day, ())))))
            for day in WEEKDAYS
        ))

    def written(self) -> dict[str, list[str]]:
        """The form `parse` reads."""
        return {
            name: [str(s) for s in stretches]
            for name, stretches in zip(WEEKDAYS, self.week, strict=True)
            if stretches
        }

    @property
    def never_close(self) -> bool:
        """Whether the door is open all day, every day."""
        return all(day == WHOLE_DAY for day in self.week)

    def on(self, day: date) -> tuple[TimeRange, ...]:
        """The stretches of one day."""
        return self.week[day.weekday()]

    def within(self, other: OpeningHours) -> OpeningHours:
        """Only the time in which both are open: a service inside its centre."""
        return OpeningHours(tuple(map(shared, self.week, other.week)))


@dataclass(frozen=True, slots=True)
class Opening:
    """How a door stands at one moment.

    `until` is the instant it closes while open, `last_today` the last closing of the day,
    `next_at` the next instant it opens while shut; None where there is none.
    """

    is_open: bool
    until: datetime | None = None
    next_at: datetime | None = None
    last_today: datetime | None = None


def opening(hours: DayByDay, now: datetime) -> Opening:
    """How a door with these hours stands at `now` (with zone)."""
    today, clock = hours.on(now.date()), now.time()
    ahead = (now.date() + timedelta(days=n) for n in range(1, COUNTED_ON))
    if today == WHOLE_DAY and all(hours.on(day) == WHOLE_DAY for day in ahead):
        return Opening(True)
    last = datetime.combine(now.date(), today[-1].closes, now.tzinfo) if today else None
    for stretch in today:
        if stretch.holds(clock):
            until = datetime.combine(now.date(), stretch.closes, now.tzinfo)
            return Opening(True, until=until, last_today=last)
    return Opening(False, next_at=next_opening(hours, now), last_today=last)


def is_open(hours: DayByDay, now: datetime) -> bool:
    """Only whether a door is open: every number asks it."""
    clock = now.time()
    return any(stretch.holds(clock) for stretch in hours.on(now.date()))


def next_opening(hours: DayByDay, now: datetime) -> datetime | None:
    """The first instant after `now` at which these hours open, within four weeks."""
    day = now.date()
    while day <= now.date() + LOOK_AHEAD:
        for stretch in hours.on(day):
            opens = datetime.combine(day, stretch.opens, now.tzinfo)
            if opens > now:
                return opens
        day += timedelta(days=1)
    return None


def business_day(now: datetime, day_starts: time) -> date:
    """The day a number belongs to: it begins at `day_starts`, when nobody is in the hall."""
    return (now - timedelta(hours=day_starts.hour, minutes=day_starts.minute)).date()
