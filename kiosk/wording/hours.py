"""Hours: in words, when a door is open, whether it is now, and when it opens next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from kiosk.domain.calendar import Opening, OpeningHours, TimeRange
from kiosk.domain.calendar_exceptions import UnusualDays
from kiosk.domain.content.guide import Text
from kiosk.domain.spoken_numbers import spoken_time
from kiosk.wording.dates import day_ahead, weekday, written_date, written_time
from kiosk.wording.translator import Translator


class HoursLine(NamedTuple):
    """Some weekdays that keep the same hours: 周一到周五, 08:30–12:00、14:30–17:30."""

    days: str
    hours: str
    is_open: bool


def written_opening(words: Translator, opening: Opening, now: datetime) -> str:
    """今天窗口办公到 17:30, 明天 08:30 开门."""
    if not opening.is_open:
        return written_next(words, opening.next_at, now)
    if opening.last_today is None:
        return words("opening.always")
    return words("opening.until", time=written_time(opening.last_today))


def written_next(words: Translator, opens: datetime | None, now: datetime) -> str:
    """When it opens next: 今天 14:30 开门."""
    if opens is None:
        return words("opening.unknown")
    day = day_ahead(words, opens.date(), now.date())
    return words("opening.next", day=day, time=written_time(opens))


def spoken_next(words: Translator, opens: datetime | None, now: datetime) -> str:
    """The same for 朗读: 明天上午八点半开门."""
    if opens is None:
        return words("opening.unknown")
    day = day_ahead(words, opens.date(), now.date())
    return words("opening.say_next", day=day, time=spoken_time(opens.time(), words.language))


def written_hours(words: Translator, stretches: Sequence[TimeRange]) -> str:
    """08:30–12:00、14:30–17:30; "" where there are none."""
    return words("dates.and").join(str(one).replace("-", "–") for one in stretches)


def hours_of_day(
    words: Translator, stretches: Sequence[TimeRange], note: Text | str | None = None
) -> str:
    """08:30–21:00; that it does not open, and `note`, why it is not as usual."""
    said = written_hours(words, stretches) or words("rooms.not_today")
    return words("rooms.why", said=said, why=words.text(note)) if note else said


def written_week(words: Translator, hours: OpeningHours) -> list[HoursLine]:
    """The hours of the week, weekdays with the same hours that follow each other on one line."""
    return [
        HoursLine(_days(words, days), written_hours(words, stretches) or words("opening.shut"),
                  bool(stretches))
        for days in _alike(hours) for stretches in (hours.week[days[0]],)
    ]


def open_days(words: Translator, hours: OpeningHours) -> list[HoursLine]:
    """The lines of the week on which it is open."""
    return [line for line in written_week(words, hours) if line.is_open]


def line_of(hours: OpeningHours, day: int) -> int:
    """Which line of the week a weekday stands on."""
    return next(n for n, days in enumerate(_alike(hours)) if day in days)


def unusual_lines(words: Translator, days: Sequence[UnusualDays]) -> list[str]:
    """Days that are unlike the week: 10月1日到10月3日 不开门（国庆节）."""
    lines = []
    for one in days:
        first, last = (written_date(words, day, "short") for day in (one.first, one.last))
        when = words("opening.days", first=first, last=last) if last != first else first
        said = written_hours(words, one.stretches) or words("opening.shut")
        why = words("rooms.why", said=said, why=words.text(one.note)) if one.note else said
        lines.append(f"{when} {why}")
    return lines


def _alike(hours: OpeningHours) -> list[list[int]]:
    """Weekdays in a row that keep the same hours."""
    return [list(days) for _, days in groupby(range(7), key=hours.week.__getitem__)]


def _days(words: Translator, days: Sequence[int]) -> str:
    if len(days) == 7:
        return words("opening.every_day")
    first, last = (weekday(words, day).short for day in (days[0], days[-1]))
    if len(days) == 1:
        return first
    return words("opening.and" if len(days) == 2 else "opening.to", first=first, last=last)
