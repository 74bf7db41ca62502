"""Looking at the activities: this week and the next, and one with its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from db.reservations import bookings, waitlist
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.actions.activities.results import ActivitiesNow, ActivityView, SessionNow
from kiosk.actions.reservations.area import midnight
from kiosk.actions.reservations.sessions import A_MOMENT
from kiosk.actions.reservations.waitlist import to_be_had
from kiosk.context import AppContext
from kiosk.domain.activities.activities import (
    ACTIVITIES,
    PLANNED_AHEAD,
    Activity,
    Session,
    SessionState,
    opens_on,
    status,
    week_of,
)
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.places import UNNAMED

WEEK = timedelta(days=7)


def activities_now(ctx: AppContext) -> ActivitiesNow:
    """This week and the next. Raises StorageDown."""
    with ctx.database.read() as tx:
        now = ctx.clock()
        today, monday = now.date(), week_of(now.date())
        found = standing(tx, stored.between(tx, midnight(monday), midnight(monday + 2 * WEEK)), now)
        counts = tuple(sum(one.session.starts_at.date() == day and one.session.is_planned
                           for one in found)
                       for day in (monday + timedelta(days=n) for n in range(7)))
        shown = tuple(one for one in found if one.session.starts_at.date() >= today)
        return ActivitiesNow(tx.version, now, monday, counts, shown, _next(tx, now))


def activity_view(
    ctx: AppContext, activity_id: str, session_id: int | None = None
) -> ActivityView:
    """An activity with one of its sessions: the next where none is said, or it is not of it.

    Refuses with `no_such_activity`.
    """
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        now, activity = ctx.clock(), AREA_OF_ACTIVITIES.offered(tx, activity_id)
        sessions = standing(tx, stored.of_activity(tx, activity_id, midnight(now.date())), now)
        asked = next((one for one in sessions if one.session.id == session_id), None)
        to_come = [one for one in sessions
                   if one.session.is_planned and one.session.ends_at > now]
        stands = asked or next(iter(to_come), None)
        return ActivityView(
            tx.version, now, activity, stands,
            tuple(one for one in to_come if one is not stands and one.session.starts_at > now),
            where_of(tx, activity), team_of(tx, activity),
        )


def standing(
    tx: ReadTransaction, sessions: Sequence[Session], now: datetime
) -> tuple[SessionNow, ...]:
    """How sessions stand, those left out whose room was not to be had or whose activity is not
    offered."""
    offered = {one.id: one for one in stored.activities(tx) if not one.hidden}
    return tuple(
        session_now(tx, offered[one.resource_id], one, now) for one in sessions
        if one.resource_id in offered and one.state is not SessionState.BLOCKED
    )


def session_now(
    tx: ReadTransaction, activity: Activity, session: Session, now: datetime
) -> SessionNow:
    """How a session stands."""
    starts_at, ends_at = session.starts_at, session.ends_at
    live = bookings.live_in(tx, ACTIVITIES, activity.id, starts_at, starts_at + A_MOMENT)
    is_asked = activity.is_booked and session.is_planned and ends_at > now
    left = to_be_had(AREA_OF_ACTIVITIES, tx, activity, starts_at, ends_at, now) if is_asked else 0
    return SessionNow(
        session, activity, status(activity, session, left, now), left,
        sum(one.reservation.seats for one in live),
        len(waitlist.line(tx, ACTIVITIES, activity.id, starts_at)) if is_asked else 0,
        opens_on(activity, session), where_of(tx, activity, session), team_of(tx, activity),
    )


def where_of(tx: ReadTransaction, activity: Activity, session: Session | None = None) -> Text:
    """Where an activity takes place: in the room that a session has, else where the staff wrote."""
    room = (session and session.room) or activity.room
    return stored.names(tx, "room", "title").get(room, activity.where)


def team_of(tx: ReadTransaction, activity: Activity) -> Text:
    """Who holds it."""
    return stored.names(tx, "team", "name").get(activity.team, UNNAMED)


def _next(tx: ReadTransaction, now: datetime) -> SessionNow | None:
    coming = stored.between(tx, now - timedelta(days=1), now + PLANNED_AHEAD)
    found = [one for one in coming if one.is_planned and one.ends_at > now]
    return next(iter(standing(tx, found, now)), None)
