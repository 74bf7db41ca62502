"""Rooms put into the words of one reader: how one stands, its days, its times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.reservations import Conflict
from kiosk.actions.rooms.results import RoomNow
from kiosk.domain.calendar import TimeRange
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.rooms.rooms import Room
from kiosk.web.core.wording import unbroken
from kiosk.wording.dates import by_itself, near_day, written_day, written_span, written_time
from kiosk.wording.hours import hours_of_day
from kiosk.wording.rooms import left_said, line_now, weekday_said
from kiosk.wording.translator import Translator


def conflict_said(words: Translator, now: datetime, conflict: Conflict) -> str:
    """那时：书法班。空着的时间：10月16日 16:00、17:00。"""
    whose = conflict.whose or words(f"desk_rooms.in_the_way_{conflict.why}")
    said = words("desk_activities.conflict", whose=whose)
    if conflict.free:
        days = [one.date() for one in conflict.free]
        # The day stands once before its times.
        free = words("dates.and").join(
            written_time(one) if n and days[n - 1] == days[n] else
            f"{by_itself(written_day(words, days[n], now.date()))} {written_time(one)}"
            for n, one in enumerate(conflict.free))
        said += words("desk_activities.conflict_free", free=free)
    return said


@dataclass(frozen=True, slots=True)
class RoomsSaid:
    """Says what there is to say about rooms."""

    words: Translator
    now: datetime

    def state(self, state: Availability) -> str:
        """有空, 快满了, 满了, 没开门."""
        return self.words(f"room_state.{state}")

    def left(self, room: Room, state: Availability, left: int) -> str:
        """还有 2 桌, 只剩 1 个位, 空着."""
        return left_said(self.words, room, state, left)

    def line(self, stands: RoomNow) -> str:
        """What matters of a room now: what is left, or when it is free or opens again."""
        return line_now(self.words, stands, self.now)

    def hours(self, stretches: Sequence[TimeRange], note: Text | str | None = None) -> str:
        """08:30–21:00; that it does not open, and why it is not as usual."""
        return unbroken(hours_of_day(self.words, stretches, note))

    def span(self, begins: datetime, ends: datetime) -> str:
        """16:00–17:00; the midnight that ends a day is 24:00."""
        return unbroken(written_span(begins, ends))

    def day(self, day: date) -> str:
        """今天, 明天, or the date."""
        return by_itself(written_day(self.words, day, self.now.date()))

    def days(self, days: Sequence[date]) -> str:
        """明天、10月24日."""
        return self.words("dates.and").join(map(self.day, days))

    def weekday(self, day: date) -> str:
        """今天, 周五."""
        return weekday_said(self.words, day, self.now.date())

    def near_day(self, day: date) -> str:
        """今天, 明天, 周五, inside a sentence."""
        return near_day(self.words, day, self.now.date()) or self.weekday(day)

    def when(self, begins: datetime, ends: datetime) -> str:
        """今天 16:00–17:00."""
        return f"{self.day(begins.date())} {self.span(begins, ends)}"

    def conflict(self, conflict: Conflict) -> str:
        """What is in the way of a time, and when else it could be."""
        return conflict_said(self.words, self.now, conflict).strip()
