"""The sessions of the activities for calendars: each an event of its own, nobody in it."""

from __future__ import annotations

from datetime import datetime

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.actions.activities.queries import where_of
from kiosk.actions.reservations.feeds import LOOKS_BACK
from kiosk.context import AppContext
from kiosk.devices.documents.calendar_feed import CalendarEvent, feed
from kiosk.domain.activities.activities import PLANNED_AHEAD, Activity, Session, SessionState


def activities_feed(ctx: AppContext, language: str, activity_id: str | None = None) -> bytes:
    """All sessions from a week ago on, of all activities or of one, cancelled ones as such.

    Refuses with `no_such_activity`. Raises StorageDown.
    """
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        known = {one.id: one for one in stored.activities(tx) if not one.hidden}
        one = AREA_OF_ACTIVITIES.offered(tx, activity_id) if activity_id else None
        found = stored.between(tx, ctx.clock() - LOOKS_BACK, _furthest(ctx))
        title = one.title.in_(language) if one else AREA_OF_ACTIVITIES.title(ctx, language)
        return feed(title, [
            _event(ctx, tx, each, known[each.resource_id], language) for each in found
            if each.resource_id in known and (one is None or each.resource_id == one.id)
            and each.state is not SessionState.BLOCKED
        ])


def activities_feed_mark(ctx: AppContext) -> str:
    """What changes whenever the feed does: cheap beside it."""
    with ctx.database.read() as tx:
        return f"{tx.content}-{stored.changes(tx, ctx.clock() - LOOKS_BACK)}"


def _furthest(ctx: AppContext) -> datetime:
    """Further ahead are only sessions that the staff added or moved."""
    return ctx.clock() + 10 * PLANNED_AHEAD


def _event(
    ctx: AppContext, tx: ReadTransaction, session: Session, activity: Activity, language: str
) -> CalendarEvent:
    return CalendarEvent(
        uid=f"{ctx.vault.blind_index(f'session {session.id}')}@jiamenkou",
        begins=session.starts_at, ends=session.ends_at, title=activity.title.in_(language),
        where=where_of(tx, activity, session).in_(language),
        status="CONFIRMED" if session.is_planned else "CANCELLED",
        sequence=session.sequence, changed_at=session.changed_at,
        url=ctx.settings.link(f"/a/{activity.id}"),
    )
