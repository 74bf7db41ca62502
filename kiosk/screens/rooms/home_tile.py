"""The rooms on home: how many are free, or how the best of them stands."""

from __future__ import annotations

from kiosk.actions.rooms import rooms_now
from kiosk.actions.rooms.results import RoomsNow
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.screens.rooms.room_status import rooms_chip
from kiosk.wording.dates import written_time
from kiosk.wording.translator import Translator


def _door(rooms: RoomsNow, words: Translator) -> HomeDoor | None:
    if not rooms.rooms:
        return None
    return HomeDoor("rooms", "armchair-2", words("rooms.door"), words("rooms.door_line"),
                    rooms_chip(words, rooms), hours=_hours(rooms, words))


def _hours(rooms: RoomsNow, words: Translator) -> str:
    """Until when the last of the rooms is open today; "" while none is open, or one always is."""
    opening = [one.opening for one in rooms.rooms if one.opening.is_open]
    ends = [one.last_today for one in opening if one.last_today]
    if not ends or len(ends) < len(opening):
        return ""
    return words("rooms.door_hours", time=written_time(max(ends)))


HOME_TILE = HomeTile("rooms", rooms_now, _door, when_closed=True)
