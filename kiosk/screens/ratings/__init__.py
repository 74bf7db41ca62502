"""Ratings on the touch screen."""

from kiosk.screens.staff_offer import StaffOffer
from kiosk.ui.navigation.screen import KioskScreen

SCREENS: tuple[type[KioskScreen], ...] = ()
HOME_TILE = None
STAFF_OFFERS: tuple[StaffOffer, ...] = ()
