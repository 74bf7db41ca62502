"""Keeping the rooms: what the day brings, answering who asked, taking a time back, seeing who."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from db import bookings, journal, rooms
from db.database import Change
from db.database import Session as Reading
from db.sealed import Seal
from kiosk.actions.rooms.arriving import arrived
from kiosk.actions.rooms.booking import SEALED_OF
from kiosk.actions.rooms.desk_answers import DeskBooking, RoomBook, RoomsDesk
from kiosk.actions.rooms.looking import known, rooms_now
from kiosk.actions.rooms.waiting import offer_free
from kiosk.context import Lobby
from kiosk.domain.bookings import Booking, Phase
from kiosk.domain.claims import LONGEST, ClaimState
from kiosk.domain.privacy import masked
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_COUNT, MAY_KEEP_ROOMS, Role, Session

BOOK_DAYS = 14


def rooms_desk(lobby: Lobby, session: Session) -> RoomsDesk:
    """The rooms as the desk sees them. Refuses with `not_allowed`."""
    _may(session, MAY_COUNT)
    standing = rooms_now(lobby)
    with lobby.database.session() as reading:
        now = lobby.clock()
        today = _day(now.date(), now)
        live = bookings.live_in(reading, None, today, today + timedelta(days=1))
        asked = [one for one in bookings.unanswered(reading, now - LONGEST)
                 if one.phase is Phase.ASKED]
        return RoomsDesk(
            reading.version, now, standing.rooms, _seen(lobby, reading, asked),
            _seen(lobby, reading, [one for one in live if one.phase is not Phase.ASKED]),
        )


def room_book(lobby: Lobby, session: Session, room_id: str, first: date | None = None) -> RoomBook:
    """What is booked of a room in the two weeks from a day on, today where none is said.

    Refuses with `not_allowed`, `no_such_room`.
    """
    _may(session, MAY_COUNT)
    with lobby.database.session() as reading:
        now, room = lobby.clock(), known(reading, room_id)
        begins = first or now.date()
        last = begins + timedelta(days=BOOK_DAYS - 1)
        live = bookings.live_in(
            reading, room.id, _day(begins, now), _day(last + timedelta(days=1), now)
        )
        return RoomBook(reading.version, now, room, begins, last, _seen(lobby, reading, live))


def approve(
    lobby: Lobby, session: Session, claim_id: int, seen: int | None = None
) -> None:
    """可以: whoever asked has the room. `seen` is the booking's sequence as the staff saw it: who
    moves it meanwhile is not answered for a time that nobody looked at.

    Refuses with `not_allowed`, `no_such_booking`, `claim_changed`.
    """
    _may(session, MAY_KEEP_ROOMS)
    _answer(lobby, session, claim_id, seen, ClaimState.CONFIRMED)


def refuse(
    lobby: Lobby, session: Session, claim_id: int, reason: str, seen: int | None = None
) -> None:
    """不行, with the reason, which whoever asked reads. Refuses with `reason_missing`, and as
    `approve`."""
    _may(session, MAY_KEEP_ROOMS)
    _answer(lobby, session, claim_id, seen, ClaimState.CANCELLED, _given(reason))


def take_back(
    lobby: Lobby, session: Session, claim_id: int, reason: str, *, all_later: bool = False
) -> int:
    """Takes a booking back, with the reason; of a series also all of its later times.

    Returns how many. Refuses with `not_allowed`, `reason_missing`, `no_such_booking`,
    `claim_changed` (it began, or is no more).
    """
    _may(session, MAY_KEEP_ROOMS)
    reason = _given(reason)
    with lobby.database.change() as change:
        now, booking = lobby.clock(), _of_claim(change, claim_id)
        others = bookings.of_series_with(change, booking) if all_later else ()
        for one in dict.fromkeys((booking, *others)):
            bookings.become(change, one, ClaimState.CANCELLED, now, reason)
            _note(change, now, session, "take_booking_back", one)
        offer_free(lobby, change, now)
        return len({booking, *others})


def let_in(lobby: Lobby, session: Session, claim_id: int) -> None:
    """到了: somebody came and has no phone. Twice is once.

    Refuses with `not_allowed`, `no_such_booking`, and as `arrived`.
    """
    _may(session, MAY_COUNT)
    with lobby.database.change() as change:
        arrived(change, _of_claim(change, claim_id), lobby.clock(), session.actor, "let_in")


def see_who(lobby: Lobby, session: Session, claim_id: int) -> str:
    """The telephone of whoever booked, to call them; that it was looked at is written down.

    Refuses with `not_allowed`, `no_such_booking`, `left_no_phone`.
    """
    _may(session, MAY_KEEP_ROOMS)
    with lobby.database.change() as change:
        booking = _of_claim(change, claim_id)
        sealed = bookings.phone_of(change, booking)
        if sealed is None:
            raise Refusal("left_no_phone")
        _note(change, lobby.clock(), session, "see_who", booking)
        return Seal(lobby.secret).open(sealed, SEALED_OF.format(claim_id))


def _answer(
    lobby: Lobby, session: Session, claim_id: int, seen: int | None, state: ClaimState,
    reason: str = "",
) -> None:
    with lobby.database.change() as change:
        now, booking = lobby.clock(), _of_claim(change, claim_id)
        if booking.phase is not Phase.ASKED or seen not in (None, booking.sequence):
            raise Refusal("claim_changed")
        bookings.become(change, booking, state, now, reason)
        _note(change, now, session, "refuse_booking" if reason else "approve_booking", booking)
        offer_free(lobby, change, now)


def _seen(lobby: Lobby, reading: Reading, found: Collection[Booking]) -> tuple[DeskBooking, ...]:
    seal, by_id = Seal(lobby.secret), {room.id: room for room in rooms.rooms(reading)}
    seen = []
    for one in found:
        sealed = bookings.phone_of(reading, one)
        phone = masked(seal.open(sealed, SEALED_OF.format(one.claim.id))) if sealed else ""
        seen.append(DeskBooking(one, by_id[one.claim.resource_id], phone))
    return tuple(seen)


def _of_claim(change: Change, claim_id: int) -> Booking:
    booking = bookings.by_claim(change, claim_id)
    if booking is None:
        raise Refusal("no_such_booking")
    return booking


def _given(reason: str) -> str:
    said = " ".join(reason.split())[:60]
    if not said:
        raise Refusal("reason_missing")
    return said


def _day(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time.min, now.tzinfo)


def _may(session: Session, roles: Collection[Role]) -> None:
    if session.account.role not in roles:
        raise Refusal("not_allowed")


def _note(change: Change, now: datetime, session: Session, deed: str, booking: Booking) -> None:
    journal.write(change, now, session.actor, deed, claim=booking.claim.id,
                  room=booking.claim.resource_id)
