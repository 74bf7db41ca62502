"""Rooms at the desk."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_COUNT
from kiosk.web.core.live_state import LiveState
from kiosk.web.desk.rooms.pages import rooms_pages
from kiosk.web.desk.rooms.planning import plan_pages
from kiosk.web.desk.sections import DeskParts, Section


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the rooms, and the weeks of one of them."""
    rooms_pages(desk, parts.ctx, LiveState(parts.ctx, parts.feed))
    plan_pages(desk, parts.ctx)


SECTION = Section("rooms", "armchair-2", MAY_COUNT, register)
