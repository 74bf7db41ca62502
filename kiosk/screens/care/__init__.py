"""Care on the touch screen: how it stands, a device with its times, booking it, arriving."""

from kiosk.screens.care.care import CareScreen
from kiosk.screens.care.care_booking import CareBookedScreen, CareNumberScreen
from kiosk.screens.care.care_device import CareDeviceScreen
from kiosk.screens.care.home_tile import HOME_TILE
from kiosk.screens.staff_offer import StaffOffer

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (CareScreen, CareDeviceScreen, CareNumberScreen, CareBookedScreen)
STAFF_OFFERS: tuple[StaffOffer, ...] = ()
