"""The waiting list of the rooms: standing in line, and what becomes free kept for the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import groupby

from db import bookings, claims, journal, waiting
from db.database import Change, Session
from db.sealed import Seal
from kiosk.actions.rooms.answers import BookingRequest, WaitView
from kiosk.actions.rooms.looking import known, offered, table_of, taken_on
from kiosk.domain.bookings import (
    MOST_LIVE,
    OFFER_LASTS,
    Booking,
    Phase,
    Source,
    Waiting,
    WaitState,
)
from kiosk.domain.claims import Claim, ClaimState, left
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms import How, Room, slot_at, slots_of
from kiosk.lobby import Lobby

PHASES = {
    WaitState.WAITING: Phase.WAITING, WaitState.OFFERED: Phase.OFFERED,
    WaitState.LEFT: Phase.CANCELLED, WaitState.LAPSED: Phase.LAPSED,
}


def wait(lobby: Lobby, asked: BookingRequest) -> WaitView:
    """Stands in line for a time that is taken; the same `key` is the same place in line.

    Refuses with `no_such_room`, `not_booked` (one walks in, or the house decides),
    `no_such_time` (over), `there_is_room`, `enough_booked` (most).
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
        place, f"{lobby.settings.public_url}/b/{mine.code}",
    )


def offer_free(lobby: Lobby, change: Change, now: datetime) -> None:
    """Keeps what has become free for the first in each line who has room there; whoever waits for
    a time that has begun waits no longer.

    Every deed that gives a place back does this in its own transaction: between the giving back
    and the offer nobody else can come.
    """
    for (room_id, begins), line in groupby(
        waiting.lines(change), key=lambda one: (one.room_id, one.begins)
    ):
        room = known(change, room_id)
        for mine in line:
            if begins <= now:
                waiting.become(change, mine, WaitState.LAPSED)
            elif _has_room(change, room, mine):
                _offer(lobby, change, room, mine, now)


def _has_room(change: Change, room: Room, mine: Waiting) -> bool:
    taken = claims.taken(change, room.id, mine.begins - room.before, mine.ends + room.after)
    return left(room.resource, taken, mine.begins, mine.ends) >= mine.places


def _offer(lobby: Lobby, change: Change, room: Room, mine: Waiting, now: datetime) -> None:
    waiting.become(change, mine, WaitState.OFFERED)
    claim = Claim(0, mine.code, room.id, mine.begins, mine.ends, mine.places, ClaimState.HELD)
    claim = claims.add(change, claim, room.resource, f"offer {mine.code}")
    until = min(now + OFFER_LASTS, mine.begins)
    bookings.add(change, Booking(
        claim, bookings.free_number(change), Source.PHONE, mine.holder, "", "", until, now, now, 0,
    ))
    journal.write(change, now, "house", "offer_room", claim=claim.id, room=room.id)


def _of_code(session: Session, code: str) -> Waiting:
    found = waiting.by_code(session, code)
    if found is None:
        raise Refusal("no_such_booking")
    return found
