"""Rooms in words: how one stands, what is left of it, when it opens."""

from __future__ import annotations

from datetime import date, datetime, time

from kiosk.actions.rooms.answers import RoomNow, RoomsNow
from kiosk.domain.rooms.rooms import Room, RoomState, left_word
from kiosk.i18n import Words
from kiosk.ui.drawing.shapes import Chip
from kiosk.ui.opening import written_next

# The door that is drawn for each state.
PICTURES = {
    RoomState.FREE: "door-free", RoomState.NEAR: "door-near", RoomState.FULL: "door-full",
    RoomState.SHUT: "door-closed",
}


def state_chip(words: Words, state: RoomState, *, short: bool = False) -> Chip:
    """有空, 快满了, 满了, 没开门; `short` for places that have room for two letters."""
    return Chip(str(state), words(f"room_state.{state}_short" if short else f"room_state.{state}"))


def rooms_chip(words: Words, rooms: RoomsNow) -> Chip:
    """How many rooms are free, or how the best of them stands."""
    free = rooms.count(RoomState.FREE)
    if free:
        return Chip("free", words("rooms.door_chip", n=free))
    return state_chip(words, next(state for state in RoomState if rooms.count(state)))


def left_said(words: Words, room: Room, state: RoomState, left: int) -> str:
    """What is left of a room, or of one of its times: 还有 2 桌, 只剩 1 个位, 现在空着."""
    if state is RoomState.FULL:
        return words("room_state.full")
    return words(f"rooms.{left_word(room, state)}", n=left)


def line_now(words: Words, stands: RoomNow, now: datetime) -> str:
    """What matters of a room at this moment: what is left, or when it is free or opens again."""
    if stands.state is RoomState.SHUT:
        opens = stands.opening.next_at
        if opens is not None and opens.date() == now.date():
            return words("rooms.opens_today", time=written_time(opens))
        return written_next(words, opens, now)
    if stands.state is RoomState.FULL:
        if stands.free_at is None:
            return words("rooms.full_for_now")
        return words("rooms.free_at", time=written_time(stands.free_at))
    return left_said(words, stands.room, stands.state, stands.left)


def hours_said(words: Words, stands: RoomNow) -> str:
    """When it opens today: 08:30–21:00; that it does not, and why."""
    hours = words("opening.comma").join(str(one).replace("-", "–") for one in stands.today)
    said = hours or words("rooms.not_today")
    return words("rooms.why", said=said, why=words.text(stands.note)) if stands.note else said


def written_time(at: datetime | time) -> str:
    """15:20."""
    return f"{at:%H:%M}"


def span_said(begins: datetime, ends: datetime) -> str:
    """16:00–17:00; the midnight that ends a day is 24:00."""
    last = "24:00" if ends.time() == time.min else written_time(ends)
    return f"{written_time(begins)}–{last}"


def day_said(words: Words, day: date, today: date) -> str:
    """今天, 明天, 周六."""
    return words("rooms.tomorrow") if (day - today).days == 1 else weekday_said(words, day, today)


def weekday_said(words: Words, day: date, today: date) -> str:
    """今天, 周五, 周六."""
    return words("rooms.today") if day == today else words(f"opening.day_{day.weekday()}")
