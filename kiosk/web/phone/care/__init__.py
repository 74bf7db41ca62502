"""Care on the phone: devices to book, and one's own readings."""

from kiosk.actions.care import CARE
from kiosk.web.phone.care.booking import device_bookings
from kiosk.web.phone.care.devices import device_pages
from kiosk.web.phone.care.readings import reading_pages
from kiosk.web.phone.parts import PhoneParts


def register(parts: PhoneParts) -> None:
    """Adds the devices, their bookings, and the page of a record."""
    device_pages(parts)
    parts.bookings[CARE.name] = device_bookings(parts.ctx)
    reading_pages(parts)
