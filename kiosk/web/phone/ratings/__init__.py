"""Ratings on a resident's phone and at the tablet of a counter."""

from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.ratings.rating import rating_pages
from kiosk.web.phone.ratings.tablet import tablet_pages


def register(parts: PhoneParts) -> None:
    """Adds the rating of a number, and the tablet."""
    rating_pages(parts)
    tablet_pages(parts)
