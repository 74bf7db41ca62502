"""The screens of the glass: one list, which router, gallery and tests go by."""

from kiosk.glass.screen import KioskScreen
from kiosk.screens.home.home import HomeScreen


SCREENS: tuple[type[KioskScreen], ...] = (HomeScreen,)
