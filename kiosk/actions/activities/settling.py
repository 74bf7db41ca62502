"""Dates of activities that a change of the centre ends: the room is shut then, or the activity is
out of sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from db.reservations import bookings
from kiosk.actions.acting import Act
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.actions.activities.planning import free_room, has_people
from kiosk.actions.activities.telling import tell_out
from kiosk.actions.reservations import call_off
from kiosk.actions.reservations.sessions import A_MOMENT
from kiosk.actions.reservations.settling import (
    AHEAD,
    Settling,
    end_bookings,
    ended_bookings,
    ended_uses,
)
from kiosk.actions.rooms.area import ROOMS
from kiosk.domain.activities.activities import ACTIVITIES, Session, SessionState
from kiosk.domain.reservations.settling import EndedUse


def call_off_session(act: Act, session: Session, reason: str) -> int:
    """Calls a session off, with the reason; its room is free again. Returns how many registrations
    it was."""
    free_room(act, session)
    cancelled = replace(
        session, state=SessionState.CANCELLED, reason=reason, room="", room_booking=None)
    stored.change(act.tx, cancelled, act.now)
    tell_out(act, AREA_OF_ACTIVITIES.known(act.tx, session.resource_id), cancelled)
    told = call_off(AREA_OF_ACTIVITIES, act, session.resource_id, session.starts_at, reason)
    act.log("cancel_session", session=session.id, activity=session.resource_id, bookings=told)
    return told


def _find(act: Act, since: datetime) -> tuple[EndedUse, ...]:
    sessions = _ended(act.tx, since)
    gone = {(one.resource_id, one.starts_at) for one in sessions}
    left = [one for one in ended_bookings(AREA_OF_ACTIVITIES, act.tx, since)
            if (one.reservation.resource_id, one.reservation.starts_at) not in gone]
    return (*(_use(act, one) for one in sessions), *ended_uses(AREA_OF_ACTIVITIES, act, left))


def _end(act: Act, since: datetime, reason: str) -> None:
    for one in _ended(act.tx, since):
        call_off_session(act, one, reason)
    end_bookings(AREA_OF_ACTIVITIES, act, since, reason)


def _ended(tx: ReadTransaction, since: datetime) -> tuple[Session, ...]:
    """The sessions to come that cannot take place; of what is out of sight those to which somebody
    comes: the plan takes away the others."""
    hidden = {one.id for one in stored.activities(tx) if one.hidden}
    return tuple(one for one in stored.between(tx, since, since + AHEAD) if one.is_planned and (
        _has_no_room(tx, one) or (one.resource_id in hidden and has_people(tx, one))))


def _has_no_room(tx: ReadTransaction, session: Session) -> bool:
    room = ROOMS.find(tx, session.room) if session.room_booking is not None else None
    return room is not None and not ROOMS.is_open(tx, room, session.starts_at, session.ends_at)


def _use(act: Act, session: Session) -> EndedUse:
    booked = bookings.live_in(act.tx, ACTIVITIES, session.resource_id, session.starts_at,
                              session.starts_at + A_MOMENT)
    people = sum(one.reservation.seats for one in booked)
    title = AREA_OF_ACTIVITIES.known(act.tx, session.resource_id).title
    # Who registers or leaves changes what is agreed to.
    changes = session.sequence + len(booked) + sum(one.sequence for one in booked)
    words = act.ctx.words[act.ctx.settings.language]
    return EndedUse(f"session-{session.id}", changes, title, session.starts_at, session.ends_at,
                    words("bookings_end.registered", n=people), people)


SETTLING = Settling(_find, _end)
