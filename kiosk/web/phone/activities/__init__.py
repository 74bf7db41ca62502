"""Activities on the phone."""

from kiosk.actions.activities import AREA_OF_ACTIVITIES
from kiosk.web.phone.activities.feeds import feed_pages
from kiosk.web.phone.activities.pages import activities_pages
from kiosk.web.phone.activities.registration import registrations
from kiosk.web.phone.parts import PhoneParts


def register(parts: PhoneParts) -> None:
    """Adds what is on, one activity, registrations, and the calendar feeds."""
    activities_pages(parts)
    parts.bookings[AREA_OF_ACTIVITIES.name] = registrations(parts.ctx)
    feed_pages(parts)
