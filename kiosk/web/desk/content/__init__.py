"""Content at the desk."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_WRITE
from kiosk.web.desk.content.pages import content_pages
from kiosk.web.desk.sections import DeskParts, Section


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the lists and forms, and the same as tables."""
    content_pages(desk, parts.ctx, parts.seen)


SECTION = Section("content", "edit", MAY_WRITE, register)
