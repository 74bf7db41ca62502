"""The closed centre on the touch screen, and the check before it opens."""

from kiosk.domain.staff.roles import MAY_TRY
from kiosk.screens.operations.closed import ClosedScreen
from kiosk.screens.operations.notices import NoticesScreen
from kiosk.screens.operations.opening_check import OpeningCheckScreen
from kiosk.screens.staff_offer import StaffOffer, opens

SCREENS = (ClosedScreen, NoticesScreen, OpeningCheckScreen)
HOME_TILE = None
STAFF_OFFERS = (
    StaffOffer(5, "opening_check", "list-check", MAY_TRY, opens("opening_check")),
)
