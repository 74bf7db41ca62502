"""The staff's pages on the touch screen: signing in, and keeping the centre."""

from kiosk.screens.staff.login import StaffLoginScreen
from kiosk.screens.staff.quick_actions import HandRoomsScreen, HandSlipsScreen, HandWindowsScreen
from kiosk.screens.staff.staff_offers import OFFERS as STAFF_OFFERS
from kiosk.screens.staff.staff_page import StaffScreen

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (StaffLoginScreen, StaffScreen, HandWindowsScreen, HandRoomsScreen, HandSlipsScreen)
HOME_TILE = None
