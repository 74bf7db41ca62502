"""Volunteer help on the phone."""

from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.volunteers.help_request import help_request_pages
from kiosk.web.phone.volunteers.pages import help_pages
from kiosk.web.phone.volunteers.volunteer import volunteer_pages
from kiosk.web.phone.volunteers.volunteer_task import doing_pages, task_pages


def register(parts: PhoneParts) -> None:
    """Adds asking for help, a request, and what a volunteer does."""
    help_pages(parts)
    help_request_pages(parts)
    volunteer_pages(parts)
    task_pages(parts)
    doing_pages(parts)
