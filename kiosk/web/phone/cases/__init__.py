"""Cases on the phone: telling one, following it, the wall, and what other programs may read."""

from kiosk.actions.cases.reception import RECEPTION
from kiosk.web.core.request_bodies import takes_files
from kiosk.web.phone.cases.case import case_pages
from kiosk.web.phone.cases.open311 import open311_pages
from kiosk.web.phone.cases.reception import reception_bookings
from kiosk.web.phone.cases.telling import telling_pages
from kiosk.web.phone.cases.wall import wall_pages
from kiosk.web.phone.parts import PhoneParts


def register(parts: PhoneParts) -> None:
    """Adds telling a case, a case's own page, the wall, Open311, and what a reception day shows at
    the address of its booking."""
    parts.bookings[RECEPTION.name] = reception_bookings(parts.ctx)
    # A photograph comes with the story, and with what is added to it.
    takes_files("/c/", 1)
    telling_pages(parts)
    case_pages(parts)
    wall_pages(parts)
    open311_pages(parts)
