"""The guide on the phone."""

from kiosk.web.phone.content.guide import guide_pages
from kiosk.web.phone.parts import PhoneParts


def register(parts: PhoneParts) -> None:
    """Adds the guide."""
    guide_pages(parts)
