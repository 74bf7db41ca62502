"""The class in words: how a day stands, whose child it is, and what may be said of it in the hall.
"""

from __future__ import annotations

from datetime import date, datetime

from kiosk.domain.content.guide import Text
from kiosk.wording.dates import by_itself, near_day, weekday, written_date, written_time
from kiosk.wording.translator import Translator


def class_day_said(words: Translator, day: date, today: date) -> str:
    """今天, 周五."""
    return by_itself(near_day(words, day, today)) if day == today else weekday(
        words, day.weekday()).short


def class_date_said(words: Translator, day: date, today: date) -> str:
    """今天, 周五 10月17日."""
    if day == today:
        return class_day_said(words, day, today)
    return words("lessons.date", weekday=weekday(words, day.weekday()),
                 date=written_date(words, day, "short"))


def places_said(words: Translator, state: str, left: int) -> str:
    """6 位, 满了, 不开."""
    return words(f"lessons.places_{state}", n=left) if state in ("free", "near") else words(
        f"lessons.places_{state}")


def standing_said(
    words: Translator, state: str, left: int, held: tuple[datetime, datetime] | None,
    first: date, now: datetime,
) -> tuple[str, str]:
    """How the class stands today, as a state and in words: before it begins when it does, while it
    is held how many places are left, else that there is none."""
    today = now.date()
    if today < first:
        return "shut", words("lessons.term_begins", date=written_date(words, first))
    if held is None or now >= held[1]:
        return "shut", words("lessons.over" if held else "lessons.shut_today")
    if now < held[0]:
        return "shut", words("lessons.opens", time=written_time(held[0]))
    if state == "full":
        return state, words("lessons.full")
    return state, words("lessons.left", n=left)


def why_shut(words: Translator, note: Text | str | None) -> str:
    """Why there is no class on a day: in the words of the staff, or the holiday's name."""
    return words.text(note) if note else ""
