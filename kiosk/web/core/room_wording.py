"""Rooms put into the words of one reader: how one stands, its days, its times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.rooms.results import RoomNow
from kiosk.domain.calendar import TimeRange
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.rooms.rooms import Room
from kiosk.wording.dates import by_itself, written_day, written_span
from kiosk.wording.hours import hours_of_day
from kiosk.wording.rooms import left_said, line_now, weekday_said
from kiosk.wording.translator import Translator


@dataclass(frozen=True, slots=True)
class RoomsSaid:
    """Says what there is to say about rooms."""

    words: Translator
    now: datetime

    def state(self, state: Availability) -> str:
        """有空, 快满了, 满了, 没开门."""
        return self.words(f"room_state.{state}")

    def left(self, room: Room, state: Availability, left: int) -> str:
        """还有 2 桌, 只剩 1 个位, 现在空着."""
        return left_said(self.words, room, state, left)

    def line(self, stands: RoomNow) -> str:
        """What matters of a room now: what is left, or when it is free or opens again."""
        return line_now(self.words, stands, self.now)

    def hours(self, stretches: Sequence[TimeRange], note: Text | str | None = None) -> str:
        """08:30–21:00; that it does not open, and why it is not as usual."""
        return hours_of_day(self.words, stretches, note)

    def span(self, begins: datetime, ends: datetime) -> str:
        """16:00–17:00; the midnight that ends a day is 24:00."""
        return written_span(begins, ends)

    def day(self, day: date) -> str:
        """今天, 明天, or the date."""
        return by_itself(written_day(self.words, day, self.now.date()))

    def weekday(self, day: date) -> str:
        """今天, 周五."""
        return weekday_said(self.words, day, self.now.date())

    def when(self, begins: datetime, ends: datetime) -> str:
        """今天 16:00–17:00."""
        return f"{self.day(begins.date())} {self.span(begins, ends)}"
