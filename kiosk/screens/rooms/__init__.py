"""The rooms on the touch screen: which is free, one of them, booking it, arriving."""

from kiosk.screens.rooms.booked import BookedScreen
from kiosk.screens.rooms.home_tile import HOME_TILE
from kiosk.screens.rooms.room import RoomScreen
from kiosk.screens.rooms.room_number import RoomNumberScreen
from kiosk.screens.rooms.rooms import RoomsScreen

__all__ = ["HOME_TILE", "SCREENS"]

SCREENS = (RoomsScreen, RoomScreen, RoomNumberScreen, BookedScreen)
