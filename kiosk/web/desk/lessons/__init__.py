"""The after-school class at the desk."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_KEEP_LESSONS
from kiosk.web.core.live_state import LiveState
from kiosk.web.desk.lessons.pages import class_pages
from kiosk.web.desk.lessons.tables import table_pages
from kiosk.web.desk.sections import DeskParts, Section


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds today and the register, the attendance, and incidents."""
    class_pages(desk, parts.ctx, LiveState(parts.ctx, parts.feed))
    table_pages(desk, parts.ctx)


SECTION = Section("lessons", "school", MAY_KEEP_LESSONS, register)
