"""Rooms: seeing what is free, having a time of it, arriving, giving back; and their clock."""

from kiosk.actions.rooms import demo
from kiosk.actions.rooms.arriving import (
    arrive,
    arrive_at_door,
    arrive_by_number,
    count_people,
    sign_code,
)
from kiosk.actions.rooms.booking import book, cancel, follow, give_back, move, take_offer
from kiosk.actions.rooms.clockwork import RETENTION, go_round, health, keep_time
from kiosk.actions.rooms.looking import room_view, rooms_now
from kiosk.actions.rooms.statistics import STATISTICS
from kiosk.actions.rooms.waiting import follow_waiting, leave_line, wait
from kiosk.area import Area

AREA = Area(
    name="rooms",
    jobs={"rooms": go_round},
    health=health,
    retention=(RETENTION,),
    statistics=STATISTICS,
    demo=demo.fill,
    losses={"bookings": ("book",)},
)

__all__ = [
    "AREA", "arrive", "arrive_at_door", "arrive_by_number", "book", "cancel", "count_people",
    "follow", "follow_waiting", "give_back", "go_round", "keep_time", "leave_line",
    "move", "room_view", "rooms_now", "sign_code", "take_offer", "wait",
]
