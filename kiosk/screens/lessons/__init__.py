"""The screen of the after-school class."""

from kiosk.screens.lessons.home_tile import HOME_TILE
from kiosk.screens.lessons.lessons import LessonsScreen

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (LessonsScreen,)
STAFF_OFFERS = ()
