"""Rooms put into the words of one reader: how one stands, its days, its times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from kiosk.actions.rooms.answers import RoomNow
from kiosk.domain.calendar import Stretch
from kiosk.domain.content.guide import Text
from kiosk.domain.rooms.rooms import Room, RoomState, left_word
from kiosk.i18n import Words
from kiosk.web.core.wording import Wording


@dataclass(frozen=True, slots=True)
class RoomsSaid:
    """Says what there is to say about rooms."""

    words: Words
    now: datetime

    def state(self, state: RoomState) -> str:
        """有空, 快满了, 满了, 没开门."""
        return self.words(f"room_state.{state}")

    def left(self, room: Room, state: RoomState, left: int) -> str:
        """还有 2 桌, 只剩 1 个位, 现在空着."""
        if state is RoomState.FULL:
            return self.state(state)
        return self.words(f"rooms.{left_word(room, state)}", n=left)

    def line(self, stands: RoomNow) -> str:
        """What matters of a room now: what is left, or when it is free or opens again."""
        if stands.state is RoomState.SHUT:
            opens = stands.opening.next_at
            return self.words("phone_rooms.opens", when=self._when(opens)) if opens else (
                self.words("rooms.not_today"))
        if stands.state is RoomState.FULL:
            if stands.free_at is None:
                return self.words("rooms.full_for_now")
            return self.words("rooms.free_at", time=f"{stands.free_at:%H:%M}")
        return self.left(stands.room, stands.state, stands.left)

    def hours(self, stretches: Sequence[Stretch], note: Text | str | None = None) -> str:
        """08:30–21:00; that it does not open, and why it is not as usual."""
        hours = self.words("web.and").join(str(one).replace("-", "–") for one in stretches)
        said = hours or self.words("rooms.not_today")
        return self.words("rooms.why", said=said, why=self.words.text(note)) if note else said

    def span(self, begins: datetime, ends: datetime) -> str:
        """16:00–17:00; the midnight that ends a day is 24:00."""
        last = "24:00" if ends.time() == time.min else f"{ends:%H:%M}"
        return f"{begins:%H:%M}–{last}"

    def day(self, day: date) -> str:
        """今天, 明天, or the date."""
        near = {0: "rooms.today", 1: "rooms.tomorrow"}.get((day - self.now.date()).days)
        return self.words(near) if near else Wording(self.words, self.now).date(day)

    def weekday(self, day: date) -> str:
        """今天, 周五."""
        if day == self.now.date():
            return self.words("rooms.today")
        return self.words(f"opening.day_{day.weekday()}")

    def when(self, begins: datetime, ends: datetime) -> str:
        """今天 16:00–17:00."""
        return f"{self.day(begins.date())} {self.span(begins, ends)}"

    def _when(self, instant: datetime) -> str:
        return Wording(self.words, self.now).when(instant)
