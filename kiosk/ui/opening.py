"""Opening: in words, how the door stands now, when it opens next, and the hours of the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from kiosk.domain.calendar import Hours, Opening, Stretch
from kiosk.domain.spoken_numbers import spoken_time
from kiosk.i18n import Words

NEAR = ("today", "tomorrow")
# From so many days on a weekday might be the nearer one of that name.
A_WEEK = 7


class HoursLine(NamedTuple):
    """Some weekdays that keep the same hours: 周一到周五, 08:30–12:00、14:30–17:30."""

    days: str
    hours: str
    is_open: bool


def written_opening(words: Words, opening: Opening, now: datetime) -> str:
    """窗口办公到 17:30, 明天 08:30 开门."""
    if opening.is_open:
        if opening.last_today is None:
            return words("opening.always")
        return words("opening.until", time=f"{opening.last_today:%H:%M}")
    return written_next(words, opening.next_at, now)


def written_next(words: Words, opens: datetime | None, now: datetime) -> str:
    """When it opens next: 今天 14:30 开门."""
    if opens is None:
        return words("opening.unknown")
    return words("opening.next", day=_day(words, opens, now), time=f"{opens:%H:%M}")


def spoken_next(words: Words, opens: datetime | None, now: datetime) -> str:
    """The same for 朗读: 明天上午八点半开门."""
    if opens is None:
        return words("opening.unknown")
    said = spoken_time(opens.time(), words.language)
    return words("opening.say_next", day=_day(words, opens, now), time=said)


def written_date(words: Words, day: date) -> str:
    """A day that its weekday alone would not tell: 10月8日, 8 October."""
    return words("opening.date", month=words(f"header.month_{day.month}"), day=day.day)


def week(words: Words, hours: Hours) -> list[HoursLine]:
    """The hours of the week, weekdays with the same hours that follow each other on one line."""
    return [
        HoursLine(_days(words, days), _hours(words, hours.week[days[0]]), bool(hours.week[days[0]]))
        for days in _alike(hours)
    ]


def line_of(hours: Hours, weekday: int) -> int:
    """Which line of the week a weekday stands on."""
    return next(n for n, days in enumerate(_alike(hours)) if weekday in days)


def _alike(hours: Hours) -> list[list[int]]:
    """Weekdays in a row that keep the same hours."""
    return [list(days) for _, days in groupby(range(7), key=hours.week.__getitem__)]


def _days(words: Words, days: Sequence[int]) -> str:
    if len(days) == 7:
        return words("opening.every_day")
    first, last = (words(f"opening.day_{day}") for day in (days[0], days[-1]))
    if len(days) == 1:
        return first
    return words("opening.and" if len(days) == 2 else "opening.to", first=first, last=last)


def _hours(words: Words, stretches: Sequence[Stretch]) -> str:
    if not stretches:
        return words("opening.shut")
    return words("opening.comma").join(str(s).replace("-", "–") for s in stretches)


def _day(words: Words, opens: datetime, now: datetime) -> str:
    days = (opens.date() - now.date()).days
    if days >= A_WEEK:
        return written_date(words, opens)
    return words(f"opening.{NEAR[days]}" if days < len(NEAR) else f"opening.day_{opens.weekday()}")
