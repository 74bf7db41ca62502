"""From which kind of number to a ticket in the hand."""

from kiosk.domain.staff.roles import MAY_CALL, MAY_TRY
from kiosk.screens.queue.appointment_number import AppointmentNumberScreen
from kiosk.screens.queue.check_list import CheckListScreen
from kiosk.screens.queue.home_tile import HOME_TILE
from kiosk.screens.queue.priority import PriorityScreen
from kiosk.screens.queue.ticket import TicketScreen
from kiosk.screens.staff_offer import StaffOffer, no_printer, opens

__all__ = ["HOME_TILE", "SCREENS", "STAFF_OFFERS"]

SCREENS = (CheckListScreen, PriorityScreen, AppointmentNumberScreen, TicketScreen)
STAFF_OFFERS = (
    StaffOffer(10, "pause", "player-pause", MAY_CALL, opens("hand_counters")),
    StaffOffer(40, "reprint", "ticket", MAY_TRY, opens("hand_slips"), no_printer),
)
