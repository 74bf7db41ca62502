"""A clerk's counter at the desk, appointments, and numbers on paper for a day without power."""

from flask import Blueprint
from flask_wtf.csrf import CSRFError

from kiosk.domain.staff.roles import MAY_CALL
from kiosk.web.core.live_state import LiveState
from kiosk.web.desk.queue.appointments import appointment_pages
from kiosk.web.desk.queue.counter_page import Pages
from kiosk.web.desk.queue.sheets import sheet_pages_of
from kiosk.web.desk.sections import DeskParts, Section


def register(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the clerk's counter: its page, its news, its acts, its questions."""
    pages = Pages(parts.ctx, LiveState(parts.ctx, parts.feed), parts.entry)
    desk.register_error_handler(CSRFError, pages.stale)
    desk.get("")(pages.home)
    desk.get("/state")(pages.state)
    desk.post("/do/<action>")(pages.do)
    desk.get("/transfer")(pages.transfer)
    desk.get("/shut")(pages.shut)
    desk.get("/leave")(pages.leave)
    desk.post("/leave")(pages.left)


SECTION = Section("home", "door-enter", MAY_CALL, register)
APPOINTMENTS = Section(
    "appointments", "calendar-check", MAY_CALL,
    lambda desk, parts: appointment_pages(desk, parts.ctx, LiveState(parts.ctx, parts.feed)))
SHEETS = Section("sheets", "file-text", MAY_CALL, sheet_pages_of)
