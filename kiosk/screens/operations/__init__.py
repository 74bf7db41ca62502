"""The closed centre on the touch screen."""

from kiosk.screens.operations.closed import ClosedScreen

SCREENS = (ClosedScreen,)
HOME_TILE = None
STAFF_OFFERS = ()
