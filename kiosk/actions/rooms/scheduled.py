"""What falls due in the rooms, with a mark on this machine that it was looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from db.reservations import bookings, waitlist
from kiosk.actions import reservations
from kiosk.actions.rooms.area import ROOMS
from kiosk.area import HealthPart, RetentionRule, noted
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE

# Longer ago than this, while the pages run, something is wrong.
LATE = timedelta(minutes=3)
RETENTION = RetentionRule(
    "bookings", ROOMS.rules.kept.days, "forget_bookings", "bookings",
    lambda session, before: (bookings.to_forget(session, ROOMS.name, before)
                             or waitlist.to_forget(session, ROOMS.name, before)),
    ("booking", "waitlist_entry"),
)


def run_due(ctx: AppContext) -> float:
    """What the engine does, and a mark that it was done here."""
    pause = reservations.run_due(ROOMS, ctx)
    mark = _mark(ctx)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return pause


def last_round(ctx: AppContext) -> datetime | None:
    """When this machine last looked at what is due, by its own clock; None where it never did."""
    mark = _mark(ctx)
    return datetime.fromtimestamp(mark.stat().st_mtime, ZONE) if mark.exists() else None


def health(ctx: AppContext, serving: bool) -> list[HealthPart]:
    """When what falls due in the rooms was last looked at."""
    last = last_round(ctx)
    notes = noted("round", at=last) if last else noted("no_round")
    if not serving:
        return [HealthPart("rooms", True, (*notes, *noted("pages_off")))]
    return [HealthPart("rooms", last is not None and ctx.clock() - last <= LATE, notes)]


def _mark(ctx: AppContext) -> Path:
    # A file, not a row: every change of a row is news, which would wake each phone that waits.
    return ctx.settings.data / "rooms.round"
