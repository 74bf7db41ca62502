"""Arriving at a room: by the sign on its door, by number at the glass, or simply walking in."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from datetime import datetime, time, timedelta

from db import bookings, journal, rooms
from db.database import Change
from db.sealed import Seal
from kiosk.actions.rooms.answers import BookingView
from kiosk.actions.rooms.booking import of_code, view
from kiosk.actions.rooms.looking import known
from kiosk.context import Lobby
from kiosk.domain.bookings import Booking
from kiosk.domain.claims import ClaimState
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import HeadCount
from kiosk.domain.staff.roles import MAY_COUNT, Session
from kiosk.domain.telephones import is_telephone, plain_digits, telephone


def sign_code(lobby: Lobby, room_id: str) -> str:
    """What the sign on a room's door carries: whoever has it stood before the door."""
    signed = hmac.digest(lobby.secret, f"door {room_id}".encode(), hashlib.sha256)
    return b32encode(signed[:20]).decode().lower()


def arrive(lobby: Lobby, code: str, sign: str) -> BookingView:
    """我到了, by the sign on the door. Twice is once.

    Refuses with `no_such_booking`, `wrong_door`, and as `arrived`.
    """
    with lobby.database.change() as change:
        booking = of_code(change, code)
        right = sign_code(lobby, booking.claim.resource_id)
        if not hmac.compare_digest(right.encode(), sign.encode()):
            raise Refusal("wrong_door")
        return view(lobby, change, arrived(change, booking, lobby.clock(), "holder"))


def arrive_at_door(lobby: Lobby, room_id: str, sign: str, typed: str) -> BookingView:
    """我到了, typed before a door by a phone that did not book: with the sign's own code.

    Refuses with `wrong_door`, and as `arrive_by_number`.
    """
    if not hmac.compare_digest(sign_code(lobby, room_id).encode(), sign.encode()):
        raise Refusal("wrong_door")
    return arrive_by_number(lobby, room_id, typed)


def arrive_by_number(lobby: Lobby, room_id: str | None, typed: str) -> BookingView:
    """我到了: by the booking's number, or the telephone it was made with; before the door of one
    room, or at the glass for any of them.

    Refuses with `not_found_here` where today knows no such booking, and as `arrived`.
    """
    with lobby.database.change() as change:
        now = lobby.clock()
        today = datetime.combine(now.date(), time.min, now.tzinfo)
        digits = plain_digits(typed)
        mark = Seal(lobby.secret).mark(telephone(typed)) if is_telephone(typed) else None
        mine = [
            one for one in bookings.live_in(change, room_id, today, today + timedelta(days=1))
            if one.is_meant(digits, mark)
        ]
        if not mine:
            raise Refusal("not_found_here")
        first = next((one for one in mine if one.may_arrive(now)), mine[0])
        return view(lobby, change, arrived(change, first, now, lobby.settings.kiosk_name))


def count_people(
    lobby: Lobby, session: Session, room_id: str, more: int = 0, *, full: bool | None = None
) -> HeadCount:
    """Counts who walked in: so many more or fewer, or 满了 and no longer.

    Refuses with `not_allowed`, `no_such_room`.
    """
    if session.account.role not in MAY_COUNT:
        raise Refusal("not_allowed")
    with lobby.database.change() as change:
        now, room = lobby.clock(), known(change, room_id)
        before = rooms.head_counts(change, now.date()).get(room.id, HeadCount())
        people = min(max(before.people + more, 0), room.capacity)
        counted = HeadCount(people, before.full if full is None else full)
        rooms.count(change, room.id, now.date(), counted)
        journal.write(change, now, session.actor, "count_people", room=room.id,
                      people=counted.people, full=counted.full)
        return counted


def arrived(
    change: Change, booking: Booking, now: datetime, actor: str, deed: str = "arrive"
) -> Booking:
    """The booking of somebody who is there, by whichever way they said so. Twice is once.

    Refuses with `not_agreed` (the house has not answered), `not_yet` (opens: from when on),
    `claim_changed`.
    """
    if booking.claim.state is ClaimState.ARRIVED:
        return booking
    booking.check_arrival(now)
    booking = bookings.become(change, booking, ClaimState.ARRIVED, now)
    journal.write(change, now, actor, deed, claim=booking.claim.id,
                  room=booking.claim.resource_id)
    return booking
