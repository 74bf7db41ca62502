"""The exhibition on the phone."""

from kiosk.web.phone.exhibition.pages import show_pages as register

__all__ = ["register"]
