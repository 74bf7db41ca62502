"""Rooms: seeing what is free, having a time of it, arriving, giving back; and their clock."""

from kiosk.actions.rooms.arriving import (
    arrive,
    arrive_at_door,
    arrive_by_number,
    count_people,
    sign_code,
)
from kiosk.actions.rooms.booking import book, cancel, follow, give_back, move, take_offer
from kiosk.actions.rooms.clockwork import LATE, go_round, keep_time, last_round
from kiosk.actions.rooms.looking import room_view, rooms_now
from kiosk.actions.rooms.waiting import follow_waiting, leave_line, wait

__all__ = [
    "LATE", "arrive", "arrive_at_door", "arrive_by_number", "book", "cancel", "count_people",
    "follow", "follow_waiting", "give_back", "go_round", "keep_time", "last_round", "leave_line",
    "move", "room_view", "rooms_now", "sign_code", "take_offer", "wait",
]
