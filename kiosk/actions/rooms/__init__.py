"""Rooms: seeing what is free, having a time of it, arriving, giving back; and their clock."""

from kiosk.actions.rooms.arriving import arrive, arrive_by_number, count_people, sign_code
from kiosk.actions.rooms.booking import book, cancel, follow, give_back, move
from kiosk.actions.rooms.clockwork import keep_time
from kiosk.actions.rooms.looking import room_view, rooms_now

__all__ = [
    "arrive", "arrive_by_number", "book", "cancel", "count_people", "follow", "give_back",
    "keep_time", "move", "room_view", "rooms_now", "sign_code",
]
