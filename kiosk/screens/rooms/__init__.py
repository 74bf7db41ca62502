"""The rooms on the touch screen: which is free, one of them, booking it, arriving."""

from kiosk.domain.staff.roles import MAY_COUNT
from kiosk.screens.rooms.booked import BookedScreen
from kiosk.screens.rooms.home_tile import HOME_TILE
from kiosk.screens.rooms.room import RoomScreen
from kiosk.screens.rooms.room_name import RoomNameScreen
from kiosk.screens.rooms.room_number import RoomNumberScreen
from kiosk.screens.rooms.room_purpose import RoomPurposeScreen
from kiosk.screens.rooms.rooms import RoomsScreen
from kiosk.screens.staff_offer import StaffOffer, opens

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (
    RoomsScreen, RoomScreen, RoomPurposeScreen, RoomNameScreen, RoomNumberScreen, BookedScreen,
)
STAFF_OFFERS = (
    StaffOffer(20, "shut_room", "armchair-2", MAY_COUNT, opens("hand_rooms")),
)
