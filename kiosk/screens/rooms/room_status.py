"""Rooms as chips: how one stands, and how all of them do."""

from __future__ import annotations

from kiosk.actions.rooms.results import RoomsNow
from kiosk.domain.rooms.rooms import RoomState
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.translator import Translator

# The door that is drawn for each state.
PICTURES = {
    RoomState.FREE: "door-free", RoomState.NEAR: "door-near", RoomState.FULL: "door-full",
    RoomState.SHUT: "door-closed",
}


def state_chip(words: Translator, state: RoomState, *, short: bool = False) -> Chip:
    """有空, 快满了, 满了, 没开门; `short` for places that have room for two letters."""
    return Chip(str(state), words(f"room_state.{state}_short" if short else f"room_state.{state}"))


def rooms_chip(words: Translator, rooms: RoomsNow) -> Chip:
    """How many rooms are free, or how the best of them stands."""
    free = rooms.count(RoomState.FREE)
    if free:
        return Chip("free", words("rooms.door_chip", n=free))
    return state_chip(words, next(state for state in RoomState if rooms.count(state)))
