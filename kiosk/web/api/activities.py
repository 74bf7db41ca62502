"""/api/v1/activities: what takes place this week and the next."""

from __future__ import annotations

from kiosk.actions import activities
from kiosk.actions.activities.results import SessionNow
from kiosk.context import AppContext
from kiosk.web.api.records import Record, instant, text, time_span


def activities_told(ctx: AppContext) -> Record:
    """The sessions from today until the end of the next week, soonest first."""
    now = activities.activities_now(ctx)
    return {"at": instant(now.now), "sessions": [_session(one) for one in now.sessions]}


def _session(one: SessionNow) -> Record:
    return {
        "id": one.session.id,
        "activity": one.activity.id,
        "kind": one.activity.kind,
        "title": text(one.activity.title),
        **time_span(one.session.starts_at, one.session.ends_at),
        "moved_from": instant(one.session.was_at),
        "where": text(one.where),
        "team": text(one.team),
        "status": one.status,
        "bookable": one.activity.is_booked,
        "capacity": one.activity.capacity,
        "left": one.left,
        "waiting_groups": one.waiting,
        "registration_opens": one.opens_on.isoformat(),
    }
