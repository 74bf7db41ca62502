"""Queue numbers and appointments on the phone."""

from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.queue.appointments import appointment_pages
from kiosk.web.phone.queue.take_ticket import taking_pages
from kiosk.web.phone.queue.ticket import ticket_pages


def register(parts: PhoneParts) -> None:
    """Adds taking a number, the page of a ticket, and appointments."""
    taking_pages(parts)
    ticket_pages(parts)
    appointment_pages(parts)
