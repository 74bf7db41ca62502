"""/api/v1/opening: whether the centre is open, and its hours of the week to come."""

from __future__ import annotations

from datetime import timedelta

from kiosk.actions.content import centre
from kiosk.context import AppContext
from kiosk.domain.calendar import opening
from kiosk.web.api.records import Record, door, hours, instant, note, text

DAYS = 7


def opening_told(ctx: AppContext) -> Record:
    """How the centre's door stands."""
    guide, now = centre.guide(ctx), ctx.clock()
    table = guide.timetable
    days = [now.date() + timedelta(days=n) for n in range(DAYS)]
    return {
        "at": instant(now),
        "centre": text(guide.centre.centre),
        **door(opening(table, now)),
        "days": [{"date": day.isoformat(), "hours": hours(table.on(day)),
                  "note": note(ctx, table.note_on(day))} for day in days],
    }
