"""Cases in words: when somebody receives, until when, and until when there is an answer."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.domain.cases.reception import ReceptionDay
from kiosk.wording.dates import by_itself, day_ahead, weekday, written_date, written_time
from kiosk.wording.translator import Translator


def receives_until(words: Translator, day: ReceptionDay) -> str:
    """今天接待到 11:30."""
    return words("reception.until", time=written_time(day.closes))


def reception_when(words: Translator, day: ReceptionDay, now: datetime) -> str:
    """周五 9:00 接待."""
    said = by_itself(day_ahead(words, day.day, now.date()).short)
    return words("reception.when", day=said, time=written_time(day.opens))


def listening(
    words: Translator, next_day: ReceptionDay | None, now: datetime, *, receives: bool
) -> tuple[str, str]:
    """How it stands with those who listen, `free` or `plain`, and in words: 现在有人接待."""
    if receives:
        return "free", words("case_topic.receives")
    if next_day is not None:
        return "plain", reception_when(words, next_day, now)
    return "free", words("case_topic.any_time")


def due_day(words: Translator, day: date) -> str:
    """10月23日 周四."""
    return f"{written_date(words, day, 'short')} {weekday(words, day.weekday()).short}"


def month_said(words: Translator, first: date) -> str:
    """10月."""
    return words(f"months.m{first.month}")
