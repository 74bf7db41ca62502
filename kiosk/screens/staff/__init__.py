"""The staff's pages on the touch screen: signing in, and keeping the centre."""

from kiosk.screens.staff.login import StaffLoginScreen
from kiosk.screens.staff.quick_actions import HandRoomsScreen, HandSlipsScreen, HandWindowsScreen
from kiosk.screens.staff.staff_page import StaffScreen

SCREENS = (StaffLoginScreen, StaffScreen, HandWindowsScreen, HandRoomsScreen, HandSlipsScreen)
HOME_TILE = None
