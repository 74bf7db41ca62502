"""Rooms as chips: how one stands, and how all of them do."""

from __future__ import annotations

from kiosk.actions.rooms.results import RoomsNow
from kiosk.domain.reservations.slots import Availability
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.rooms import rooms_said
from kiosk.wording.translator import Translator

# The door that is drawn for each state.
PICTURES = {
    Availability.FREE: "door-free", Availability.NEAR: "door-near", Availability.FULL: "door-full",
    Availability.SHUT: "door-closed",
}


def state_chip(words: Translator, state: Availability, *, short: bool = False) -> Chip:
    """有空, 快满了, 满了, 没开门; `short` for places that have room for two letters."""
    return Chip(str(state), words(f"room_state.{state}_short" if short else f"room_state.{state}"))


def rooms_chip(words: Translator, rooms: RoomsNow) -> Chip:
    """How many rooms are free, or how the best of them stands."""
    state, said = rooms_said(words, rooms)
    return Chip(str(state), said)
