"""Giving the plan of the activities its rows: each coming session one, with the room it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from db.reservations import bookings, waitlist
from kiosk.actions.acting import SYSTEM, Act
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.actions.reservations import Conflict, conflict, give_up_whole, take_whole
from kiosk.actions.reservations.area import midnight
from kiosk.actions.reservations.sessions import A_MOMENT
from kiosk.actions.rooms.area import ROOMS
from kiosk.context import AppContext
from kiosk.domain.activities.activities import (
    ACTIVITIES,
    Activity,
    PlanChanges,
    Session,
    SessionState,
    plan_changes,
)
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import LONGEST, Occupancy
from kiosk.domain.reservations.series import InTheWay

# The room that the staff wrote is no room of the centre any more.
NO_ROOM = Conflict(InTheWay.SHUT, "", ())


def plan_due(ctx: AppContext) -> None:
    """Brings the sessions of the next six weeks into line with the plan: what is missing is added
    with its room in the same transaction, and is blocked, offered to nobody, where the room is not
    to be had; it is planned as soon as the room is.

    It looks first and writes only what it found due. Raises StorageDown.
    """
    with ctx.database.read() as tx:
        is_due = any(_changes(tx, one, ctx.clock()) for one in stored.activities(tx))
    if is_due:
        with AREA_OF_ACTIVITIES.acting(ctx, SYSTEM) as act:
            act.without_event("another process may have done it")
            for activity in stored.activities(act.tx):
                _bring_into_line(act, activity)


def new_session(
    act: Act, activity: Activity, starts_at: datetime, ends_at: datetime, *, is_extra: bool
) -> Session:
    """Writes a session with its room, both or none.

    Refuses with `session_there` (the activity has one then), `in_the_way` (conflict).
    """
    verify_alone(act.tx, activity, starts_at, ends_at)
    room = take_room(act, activity, starts_at, ends_at)
    return stored.add(act.tx, _fresh(act, activity, (starts_at, ends_at), room, is_extra=is_extra))


def take_room(
    act: Act, activity: Activity, starts_at: datetime, ends_at: datetime
) -> int | None:
    """Reserves the room that an activity takes, for a time; None where it takes none. Refuses with
    `in_the_way` (conflict)."""
    if not activity.takes_room:
        return None
    room = ROOMS.find(act.tx, activity.room)
    if room is None:
        raise Refusal("in_the_way", conflict=NO_ROOM)
    return take_whole(ROOMS, act, room, starts_at, ends_at, activity.title.zh).id


def free_room(act: Act, session: Session) -> None:
    """The room of a session is free again."""
    if session.room_booking is not None:
        give_up_whole(ROOMS, act, session.room_booking)


def verify_alone(
    tx: ReadTransaction, activity: Activity, starts_at: datetime, ends_at: datetime,
    but: Session | None = None,
) -> None:
    """Refuses with `session_there` where another session of the activity takes place then: its
    places would be the same."""
    wanted = Occupancy(starts_at, ends_at)
    there = stored.planned_ones(tx, activity.id, starts_at - LONGEST, ends_at)
    if any(wanted.meets(Occupancy(one.starts_at, one.ends_at)) for one in there
           if but is None or one.id != but.id):
        raise Refusal("session_there")


def room_conflict(
    tx: ReadTransaction, activity: Activity, session: Session, now: datetime
) -> Conflict | None:
    """Why a session has no room, None where it could have it now."""
    room = ROOMS.find(tx, activity.room)
    if room is None:
        return NO_ROOM
    return conflict(ROOMS, tx, room, (session.starts_at, session.ends_at), now)


def has_people(tx: ReadTransaction, session: Session) -> bool:
    """Whether somebody has registered for a session, or waits for it."""
    return bool(
        bookings.live_in(tx, ACTIVITIES, session.resource_id, session.starts_at,
                         session.starts_at + A_MOMENT)
        or waitlist.line(tx, ACTIVITIES, session.resource_id, session.starts_at))


def _changes(tx: ReadTransaction, activity: Activity, now: datetime) -> PlanChanges:
    """What is due of an activity. A room that cannot be had is not due."""
    there = stored.of_plan(tx, activity.id, midnight(now.date()))
    found = plan_changes(
        activity, there, {one.id for one in there if has_people(tx, one)}, now)
    return replace(found, reroom=tuple(
        one for one in found.reroom
        if not activity.takes_room or room_conflict(tx, activity, one, now) is None))


def _bring_into_line(act: Act, activity: Activity) -> None:
    found = _changes(act.tx, activity, act.now)
    for one in found.withdraw:
        free_room(act, one)
        stored.withdraw(act.tx, one)
    for one in found.reroom:
        free_room(act, one)
        room = take_room(act, activity, one.starts_at, one.ends_at)
        stored.change(act.tx, replace(
            one, state=SessionState.PLANNED, room_booking=room,
            room=activity.room if room else ""), act.now)
    for time in found.add:
        try:
            with act.tx.savepoint():
                new_session(act, activity, *time, is_extra=False)
        except Refusal:
            blocked = _fresh(act, activity, time, None, is_extra=False)
            stored.add(act.tx, replace(blocked, state=SessionState.BLOCKED))
    if found:
        act.log("plan_activity", activity=activity.id, added=len(found.add),
                withdrawn=len(found.withdraw), rooms=len(found.reroom))


def _fresh(
    act: Act, activity: Activity, time: tuple[datetime, datetime], room: int | None, *,
    is_extra: bool,
) -> Session:
    return Session(
        0, activity.id, time[0], *time, SessionState.PLANNED, is_extra, None, "",
        activity.room if room else "", room, 0, act.now, 0,
    )
