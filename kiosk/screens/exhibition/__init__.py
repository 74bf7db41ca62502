"""The exhibition on the touch screen: slides while nobody is there, and a dim clock at night."""

from kiosk.screens.exhibition.asleep import AsleepScreen
from kiosk.screens.exhibition.attract import AttractScreen

SCREENS = (AttractScreen, AsleepScreen)
HOME_TILE = None
STAFF_OFFERS = ()
