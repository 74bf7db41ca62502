"""Recurring use of a room by the house, and blocking it: looked at first, then written."""

from __future__ import annotations

from datetime import datetime

from db import bookings, claims, journal, series
from db.database import Change
from db.database import Session as Reading
from kiosk.actions.rooms.desk_answers import SeriesDraft
from kiosk.actions.rooms.looking import known, table_of
from kiosk.context import Lobby
from kiosk.domain.bookings import Booking, Source
from kiosk.domain.claims import Claim, ClaimState, left
from kiosk.domain.drawable import refuse_undrawn
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import Room, is_open
from kiosk.domain.series import InTheWay, Occurrence, Plan, spans_of
from kiosk.domain.staff.roles import MAY_KEEP_ROOMS, Session


def draft(lobby: Lobby, session: Session, plan: Plan) -> SeriesDraft:
    """A plan with all its times and what is in the way of each. Nothing is written.

    Refuses with `not_allowed`, `no_such_room`, `bad_plan` (no rule, no end, no title, or nothing
    in it).
    """
    _may_plan(session)
    with lobby.database.session() as reading:
        return _draft(lobby, reading, plan)


def save(
    lobby: Lobby, session: Session, key: str, plan: Plan, *, but_conflicts: bool = False
) -> int:
    """Writes every time of a plan as a booking of its own, for all places of the room; returns
    how many. The same `key` is the same series however often it comes.

    Refuses as `draft`, and with `conflicts` (n) where some cannot be had and the others alone
    were not asked for: then none is written. Whoever booked before keeps what was booked.
    """
    _may_plan(session)
    with lobby.database.change() as change:
        if series.known(change, key):
            return 0
        found, now = _draft(lobby, change, plan), lobby.clock()
        if found.conflicts and not but_conflicts:
            raise Refusal("conflicts", n=found.conflicts)
        to_have = [one for one in found.times if one.in_the_way is None]
        if not to_have:
            raise Refusal("conflicts", n=found.conflicts)
        made = series.add(change, plan, key, session.account.id, now)
        for one in to_have:
            _write(lobby, change, found.room, plan, one, made, now)
        journal.write(change, now, session.actor, "plan_series", series=made,
                      room=plan.room_id, rule=plan.rule, times=len(to_have))
        return len(to_have)


def _draft(lobby: Lobby, reading: Reading, plan: Plan) -> SeriesDraft:
    room, now = known(reading, plan.room_id), lobby.clock()
    try:
        spans = spans_of(plan)
    except (ValueError, TypeError) as wrong:
        raise Refusal("bad_plan") from wrong
    if not spans or not plan.title.strip():
        raise Refusal("bad_plan")
    refuse_undrawn(plan.title)
    return SeriesDraft(plan, room, tuple(
        Occurrence(begins, ends, _in_the_way(reading, room, begins, ends, now))
        for begins, ends in spans
    ))


def _in_the_way(
    reading: Reading, room: Room, begins: datetime, ends: datetime, now: datetime
) -> InTheWay | None:
    if begins <= now:
        return InTheWay.OVER
    if not is_open(table_of(reading, room), begins, ends):
        return InTheWay.SHUT
    taken = claims.taken(reading, room.id, begins - room.before, ends + room.after)
    free = left(room.resource, taken, begins, ends)
    return None if free == room.capacity else InTheWay.TAKEN


def _write(
    lobby: Lobby, change: Change, room: Room, plan: Plan, one: Occurrence, made: int,
    now: datetime,
) -> None:
    claim = Claim(0, lobby.codes(), room.id, one.begins, one.ends, room.capacity,
                  ClaimState.CONFIRMED)
    claim = claims.add(change, claim, room.resource, claim.code)
    bookings.add(change, Booking(
        claim, 0, Source.SERIES, None, plan.title.strip(), "", None, now, now, 0,
    ), series=made)


def _may_plan(session: Session) -> None:
    if session.account.role not in MAY_KEEP_ROOMS:
        raise Refusal("not_allowed")
