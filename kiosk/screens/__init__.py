"""The screens of the glass: one list, which router, gallery and tests go by."""

from kiosk.screens.content.editing.edit_list import EditKindsScreen, EditShelfScreen
from kiosk.screens.content.editing.edit_media import EditStickScreen
from kiosk.screens.content.editing.edit_sheet import (
    EditChoiceScreen,
    EditItemScreen,
    EditListScreen,
    EditPartScreen,
)
from kiosk.screens.content.editing.edit_text import EditTextScreen
from kiosk.screens.content.search import SearchScreen
from kiosk.screens.content.service_detail import ServiceDetailScreen
from kiosk.screens.content.service_list import ServiceListScreen
from kiosk.screens.exhibition.asleep import AsleepScreen
from kiosk.screens.exhibition.attract import AttractScreen
from kiosk.screens.home.home import HomeScreen
from kiosk.screens.operations.closed import ClosedScreen
from kiosk.screens.queue.priority import PriorityScreen
from kiosk.screens.queue.ticket import TicketScreen
from kiosk.screens.rooms.booked import BookedScreen
from kiosk.screens.rooms.room import RoomScreen
from kiosk.screens.rooms.room_number import RoomNumberScreen
from kiosk.screens.rooms.rooms import RoomsScreen
from kiosk.screens.staff.login import StaffLoginScreen
from kiosk.screens.staff.quick_actions import HandRoomsScreen, HandSlipsScreen, HandWindowsScreen
from kiosk.screens.staff.staff_page import StaffScreen
from kiosk.screens.volunteers.help_call import HelpCallScreen
from kiosk.screens.volunteers.help_code import HelpCodeScreen
from kiosk.screens.volunteers.help_kinds import HelpKindsScreen
from kiosk.screens.volunteers.help_number import HelpNumberScreen
from kiosk.screens.volunteers.help_progress import HelpProgressScreen
from kiosk.ui.navigation.screen import KioskScreen

SCREENS: tuple[type[KioskScreen], ...] = (
    HomeScreen, SearchScreen, ServiceListScreen, ServiceDetailScreen, PriorityScreen, TicketScreen,
    RoomsScreen, RoomScreen, RoomNumberScreen, BookedScreen,
    HelpKindsScreen, HelpCodeScreen, HelpCallScreen, HelpNumberScreen, HelpProgressScreen,
    ClosedScreen, AttractScreen, AsleepScreen,
    StaffLoginScreen, StaffScreen,
    EditKindsScreen, EditShelfScreen, EditItemScreen, EditListScreen, EditPartScreen,
    EditChoiceScreen, EditStickScreen, EditTextScreen,
    HandWindowsScreen, HandRoomsScreen, HandSlipsScreen,
)
