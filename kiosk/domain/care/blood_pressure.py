"""Blood pressure: what a reading may be, what is asked about, and the centre's own thresholds.

Nothing here says what a reading means: which one is high, and what is said then, the centre writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import UNNAMED

# What the cuffs on the market show at all, in mmHg and beats a minute: the ranges that their makers
# print, widened to round numbers.
BOUNDS = {"systolic": (50, 280), "diastolic": (30, 200), "pulse": (30, 220)}
# Nearer together or further apart than that, or so far from the reading before: a slip of the
# finger more often than a person.
NEAREST, FURTHEST, JUMP = 15, 110, 50
SECOND_AFTER = timedelta(minutes=5)
# Whoever enters a reading may be that late.
ENTERED_WITHIN = timedelta(hours=12)
KEPT = timedelta(days=365)
SHOWN = 30
A_WEEK = timedelta(days=7)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
LETTERS_LONG = 8


class Level(StrEnum):
    """Where a reading lies by the centre's thresholds."""

    ORDINARY = "ordinary"
    HIGH = "high"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading: pressures in mmHg, `pulse` in beats a minute, when it was taken."""

    systolic: int
    diastolic: int
    pulse: int
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A reading of somebody's record; `reading` is None where it cannot be read."""

    id: int
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a reading is high or urgent, None where the centre has not said; and what the
    centre says then."""

    high_systolic: int | None = None
    high_diastolic: int | None = None
    urgent_systolic: int | None = None
    urgent_diastolic: int | None = None
    high_words: Text = UNNAMED
    urgent_words: Text = UNNAMED

    def level(self, reading: Reading) -> Level:
        """Where a reading lies: the higher of what its two pressures are."""
        if _reaches(reading, self.urgent_systolic, self.urgent_diastolic):
            return Level.URGENT
        if _reaches(reading, self.high_systolic, self.high_diastolic):
            return Level.HIGH
        return Level.ORDINARY

    def words(self, level: Level) -> Text:
        """What the centre says of a level; of an ordinary one nothing."""
        return {Level.HIGH: self.high_words, Level.URGENT: self.urgent_words}.get(level, UNNAMED)


@dataclass(frozen=True, slots=True)
class WeekAverage:
    """The middle of some readings, rounded; `count` is of how many."""

    systolic: int
    diastolic: int
    pulse: int
    count: int


def _reaches(reading: Reading, systolic: int | None, diastolic: int | None) -> bool:
    return (systolic is not None and reading.systolic >= systolic) or (
        diastolic is not None and reading.diastolic >= diastolic)


def verify(reading: Reading, now: datetime) -> None:
    """Refuses with `reading_out_of_bounds` (what, least, most), `reading_turned` (the lower one is
    not lower), `reading_not_now`."""
    for what, (least, most) in BOUNDS.items():
        if not least <= getattr(reading, what) <= most:
            raise Refusal("reading_out_of_bounds", what=what, least=least, most=most)
    if reading.systolic <= reading.diastolic:
        raise Refusal("reading_turned", systolic=reading.systolic, diastolic=reading.diastolic)
    if not now - ENTERED_WITHIN <= reading.at <= now + timedelta(minutes=1):
        raise Refusal("reading_not_now")


def is_doubtful(reading: Reading, before: Reading | None) -> bool:
    """Whether it looks like a slip of the finger, and is asked about before it counts."""
    apart = reading.systolic - reading.diastolic
    return not NEAREST <= apart <= FURTHEST or (before is not None and any(
        abs(getattr(reading, what) - getattr(before, what)) > JUMP
        for what in ("systolic", "diastolic")))


def newest(kept: Iterable[KeptReading]) -> Reading | None:
    """The one taken last, None where there is none."""
    readings = [one.reading for one in kept if one.reading]
    return max(readings, key=lambda one: one.at, default=None)


def average(readings: Sequence[Reading], today: date) -> WeekAverage | None:
    """The average of the seven days that end today, None where there is no reading in them."""
    since = today - A_WEEK
    week = [one for one in readings if since < one.at.date() <= today]
    if not week:
        return None
    middle = {what: round(sum(getattr(one, what) for one in week) / len(week)) for what in BOUNDS}
    return WeekAverage(**middle, count=len(week))


def letters_of(typed: str) -> str | None:
    """The eight letters of a card as they were typed, with whatever stands between; None where
    they are none."""
    letters = "".join(one for one in typed.upper() if one.isalnum())
    if len(letters) == LETTERS_LONG and all(one in LETTERS for one in letters):
        return letters
    return None
