"""The exhibition at the desk: many pictures at once, from the PC or from a stick."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_EDIT
from kiosk.web.desk.exhibition.pages import gallery_pages
from kiosk.web.desk.sections import DeskParts, Section


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the albums with what hangs in them."""
    gallery_pages(desk, parts.ctx)


SECTION = Section("exhibition", "photo", MAY_EDIT, register)
