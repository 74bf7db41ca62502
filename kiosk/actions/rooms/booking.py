"""Booking a room, and what whoever booked does with it: follow, move, cancel, give back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from db import bookings, claims, journal, rooms
from db.database import Change, Session
from db.sealed import Seal
from kiosk.actions.rooms.answers import BookingRequest, BookingView
from kiosk.actions.rooms.looking import known, offered, table_of, taken_on
from kiosk.actions.rooms.waiting import is_to_be_had, offer_free
from kiosk.context import Lobby
from kiosk.domain.bookings import MOST_LIVE, TOO_SHORT, Booking, Phase, Source
from kiosk.domain.claims import Claim, ClaimState, check, left, nearest_free
from kiosk.domain.privacy import ROOMS_NOTICE
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import Room, Slot, slot_at, slots_of
from kiosk.domain.telephones import telephone

# Where what is personal of a booking is sealed to.
SEALED_OF = "booking {}"


def book(lobby: Lobby, asked: BookingRequest) -> BookingView:
    """Books a time of a room; the same `key` is the same booking however often it comes.

    Refuses with `no_such_room`, `not_booked` (one simply walks in), as `telephone` does,
    `no_such_time` (over, or the room is shut then), `too_far_ahead`, `too_late_to_claim`,
    `too_many_places`, `enough_booked` (most), `just_taken` (free: up to three near times that
    have room), `no_number_left`. Raises StorageDown when nothing was booked.
    """
    if asked.phone is not None:
        asked = replace(asked, phone=telephone(asked.phone))
    with lobby.database.change() as change:
        known_one = bookings.by_request(change, asked.key)
        if known_one:
            return view(lobby, change, known_one)
        now, room = lobby.clock(), _bookable(change, asked.room_id)
        begins, ends = _time(change, room, asked.begins, now)
        if asked.places > room.most:
            raise Refusal("too_many_places", most=room.most)
        check(room.resource, begins, ends, asked.places, now)
        holder = _holder(lobby, asked)
        if holder and len(bookings.live_of(change, holder, now)) >= MOST_LIVE:
            raise Refusal("enough_booked", most=MOST_LIVE)
        offer_free(lobby, change, now)
        _room_for(change, room, begins, ends, asked.places, now)
        return _write(lobby, change, room, asked, holder, (begins, ends), now)


def follow(lobby: Lobby, code: str) -> BookingView:
    """A booking as it stands now. Refuses with `no_such_booking`."""
    with lobby.database.session() as session:
        return view(lobby, session, of_code(session, code))


def move(lobby: Lobby, code: str, begins: datetime) -> BookingView:
    """Another time for the same booking; it keeps its old one where it cannot have it. Where the
    house is asked, it is asked anew: what it agreed to was the old time. Twice is once.

    Refuses with `no_such_booking`, `claim_changed`, `no_such_room`, `not_booked`, `no_such_time`,
    `too_far_ahead`, `too_late_to_claim`, `just_taken` (free), `no_number_left`.
    """
    with lobby.database.change() as change:
        now, booking = lobby.clock(), of_code(change, code)
        claim = booking.claim
        if booking.phase not in (Phase.ASKED, Phase.BOOKED):
            raise Refusal("claim_changed")
        if begins != claim.begins:
            room = _bookable(change, claim.resource_id)
            start, end = _time(change, room, begins, now)
            check(room.resource, start, end, claim.places, now)
            offer_free(lobby, change, now)
            _room_for(change, room, start, end, claim.places, now, but=claim)
            moved = claims.move(change, claim, room.resource, start, end, claim.places)
            booking = bookings.have(change, booking, moved, room.given_as, now)
            _note(change, now, "holder", "move_booking", booking)
            offer_free(lobby, change, now)
        return view(lobby, change, booking)


def cancel(lobby: Lobby, code: str) -> BookingView:
    """不去了，退掉: others may have it. Twice is once.

    Refuses with `no_such_booking`, `claim_changed` (it began, or was released).
    """
    return _end(lobby, code, ClaimState.CANCELLED, "cancel_booking")


def give_back(lobby: Lobby, code: str) -> BookingView:
    """用完了: whoever is there leaves early, and the rest is free. Twice is once.

    Refuses with `no_such_booking`, `claim_changed`.
    """
    return _end(lobby, code, ClaimState.FINISHED, "give_back")


def take_offer(lobby: Lobby, code: str) -> BookingView:
    """我要: what was kept for the first in line is booked, or asked for. Twice is once.

    Refuses with `no_such_booking`, `claim_changed` (the time to answer is over),
    `shut_meanwhile` (the house is not open then any more), `no_number_left`.
    """
    with lobby.database.change() as change:
        now, booking = lobby.clock(), of_code(change, code)
        if booking.phase not in (Phase.ASKED, Phase.BOOKED):
            if booking.phase is not Phase.OFFERED or booking.offer_is_over(now):
                raise Refusal("claim_changed")
            claim, room = booking.claim, known(change, booking.claim.resource_id)
            if not is_to_be_had(change, room, claim.begins, claim.ends):
                raise Refusal("shut_meanwhile")
            booking = bookings.have(change, booking, claim, room.given_as, now)
            _note(change, now, "holder", "take_offer", booking)
        return view(lobby, change, booking)


def view(lobby: Lobby, session: Session, booking: Booking) -> BookingView:
    """A booking as whoever made it sees it."""
    now = lobby.clock()
    return BookingView(
        version=session.version, now=now, booking=booking,
        room=known(session, booking.claim.resource_id), phase=booking.phase,
        may_arrive=booking.may_arrive(now),
        url=lobby.settings.link(f"/b/{booking.claim.code}"),
    )


def of_code(session: Session, code: str) -> Booking:
    """The booking of a page's code. Refuses with `no_such_booking`."""
    booking = bookings.by_code(session, code)
    if booking is None:
        raise Refusal("no_such_booking")
    return booking


