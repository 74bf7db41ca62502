"""Volunteer help at the desk."""

from flask import Blueprint

from kiosk.domain.staff.roles import MAY_SEND_HELP
from kiosk.web.core.live_state import LiveState
from kiosk.web.desk.sections import DeskParts, Section
from kiosk.web.desk.volunteers.dispatch import figures_pages, help_pages
from kiosk.web.desk.volunteers.notification_channels import targets_pages
from kiosk.web.desk.volunteers.registry import helpers_pages


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the inbox, the figures, the volunteers, and where notices go out to."""
    help_pages(desk, parts.ctx, LiveState(parts.ctx, parts.feed))
    figures_pages(desk, parts.ctx)
    helpers_pages(desk, parts.ctx)
    targets_pages(desk, parts.ctx)


SECTION = Section("help", "heart-handshake", MAY_SEND_HELP, register)
