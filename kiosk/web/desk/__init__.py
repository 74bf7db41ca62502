"""The desk: staff pages in the browser, section by section."""

from __future__ import annotations

from flask import Blueprint

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.rates import Rate
from kiosk.domain.reservations.settling import BookingsEnd
from kiosk.web.core.limits import MINUTE, Limit, Limiter
from kiosk.web.desk import (
    activities,
    care,
    cases,
    content,
    exhibition,
    lessons,
    operations,
    queue,
    ratings,
    rooms,
    staff,
    statistics,
    volunteers,
)
from kiosk.web.desk.agreement import ask_first
from kiosk.web.desk.auth import DeskAuth
from kiosk.web.desk.sections import DeskParts, Sections, Seen

# Wrong PINs are counted with the accounts (`kiosk/actions/guessing.py`), but each try costs a hash.
# A browser in which somebody has come in is held to its own count alone.
LOG_INS, LOG_INS_OF_STRANGERS = Rate(20, MINUTE), Rate(120, MINUTE)
# In the order of the header. What belongs to no other section belongs to the first one.
SECTIONS: Sections = tuple(section for section in (
    queue.SECTION,
    staff.TODAY,
    queue.APPOINTMENTS,
    rooms.SECTION,
    activities.SECTION,
    operations.DAYS,
    volunteers.SECTION,
    cases.SECTION,
    cases.MEDIATION,
    care.SECTION,
    care.READINGS,
    lessons.SECTION,
    content.SECTION,
    exhibition.SECTION,
    statistics.SECTION,
    ratings.SECTION,
    queue.SHEETS,
    operations.RECORDS,
    operations.HEALTH,
    operations.COPIES,
    operations.SETUP,
    staff.ACCOUNTS,
    staff.AUDIT,
) if section)


def make_desk(ctx: AppContext, feed: ChangePoller, limiter: Limiter, seen: Seen) -> Blueprint:
    """All pages under `/desk`; `seen` gives a page of a centre as somebody outside gets it."""
    entry = DeskAuth(ctx, SECTIONS)
    desk = Blueprint("desk", __name__, url_prefix="/desk")
    desk.before_request(entry.who_asks)
    desk.register_error_handler(BookingsEnd, lambda ends: ask_first(ctx, ends))
    desk.post("/log-in")(limiter.limit(
        Limit(LOG_INS, entry.by_browser), Limit(LOG_INS_OF_STRANGERS, entry.by_strange_address),
    )(entry.log_in))
    desk.get("/counters")(entry.counters)
    desk.post("/counters")(entry.sit_down)
    parts = DeskParts(ctx, feed, seen, entry)
    for section in SECTIONS:
        section.register(desk, parts)
    return desk
