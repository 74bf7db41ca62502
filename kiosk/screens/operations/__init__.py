"""The closed centre on the touch screen."""

from kiosk.screens.operations.closed import ClosedScreen
from kiosk.screens.operations.notices import NoticesScreen

SCREENS = (ClosedScreen, NoticesScreen)
HOME_TILE = None
STAFF_OFFERS = ()
