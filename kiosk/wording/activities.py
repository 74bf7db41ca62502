"""Activities in words: how a session stands, when it is, how long it lasts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol

from kiosk.domain.activities.activities import SessionStatus
from kiosk.wording.dates import by_itself, near_day, weekday, written_date, written_time
from kiosk.wording.translator import Translator

HOUR = timedelta(hours=1)
HALF = timedelta(minutes=30)
# Within so many days a weekday alone says which day is meant.
A_WEEK = 7


class SessionStands(Protocol):
    """A session at one moment: `left` places can be had, from `opens_on` one can register."""

    @property
    def status(self) -> SessionStatus: ...
    @property
    def left(self) -> int: ...
    @property
    def opens_on(self) -> date: ...


def status_said(words: Translator, stands: SessionStands) -> str:
    """还有 12 个名额, 满了，可排队, 10月3日开始报名."""
    return words(f"session_status.{stands.status}", n=stands.left,
                 day=written_date(words, stands.opens_on, "short"))


def day_said(words: Translator, day: date, today: date) -> str:
    """今天, 周六（18日）, and from a week on 10月24日."""
    near = near_day(words, day, today)
    if near:
        return by_itself(near)
    if 0 < (day - today).days < A_WEEK:
        return words("activity.day", weekday=weekday(words, day.weekday()), day=day.day)
    return written_date(words, day, "short")


def when_said(words: Translator, at: datetime, today: date) -> str:
    """周六（18日）10:00."""
    return words("activity.when", day=day_said(words, at.date(), today), time=written_time(at))


def next_said(words: Translator, at: datetime, today: date) -> str:
    """When the next one begins, in short: 今天 15:00, 周六 10:00."""
    day = near_day(words, at.date(), today) or weekday(words, at.weekday()).short
    return words("activities.door_chip", day=by_itself(day), time=written_time(at))


def length_said(words: Translator, length: timedelta) -> str:
    """一个半小时, 两小时, 45 分钟."""
    hours, rest = divmod(length, HOUR)
    if rest == HALF and 1 <= hours <= 2:
        return words(f"activity.hours_{hours}_half")
    if rest or not hours:
        return words("room.minutes", n=length // timedelta(minutes=1)).strip()
    return words(f"room.hours_{hours}") if hours <= 2 else words("room.hours_many", n=hours).strip()
