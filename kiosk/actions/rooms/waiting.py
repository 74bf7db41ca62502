"""The waiting list of the rooms: standing in line, and what becomes free kept for the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from db import bookings, claims, journal, rooms, waiting
from db.database import Change, Session
from db.sealed import Seal
from kiosk.actions.rooms.answers import BookingRequest, WaitView
from kiosk.actions.rooms.looking import known, offered, table_of, taken_on
from kiosk.context import Lobby
from kiosk.domain.bookings import (
    MOST_LIVE,
    OFFER_LASTS,
    Booking,
    Phase,
    Source,
    Waiting,
    WaitState,
)
from kiosk.domain.claims import Claim, ClaimState, check, left
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import How, Room, is_open, slot_at, slots_of

PHASES = {
    WaitState.WAITING: Phase.WAITING, WaitState.OFFERED: Phase.OFFERED,
    WaitState.LEFT: Phase.CANCELLED, WaitState.LAPSED: Phase.LAPSED,
}


def wait(lobby: Lobby, asked: BookingRequest) -> WaitView:
    """Stands in line for a time that is taken; the same `key` is the same place in line.

    Refuses with `no_such_room`, `not_booked` (one walks in, or the house decides),
    `no_such_time` (over), `there_is_room`, `enough_booked` (most), and as `check` does for what
    could not be booked either.
    """
    with lobby.database.change() as change:
        before = waiting.by_request(change, asked.key)
        if before:
            return view(lobby, change, before)
        now, room = lobby.clock(), offered(change, asked.room_id)
        if room.how is not How.SLOTS:
            raise Refusal("not_booked")
        day = (asked.begins or now).date()
        taken = taken_on(change, room, day, now)
        slot = asked.begins and slot_at(
            slots_of(room, table_of(change, room), day, taken, now), asked.begins
        )
        if not slot or slot.begins <= now:
            raise Refusal("no_such_time")
        check(room.resource, slot.begins, slot.ends, asked.places, now)
        if slot.left >= asked.places:
            raise Refusal("there_is_room")
        holder = Seal(lobby.secret).mark(asked.browser) if asked.browser else None
        mine = [one for one in waiting.lines(change) if holder and one.holder == holder]
        if len(mine) >= MOST_LIVE:
            raise Refusal("enough_booked", most=MOST_LIVE)
        made = Waiting(
            lobby.codes(), room.id, slot.begins, slot.ends, asked.places, holder, now
        )
        waiting.add(change, made, asked.key)
        journal.write(change, now, str(asked.source), "wait_for_room", room=room.id)
        return view(lobby, change, made)


def follow_waiting(lobby: Lobby, code: str) -> WaitView:
    """A place in line as it stands now. Refuses with `no_such_booking`."""
    with lobby.database.session() as session:
        return view(lobby, session, _of_code(session, code))


def leave_line(lobby: Lobby, code: str) -> WaitView:
    """不等了. Twice is once. Refuses with `no_such_booking`, `claim_changed` (it was offered)."""
    with lobby.database.change() as change:
        mine = _of_code(change, code)
        if mine.state is not WaitState.LEFT:
            waiting.become(change, mine, WaitState.LEFT)
            mine = replace(mine, state=WaitState.LEFT)
            journal.write(change, lobby.clock(), "holder", "leave_line", room=mine.room_id)
        return view(lobby, change, mine)


def view(lobby: Lobby, session: Session, mine: Waiting) -> WaitView:
    """A place in line as whoever waits sees it."""
    line = [
        one.code for one in waiting.lines(session)
        if (one.room_id, one.begins) == (mine.room_id, mine.begins)
    ]
    place = line.index(mine.code) + 1 if mine.code in line else 0
    return WaitView(
        session.version, lobby.clock(), mine, known(session, mine.room_id), PHASES[mine.state],
        place, lobby.settings.link(f"/b/{mine.code}"),
    )


def offer_free(lobby: Lobby, change: Change, now: datetime) -> None:
    """Keeps what is free for the first in each line who has room there, however it became so;
    whoever waits for what is too late to be had waits no longer.

    The clock does this. Every deed that gives a place back, or takes one, does it in its own
    transaction too: whoever waits goes before whoever comes.
    """
    for mine, state in due_in_line(change, now):
        waiting.become(change, mine, state)
        if state is WaitState.OFFERED:
            _offer(lobby, change, known(change, mine.room_id), mine, now)


def due_in_line(session: Session, now: datetime) -> Iterator[tuple[Waiting, WaitState]]:
    """Who waits no longer, and why. It looks anew for each of them: what was offered meanwhile
    to one is not there for the next."""
    for mine in waiting.lines(session):
        room = rooms.room(session, mine.room_id)
        if room is None or mine.begins <= now or mine.begins < now + room.lead:
            yield mine, WaitState.LAPSED
        elif is_to_be_had(session, room, mine.begins, mine.ends) and _has_room(session, room, mine):
            yield mine, WaitState.OFFERED


def is_to_be_had(session: Session, room: Room, begins: datetime, ends: datetime) -> bool:
    """Whether a room gives times away at all, and is open all through this one."""
    return room.is_booked and not room.hidden and is_open(table_of(session, room), begins, ends)


def _has_room(session: Session, room: Room, mine: Waiting) -> bool:
    taken = claims.taken(session, room.id, mine.begins - room.before, mine.ends + room.after)
    return left(room.resource, taken, mine.begins, mine.ends) >= mine.places


def _offer(lobby: Lobby, change: Change, room: Room, mine: Waiting, now: datetime) -> None:
    claim = Claim(0, mine.code, room.id, mine.begins, mine.ends, mine.places, ClaimState.HELD)
    claim = claims.add(change, claim, room.resource, f"offer {mine.code}")
    until = min(now + OFFER_LASTS, mine.begins)
    bookings.add(change, Booking(
        claim, 0, Source.PHONE, mine.holder, "", "", until, now, now, 0,
    ))
    journal.write(change, now, "house", "offer_room", claim=claim.id, room=room.id)


def _of_code(session: Session, code: str) -> Waiting:
    found = waiting.by_code(session, code)
    if found is None:
        raise Refusal("no_such_booking")
    return found
