"""Activities for tests: a class with few places, a walk-in, one that takes a room."""

from __future__ import annotations

import secrets
import tomllib
from datetime import datetime, timedelta

from db.activities import queries as stored
from kiosk.actions.activities import join, register, run_due
from kiosk.actions.activities.results import Registration
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.activities.activities import Session
from kiosk.domain.reservations.bookings import Source
from tests.support.centre import AFTERNOON
from tests.support.furnished import made_once
from tests.support.rooms import with_rooms

ACTIVITY = """
[[activities]]
id = "{id}"
icon = "flag"
title = {{zh = "{zh}", en = "{id}"}}
about = {{zh = "都来", en = "All come"}}
kind = "{kind}"
first = "{first}"
hours = "{hours}"
every = "week"
entry = "{entry}"
capacity = {capacity}
{more}
"""
# On Saturday, on Friday (the tests' today), and on Saturday in the room 棋牌室.
WRITTEN = (
    ACTIVITY.format(id="papercut", zh="剪纸课", kind="culture", first="2026-10-03",
                    hours="10:00-11:30", entry="slots", capacity=5,
                    more='where = {zh = "大厅", en = "Hall"}')
    + ACTIVITY.format(id="pressure", zh="量血压", kind="health", first="2026-10-02",
                      hours="16:00-17:00", entry="walk_in", capacity=40, more="")
    + ACTIVITY.format(id="chess-club", zh="棋友会", kind="culture", first="2026-10-03",
                      hours="14:00-16:00", entry="slots", capacity=8,
                      more='room = "chess"\ntakes_room = true')
)
# The next session of the class, the one after it, and that of the club.
SATURDAY = (AFTERNOON + timedelta(days=1)).replace(hour=10, minute=0)
NEXT_SATURDAY = SATURDAY + timedelta(days=7)
CLUB = SATURDAY.replace(hour=14)
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\nstartxref\n9\n%%EOF\n"


@made_once
def with_activities(ctx: AppContext, but: str = "") -> AppContext:
    """The context, its centre with rooms and activities, one left out, their sessions planned."""
    with_rooms(ctx)
    there = [one for one in tomllib.loads(WRITTEN)["activities"] if one["id"] != but]
    with ctx.database.write(content=True) as tx:
        stored.seed(tx, {"activities": there})
    run_due(ctx)
    return ctx


def rewritten(ctx: AppContext, activity_id: str, **changes: object) -> None:
    """The staff write an activity anew, some of it changed, and its plan is done."""
    body = next(one for one in tomllib.loads(WRITTEN)["activities"] if one["id"] == activity_id)
    with ctx.database.write(content=True) as tx:
        stored.put(tx, activity_id, body | changes)
    run_due(ctx)


def session_at(ctx: AppContext, starts_at: datetime, activity_id: str = "papercut") -> Session:
    """The session of an activity that takes place, or would, at a time."""
    with ctx.database.read() as tx:
        return next(one for one in stored.of_activity(tx, activity_id, starts_at)
                    if one.starts_at == starts_at)


def asked(
    people: int = 1, starts_at: datetime = SATURDAY, activity_id: str = "papercut",
    **more: str,
) -> BookingRequest:
    """What a group asks for; each from another browser where none is said."""
    return BookingRequest(
        more.get("key", secrets.token_hex(8)), activity_id, starts_at, Source.PHONE, people,
        phone=more.get("phone"),
        browser=None if "phone" in more else more.get("browser", secrets.token_hex(8)))


def registered(ctx: AppContext, people: int = 1, **more: object) -> Registration:
    """A group that registered."""
    return register(ctx, asked(people, **more))  # type: ignore[arg-type]


def waiting(ctx: AppContext, people: int = 1, **more: object) -> Registration:
    """A group that waits."""
    return join(ctx, asked(people, **more))  # type: ignore[arg-type]
