"""Rooms in words: how one stands, what is left of it, how long a time is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol

from kiosk.domain.calendar import Opening
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.rooms.rooms import Room, Unit, left_word
from kiosk.wording.dates import by_itself, day_ahead, near_day, weekday, written_time
from kiosk.wording.hours import written_next
from kiosk.wording.translator import Translator

HOUR = timedelta(hours=1)


class RoomsStand(Protocol):
    """All rooms at one moment."""

    def count(self, state: Availability) -> int:
        """How many of them stand so."""


class RoomStands(Protocol):
    """A room at one moment: `left` places are free, a full one has some again at `free_at`,
    None where that is not known.
    """

    @property
    def room(self) -> Room: ...
    @property
    def state(self) -> Availability: ...
    @property
    def left(self) -> int: ...
    @property
    def opening(self) -> Opening: ...
    @property
    def free_at(self) -> datetime | None: ...


def rooms_said(words: Translator, rooms: RoomsStand) -> tuple[Availability, str]:
    """How many rooms are free, or how the best of them stands."""
    free = rooms.count(Availability.FREE)
    if free:
        return Availability.FREE, words("rooms.door_chip", n=free)
    best = next(state for state in Availability if rooms.count(state))
    return best, words(f"room_state.{best}")


def left_said(words: Translator, room: Room, state: Availability, left: int) -> str:
    """What is left of a room at one of its times: 还有 2 桌, 只剩 1 个位, 空着."""
    if state is Availability.FULL:
        return words("room_state.full")
    return words(f"rooms.{left_word(room, state)}", n=left)


def line_now(words: Translator, stands: RoomStands, now: datetime) -> str:
    """What matters of a room at this moment: what is left, or when it is free or opens again."""
    if stands.state is Availability.SHUT:
        opens = stands.opening.next_at
        if opens is not None and opens.date() == now.date():
            return words("rooms.opens_today", time=written_time(opens))
        return written_next(words, opens, now)
    if stands.state is Availability.FULL:
        if stands.free_at is None:
            return words("rooms.full_for_now")
        return words("rooms.free_at", time=written_time(stands.free_at))
    if stands.room.unit is Unit.ROOM:
        return words("rooms.room_now")
    return left_said(words, stands.room, stands.state, stands.left)


def day_said(words: Translator, day: date, today: date) -> str:
    """今天, 明天, 周六."""
    return by_itself(day_ahead(words, day, today).short)


def weekday_said(words: Translator, day: date, today: date) -> str:
    """今天, 周五, 周六."""
    if day == today:
        return by_itself(near_day(words, day, today))
    return weekday(words, day.weekday()).short


def length_said(words: Translator, length: timedelta) -> str:
    """一小时, 30 分钟."""
    hours, rest = divmod(length, HOUR)
    if rest:
        return words("room.minutes", n=length // timedelta(minutes=1))
    return words(f"room.hours_{hours}") if hours <= 2 else words("room.hours_many", n=hours)
