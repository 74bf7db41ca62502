"""Devices as chips and doors: how one stands, and whether medical staff are there."""

from __future__ import annotations

from kiosk.domain.care.devices import DeviceState
from kiosk.domain.reservations.slots import Availability
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.translator import Translator

# The door that is drawn for each state.
PICTURES = {
    DeviceState.FREE: "door-free", DeviceState.NEAR: "door-near", DeviceState.IN_USE: "door-one",
    DeviceState.SHUT: "door-closed", DeviceState.AWAY: "door-closed",
    DeviceState.REPAIR: "door-closed",
}
LOOKS = {
    DeviceState.FREE: "free", DeviceState.NEAR: "near", DeviceState.IN_USE: "full",
    DeviceState.SHUT: "shut", DeviceState.AWAY: "shut", DeviceState.REPAIR: "plain",
}
# Icons that say more than that something is shut.
ICONS = {DeviceState.AWAY: "stethoscope", DeviceState.REPAIR: "tool"}


def device_chip(words: Translator, state: DeviceState, text: str = "") -> Chip:
    """有空, 有人在用, 在修; or more of it in `text`."""
    return Chip(LOOKS[state], text or words(f"care_state.{state}"), ICONS.get(state, ""))


def day_chip(words: Translator, state: Availability) -> Chip:
    """有空, 快满, 满了, 不开, in two letters."""
    return Chip(str(state), words(f"room_state.{state}_short"))
