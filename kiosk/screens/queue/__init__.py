"""From which kind of number to a ticket in the hand."""

from kiosk.screens.queue.priority import PriorityScreen
from kiosk.screens.queue.ticket import TicketScreen

SCREENS = (PriorityScreen, TicketScreen)
HOME_TILE = None
