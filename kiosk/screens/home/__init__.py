"""The first page, and the way to staff from every page."""

from kiosk.screens.home.home import HomeScreen

SCREENS = (HomeScreen,)
HOME_TILE = None
STAFF_OFFERS = ()
