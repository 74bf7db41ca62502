"""Volunteer help on the touch screen."""

from kiosk.screens.volunteers.help_call import HelpCallScreen
from kiosk.screens.volunteers.help_code import HelpCodeScreen
from kiosk.screens.volunteers.help_kinds import HelpKindsScreen
from kiosk.screens.volunteers.help_number import HelpNumberScreen
from kiosk.screens.volunteers.help_progress import HelpProgressScreen
from kiosk.screens.volunteers.home_tile import HOME_TILE

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (HelpKindsScreen, HelpCodeScreen, HelpCallScreen, HelpNumberScreen, HelpProgressScreen)
STAFF_OFFERS = ()
