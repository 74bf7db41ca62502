"""The desk: staff pages in the browser, section by section."""

from __future__ import annotations

from flask import Blueprint
from flask_limiter import Limiter

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.desk import (
    content,
    exhibition,
    operations,
    queue,
    rooms,
    staff,
    statistics,
    volunteers,
)
from kiosk.web.desk.auth import DeskAuth
from kiosk.web.desk.sections import DeskParts, Sections, Seen

# A name that does not exist is never locked, but checking its PIN costs as much as any.
LOG_INS = "20/minute"
# In the order of the header. What belongs to no other section belongs to the first one.
SECTIONS: Sections = tuple(section for section in (
    queue.SECTION,
    rooms.SECTION,
    operations.DAYS,
    volunteers.SECTION,
    content.SECTION,
    exhibition.SECTION,
    statistics.SECTION,
    operations.HEALTH,
    staff.ACCOUNTS,
    staff.AUDIT,
) if section)


def make_desk(ctx: AppContext, feed: ChangePoller, limiter: Limiter, seen: Seen) -> Blueprint:
    """All pages under `/desk`; `seen` gives a page of a centre as somebody outside gets it."""
    entry = DeskAuth(ctx, SECTIONS)
    desk = Blueprint("desk", __name__, url_prefix="/desk")
    desk.before_request(entry.who_asks)
    desk.post("/log-in")(limiter.limit(LOG_INS)(entry.log_in))
    desk.get("/counters")(entry.counters)
    desk.post("/counters")(entry.sit_down)
    parts = DeskParts(ctx, feed, seen, entry)
    for section in SECTIONS:
        section.register(desk, parts)
    return desk
