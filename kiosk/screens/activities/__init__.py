"""The activities on the touch screen: what is on, one of them, and registering for it."""

from kiosk.screens.activities.activities import ActivitiesScreen
from kiosk.screens.activities.activity import ActivityScreen
from kiosk.screens.activities.activity_number import ActivityNumberScreen
from kiosk.screens.activities.home_tile import HOME_TILE
from kiosk.screens.activities.registered import RegisteredScreen

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (ActivitiesScreen, ActivityScreen, ActivityNumberScreen, RegisteredScreen)
STAFF_OFFERS = ()
