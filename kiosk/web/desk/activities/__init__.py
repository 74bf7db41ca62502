"""Activities at the desk."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_ATTEND_ACTIVITIES
from kiosk.web.core.live_state import LiveState
from kiosk.web.desk.activities.attendance import attendance_pages
from kiosk.web.desk.activities.week import week_pages
from kiosk.web.desk.sections import DeskParts, Section


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the week with its plan, and who comes to one of its sessions."""
    week_pages(desk, parts.ctx, LiveState(parts.ctx, parts.feed))
    attendance_pages(desk, parts.ctx)


SECTION = Section("activities", "calendar-event", MAY_ATTEND_ACTIVITIES, register)
