"""The exhibition on the touch screen: albums, slides while nobody is there, a dim clock at
night."""

from kiosk.screens.exhibition.asleep import AsleepScreen
from kiosk.screens.exhibition.attract import AttractScreen
from kiosk.screens.exhibition.exhibition import ExhibitionScreen
from kiosk.screens.exhibition.home_tile import HOME_TILE

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (ExhibitionScreen, AttractScreen, AsleepScreen)
STAFF_OFFERS = ()
