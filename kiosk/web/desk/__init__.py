"""The desk: staff pages in the browser, where clerks log in, choose a window and call."""

from __future__ import annotations

from flask import Blueprint
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFError

from kiosk.feed import Feed
from kiosk.lobby import Lobby
from kiosk.web.desk.accounts import accounts_pages, own_pages
from kiosk.web.desk.audit import audit_pages
from kiosk.web.desk.content import Seen, content_pages
from kiosk.web.desk.content_tables import table_pages
from kiosk.web.desk.days import days_pages
from kiosk.web.desk.entry import Entry
from kiosk.web.desk.figures import numbers_pages
from kiosk.web.desk.guides import guide_pages
from kiosk.web.desk.health import health_pages
from kiosk.web.desk.help import figures_pages, help_pages
from kiosk.web.desk.helpers import helpers_pages
from kiosk.web.desk.pages import Pages
from kiosk.web.desk.planning import plan_pages
from kiosk.web.desk.rooms import rooms_pages
from kiosk.web.desk.targets import targets_pages
from kiosk.web.news import News

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
