"""Dates: days, weekdays and times of day, as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Self

from kiosk.domain.calendar import WEEKDAYS
from kiosk.wording.translator import Translator

# From so many days on a weekday might be the nearer one of that name.
A_WEEK = 7
# The hour from which each greeting holds.
GREETINGS = ((5, "dawn"), (9, "morning"), (11, "noon"), (13, "afternoon"), (18, "evening"))


class Named(str):
    """A name that has a short form too, which a sentence takes by `{day:short}`."""

    short: str

    def __new__(cls, name: str, short: str) -> Self:
        """`name` in full, and `short`."""
        named = super().__new__(cls, name)
        named.short = short
        return named

    def __format__(self, form: str) -> str:
        return self.short if form == "short" else super().__format__(form)


def written_time(at: datetime | time) -> str:
    """15:20."""
    return f"{at:%H:%M}"


def written_span(begins: datetime, ends: datetime) -> str:
    """16:00–17:00; the midnight that ends a day is 24:00."""
    return f"{written_time(begins)}–{'24:00' if ends.time() == time.min else written_time(ends)}"


def weekday(words: Translator, day: int) -> Named:
    """星期五, 周五; `day` counts from 0, Monday."""
    name = WEEKDAYS[day]
    return Named(words(f"weekdays.{name}"), words(f"weekdays_short.{name}"))


def together(words: Translator, names: Sequence[Named]) -> Named:
    """周二、周五."""
    between = words("dates.and")
    return Named(between.join(names), between.join(name.short for name in names))


def written_date(words: Translator, day: date, form: str = "date") -> str:
    """10月8日. Other forms are `short` (8 Oct), `full` and `header` with the weekday, and `month`
    with the year."""
    name = f"m{day.month}"
    return words(
        f"dates.{form}", year=day.year, day=day.day, weekday=weekday(words, day.weekday()),
        month=Named(words(f"months.{name}"), words(f"months_short.{name}")),
    )


def written_moment(words: Translator, at: datetime) -> str:
    """10月16日 15:20, of something that was."""
    return f"{written_date(words, at, 'short')} {written_time(at)}"


def near_day(words: Translator, day: date, today: date) -> str:
    """今天, 明天; "" for any other day."""
    near = {0: "dates.today", 1: "dates.tomorrow"}.get((day - today).days)
    return words(near) if near else ""


def day_ahead(words: Translator, day: date, today: date) -> Named:
    """今天, 明天, 星期五; from a week on the date."""
    if not 1 < (day - today).days < A_WEEK:
        said = near_day(words, day, today) or written_date(words, day)
        return Named(said, said)
    return weekday(words, day.weekday())


def written_day(words: Translator, day: date, today: date) -> str:
    """今天, 明天, 10月19日 星期一."""
    return near_day(words, day, today) or written_date(words, day, "full")


def written_when(words: Translator, at: datetime, now: datetime) -> str:
    """今天 14:00, 10月19日 星期一 08:30."""
    return f"{written_day(words, at.date(), now.date())} {written_time(at)}"


def by_itself(said: str) -> str:
    """A day that does not stand in a sentence: Today."""
    return said[:1].upper() + said[1:]


def greeting(now: datetime) -> str:
    """Which greeting the hour asks for: dawn, morning, noon, afternoon, evening."""
    return next((name for hour, name in reversed(GREETINGS) if now.hour >= hour), "evening")
