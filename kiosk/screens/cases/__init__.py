"""Cases on the touch screen: telling a matter, meeting somebody, how far it is, and the wall."""

from kiosk.screens.cases.case_alike import CaseAlikeScreen
from kiosk.screens.cases.case_call import CaseCallScreen
from kiosk.screens.cases.case_keep import CaseKeepScreen
from kiosk.screens.cases.case_listener import CaseListenerScreen
from kiosk.screens.cases.case_meet import CaseMeetScreen
from kiosk.screens.cases.case_meeting import CaseMeetNumberScreen, CaseMetScreen
from kiosk.screens.cases.case_number import CaseNumberScreen
from kiosk.screens.cases.case_phone import CasePhoneScreen
from kiosk.screens.cases.case_place import CasePlaceScreen
from kiosk.screens.cases.case_receipt import CaseReceiptScreen
from kiosk.screens.cases.case_topic import CaseTopicScreen
from kiosk.screens.cases.case_wall import CaseWallScreen
from kiosk.screens.cases.case_write import CaseWriteScreen
from kiosk.screens.cases.home_tile import HOME_TILE
from kiosk.screens.staff_offer import StaffOffer

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (
    CaseTopicScreen, CaseListenerScreen, CaseWriteScreen, CaseCallScreen, CasePhoneScreen,
    CasePlaceScreen, CaseAlikeScreen, CaseKeepScreen, CaseReceiptScreen, CaseNumberScreen,
    CaseWallScreen, CaseMeetScreen, CaseMeetNumberScreen, CaseMetScreen,
)
STAFF_OFFERS: tuple[StaffOffer, ...] = ()
