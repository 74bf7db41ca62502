"""The desk: staff pages in the browser, where clerks log in, choose a window and call."""

from __future__ import annotations

from flask import Blueprint
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFError

from kiosk.change_poller import Feed
from kiosk.context import Lobby
from kiosk.web.core.live_state import News
from kiosk.web.desk.auth import Entry
from kiosk.web.desk.content.pages import Seen, content_pages
from kiosk.web.desk.content.tables import table_pages
from kiosk.web.desk.operations.calendar_exceptions import days_pages
from kiosk.web.desk.operations.health import health_pages
from kiosk.web.desk.queue.counter_page import Pages
from kiosk.web.desk.rooms.pages import rooms_pages
from kiosk.web.desk.rooms.planning import plan_pages
from kiosk.web.desk.staff.accounts import accounts_pages, own_pages
from kiosk.web.desk.staff.audit import audit_pages
from kiosk.web.desk.staff.guides import guide_pages
from kiosk.web.desk.statistics.pages import numbers_pages
from kiosk.web.desk.volunteers.dispatch import figures_pages, help_pages
from kiosk.web.desk.volunteers.notification_channels import targets_pages
from kiosk.web.desk.volunteers.registry import helpers_pages

# A name that does not exist is never locked, but checking its PIN costs as much as any.
LOG_INS = "20/minute"


def make_desk(lobby: Lobby, feed: Feed, limiter: Limiter, seen: Seen) -> Blueprint:
    """All pages under `/desk`; `seen` gives a page of a house as somebody outside gets it."""
    entry = Entry(lobby)
    pages = Pages(lobby, News(lobby, feed), entry)
    desk = Blueprint("desk", __name__, url_prefix="/desk")
    desk.before_request(entry.who_asks)
    desk.register_error_handler(CSRFError, pages.stale)
    desk.get("")(pages.home)
    desk.get("/state")(pages.state)
    desk.post("/do/<deed>")(pages.do)
    desk.get("/transfer")(pages.transfer)
    desk.get("/shut")(pages.shut)
    desk.get("/leave")(pages.leave)
    desk.post("/leave")(pages.left)
    desk.post("/log-in")(limiter.limit(LOG_INS)(entry.log_in))
    desk.get("/windows")(entry.windows)
    desk.post("/windows")(entry.sit_down)
    rooms_pages(desk, lobby, News(lobby, feed))
    plan_pages(desk, lobby)
    days_pages(desk, lobby)
    table_pages(desk, lobby, content_pages(desk, lobby, seen))
    numbers_pages(desk, lobby)
    health_pages(desk, lobby)
    guide_pages(desk, lobby)
    accounts_pages(desk, lobby)
    own_pages(desk, lobby)
    audit_pages(desk, lobby)
    help_pages(desk, lobby, News(lobby, feed))
    figures_pages(desk, lobby)
    helpers_pages(desk, lobby)
    targets_pages(desk, lobby)
    return desk
