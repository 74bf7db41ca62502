"""Queue numbers on the phone."""

from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.queue.take_ticket import taking_pages
from kiosk.web.phone.queue.ticket import ticket_pages


def register(parts: PhoneParts) -> None:
    """Adds taking a number, and the page of a ticket."""
    taking_pages(parts)
    ticket_pages(parts)
