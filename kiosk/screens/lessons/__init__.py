"""The screen of the after-school class."""

from kiosk.ui.navigation.screen import KioskScreen

SCREENS: tuple[type[KioskScreen], ...] = ()
HOME_TILE = None
STAFF_OFFERS = ()