def _end(lobby: Lobby, code: str, state: ClaimState, deed: str) -> BookingView:
    with lobby.database.change() as change:
        now, booking = lobby.clock(), of_code(change, code)
        if booking.claim.state is not state:
            booking = bookings.become(change, booking, state, now)
            _note(change, now, "holder", deed, booking)
            offer_free(lobby, change, now)
        return view(lobby, change, booking)


def _bookable(session: Session, room_id: str) -> Room:
    room = offered(session, room_id)
    if not room.is_booked:
        raise Refusal("not_booked")
    return room


def _time(
    session: Session, room: Room, begins: datetime | None, now: datetime
) -> tuple[datetime, datetime]:
    """The time that begins just then; for now the one under way, or with the next where little
    of it is left."""
    day = (begins or now).date()
    found = slots_of(room, table_of(session, room), day, (), now)
    if begins is not None:
        slot = slot_at(found, begins)
        if slot is None:
            raise Refusal("no_such_time")
        return slot.begins, slot.ends
    under_way = [slot for slot in found if slot.begins <= now]
    if not under_way:
        raise Refusal("no_such_time")
    start = now.replace(second=0, microsecond=0)
    return max(start, under_way[0].begins), _until(session, room, under_way[0], found, now)


def _until(
    session: Session, room: Room, slot: Slot, found: tuple[Slot, ...], now: datetime
) -> datetime:
    after = slot_at(found, slot.ends)
    if after is None or slot.ends - now >= TOO_SHORT:
        return slot.ends
    taken = taken_on(session, room, now.date(), now)
    return after.ends if left(room.resource, taken, after.begins, after.ends) else slot.ends


def _room_for(
    change: Change, room: Room, begins: datetime, ends: datetime, places: int, now: datetime,
    but: Claim | None = None,
) -> None:
    """The kind answer: the schema itself has no room for one too many."""
    wide = claims.taken(change, room.id, begins - room.before, ends + room.after, but)
    counted = rooms.head_counts(change, now.date()).get(room.id)
    inside = counted.people if counted and begins <= now else 0
    if not (counted and counted.full and begins <= now) and (
        left(room.resource, wide, begins, ends) - inside >= places
    ):
        return
    taken = taken_on(change, room, begins.date(), now)
    offered = [
        (slot.begins, slot.ends)
        for slot in slots_of(room, table_of(change, room), begins.date(), taken, now)
        if slot.begins > now and slot.begins != begins
    ]
    near = nearest_free(room.resource, taken, offered, begins, places)
    raise Refusal("just_taken", free=tuple(start for start, _ in near))


def _holder(lobby: Lobby, asked: BookingRequest) -> str | None:
    """A mark of whose booking it is; None for somebody who goes in now and left nothing."""
    whose = asked.phone or asked.browser
    return Seal(lobby.secret).mark(whose) if whose else None


def _write(
    lobby: Lobby, change: Change, room: Room, asked: BookingRequest, holder: str | None,
    time: tuple[datetime, datetime], now: datetime,
) -> BookingView:
    state, at_the_door = room.given_as, asked.begins is None and asked.source is Source.GLASS
    if state is ClaimState.CONFIRMED and at_the_door:
        # Nothing is to be confirmed by arriving.
        state = ClaimState.ARRIVED
    claim = Claim(0, lobby.codes(), room.id, *time, asked.places, state)
    claim = claims.add(change, claim, room.resource, asked.key)
    booking = Booking(
        claim, bookings.number_for(change, claim), asked.source, holder, "", "", None, now, now,
        0,
    )
    sealed = asked.phone and Seal(lobby.secret).close(asked.phone, SEALED_OF.format(claim.id))
    bookings.add(change, booking, phone=sealed, notice=ROOMS_NOTICE if asked.phone else None)
    actor = lobby.settings.kiosk_name if asked.source is Source.GLASS else str(asked.source)
    _note(change, now, actor, "book", booking)
    return view(lobby, change, booking)


def _note(change: Change, now: datetime, actor: str, deed: str, booking: Booking) -> None:
    journal.write(change, now, actor, deed, claim=booking.claim.id,
                  room=booking.claim.resource_id)
