"""The after-school class on the phone: registering, a guardian's page, a teacher's page."""

from kiosk.web.phone.lessons.guardian import guardian_pages
from kiosk.web.phone.lessons.pages import lessons_pages
from kiosk.web.phone.lessons.teacher import teacher_pages
from kiosk.web.phone.parts import PhoneParts


def register(parts: PhoneParts) -> None:
    """Adds the class itself, what a guardian does, and what a teacher does."""
    lessons_pages(parts)
    guardian_pages(parts)
    teacher_pages(parts)
