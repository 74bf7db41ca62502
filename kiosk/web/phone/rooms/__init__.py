"""Rooms on the phone."""

from kiosk.actions.rooms import ROOMS
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.rooms.booking import room_bookings
from kiosk.web.phone.rooms.check_in import door_pages
from kiosk.web.phone.rooms.feeds import feed_pages
from kiosk.web.phone.rooms.pages import rooms_pages


def register(parts: PhoneParts) -> None:
    """Adds the rooms, their bookings, the page before a door, and the calendar feeds."""
    rooms_pages(parts)
    parts.bookings[ROOMS.name] = room_bookings(parts.ctx)
    door_pages(parts)
    feed_pages(parts)
