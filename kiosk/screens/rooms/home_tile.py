"""The rooms on home: how many are free, or how the best of them stands."""

from __future__ import annotations

from kiosk.actions.rooms import rooms_now
from kiosk.actions.rooms.results import RoomsNow
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.screens.rooms.room_status import rooms_chip
from kiosk.wording.translator import Translator


def _door(rooms: RoomsNow, words: Translator) -> HomeDoor | None:
    if not rooms.rooms:
        return None
    chip = rooms_chip(words, rooms)
    return HomeDoor("rooms", "armchair-2", words("rooms.door"), words("rooms.door_line"), chip)


HOME_TILE = HomeTile("rooms", rooms_now, _door, when_closed=True)
