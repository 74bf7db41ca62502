"""Booking a session, and what whoever booked does with it: follow, move, cancel, give back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from db.database import Change, Session
from db.reservations import bookings, places
from db.sealed import Seal
from kiosk.actions.reservations.area import (
    Kind,
    ReservationArea,
    Times,
    log,
    occupied_in,
    occupied_on,
)
from kiosk.actions.reservations.results import BookingRequest, BookingView
from kiosk.actions.reservations.waitlist import is_to_be_had, offer_free
from kiosk.context import Lobby
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking, Phase, Source
from kiosk.domain.reservations.places import (
    Reservation,
    ReservationState,
    available,
    blocked,
    check,
    nearest_free,
)
from kiosk.domain.telephones import telephone

# What the telephone of a booking is encrypted for.
SEALED_OF = "booking {}"


def book(area: ReservationArea[Kind], lobby: Lobby, asked: BookingRequest) -> BookingView[Kind]:
    """Books a session; the same `key` is the same booking however often it comes. Refuses as
    `book_within`. Raises StorageDown when nothing was booked."""
    with area.changing(lobby) as change:
        return book_within(area, lobby, change, asked)


def book_within(
    area: ReservationArea[Kind], lobby: Lobby, change: Change, asked: BookingRequest
) -> BookingView[Kind]:
    """`book` inside a transaction that books elsewhere too, with a key of its own for each: all
    of it is had or nothing.

    Refuses with `no_such_resource`, `not_booked` (one simply walks in), as `telephone` does,
    `no_such_time` (over, or no session starts then), `too_far_ahead`, `too_late_to_claim`,
    `too_many_places`, `enough_booked` (most), `just_taken` (free: up to three near times that
    have room), `no_number_left`; each in the area's own code.
    """
    with area.refusing():
        if asked.phone is not None:
            asked = replace(asked, phone=telephone(asked.phone))
        known_one = bookings.by_request(change, asked.key)
        if known_one:
            return view(area, lobby, change, known_one)
        now, resource = lobby.clock(), _bookable(area, change, asked.resource_id)
        time = _time(area, change, resource, asked.starts_at, now)
        if asked.seats > resource.max_per_booking:
            raise Refusal("too_many_places", most=resource.max_per_booking)
        check(resource, *time, asked.seats, now)
        owner_index, most = _owner_index(lobby, asked), area.rules.max_live
        if owner_index and len(bookings.live_of(change, area.name, owner_index, now)) >= most:
            raise Refusal("enough_booked", most=most)
        offer_free(area, lobby, change, now)
        _verify_room(area, change, resource, time, asked.seats, now)
        return _write(area, lobby, change, resource, asked, owner_index, time, now)


def follow(area: ReservationArea[Kind], lobby: Lobby, code: str) -> BookingView[Kind]:
    """A booking as it stands now. Refuses with `no_such_booking`."""
    with area.reading(lobby) as session:
        return view(area, lobby, session, area.by_code(session, code))


def move(
    area: ReservationArea[Kind], lobby: Lobby, code: str, starts_at: datetime
) -> BookingView[Kind]:
    """Another time for the same booking; it keeps its old one where it cannot have it. Where the
    centre is asked, it is asked anew: what it agreed to was the old time. Twice is once.

    Refuses with `no_such_booking`, `claim_changed`, `no_such_resource`, `not_booked`,
    `no_such_time`, `too_far_ahead`, `too_late_to_claim`, `just_taken` (free), `no_number_left`.
    """
    with area.changing(lobby) as change:
        now, booking = lobby.clock(), area.by_code(change, code)
        old = booking.reservation
        if booking.phase not in (Phase.ASKED, Phase.BOOKED):
            raise Refusal("claim_changed")
        if starts_at != old.starts_at:
            resource = _bookable(area, change, old.resource_id)
            time = _time(area, change, resource, starts_at, now)
            check(resource, *time, old.seats, now)
            offer_free(area, lobby, change, now)
            _verify_room(area, change, resource, time, old.seats, now, but=old)
            moved = places.move(change, old, resource, *time, old.seats)
            booking = bookings.have(change, booking, moved, resource.first_state, now)
            log(change, now, "holder", "move_booking", booking)
            offer_free(area, lobby, change, now)
        return view(area, lobby, change, booking)


def cancel(area: ReservationArea[Kind], lobby: Lobby, code: str) -> BookingView[Kind]:
    """不去了，退掉: others may have it. Twice is once.

    Refuses with `no_such_booking`, `claim_changed` (it began, or was released).
    """
    return _end(area, lobby, code, ReservationState.CANCELLED, "cancel_booking")


def give_back(area: ReservationArea[Kind], lobby: Lobby, code: str) -> BookingView[Kind]:
    """用完了: whoever is there leaves early, and the rest is free. Twice is once.

    Refuses with `no_such_booking`, `claim_changed`.
    """
    return _end(area, lobby, code, ReservationState.FINISHED, "give_back")


def take_offer(area: ReservationArea[Kind], lobby: Lobby, code: str) -> BookingView[Kind]:
    """我要: what was held for the first of the waiting list is booked, or asked for. Twice is once.

    Refuses with `no_such_booking`, `claim_changed` (the time to answer is over),
    `shut_meanwhile` (the resource is not open then any more), `no_number_left`.
    """
    with area.changing(lobby) as change:
        now, booking = lobby.clock(), area.by_code(change, code)
        if booking.phase not in (Phase.ASKED, Phase.BOOKED):
            if booking.phase is not Phase.OFFERED or booking.offer_is_over(now):
                raise Refusal("claim_changed")
            held = booking.reservation
            resource = area.known(change, held.resource_id)
            if not is_to_be_had(area, change, resource, held.starts_at, held.ends_at):
                raise Refusal("shut_meanwhile")
            booking = bookings.have(change, booking, held, resource.first_state, now)
            log(change, now, "holder", "take_offer", booking)
        return view(area, lobby, change, booking)


def view(
    area: ReservationArea[Kind], lobby: Lobby, session: Session, booking: Booking
) -> BookingView[Kind]:
    """A booking as whoever made it sees it."""
    now, reservation = lobby.clock(), booking.reservation
    return BookingView(
        version=session.version, now=now, booking=booking,
        resource=area.known(session, reservation.resource_id), phase=booking.phase,
        may_check_in=area.rules.may_check_in(booking, now),
        url=area.link(lobby, reservation.code),
    )


def _end(
    area: ReservationArea[Kind], lobby: Lobby, code: str, state: ReservationState, action: str
) -> BookingView[Kind]:
    with area.changing(lobby) as change:
        now, booking = lobby.clock(), area.by_code(change, code)
        if booking.reservation.state is not state:
            booking = bookings.become(change, booking, state, now)
            log(change, now, "holder", action, booking)
            offer_free(area, lobby, change, now)
        return view(area, lobby, change, booking)


def _bookable(area: ReservationArea[Kind], session: Session, resource_id: str) -> Kind:
    resource = area.offered(session, resource_id)
    if not resource.is_booked:
        raise Refusal("not_booked")
    return resource


def _time(
    area: ReservationArea[Kind], session: Session, resource: Kind, starts_at: datetime | None,
    now: datetime,
) -> tuple[datetime, datetime]:
    """The session that starts just then; for now the one under way, or with the next where little
    of it is left."""
    coming = area.coming_sessions(session, resource, (starts_at or now).date(), now)
    if starts_at is not None:
        time = next((one for one in coming if one[0] == starts_at), None)
        if time is None:
            raise Refusal("no_such_time")
        return time
    under_way = next((one for one in coming if one[0] <= now), None)
    if under_way is None:
        raise Refusal("no_such_time")
    start = now.replace(second=0, microsecond=0)
    until = under_way[1]
    if until - now < area.rules.too_short:
        until = _with_the_next(session, resource, until, coming)
    return max(start, under_way[0]), until


def _with_the_next(session: Session, resource: Kind, until: datetime, coming: Times) -> datetime:
    after = next((one for one in coming if one[0] == until), None)
    if after is None or not available(resource, occupied_in(session, resource, *after), *after):
        return until
    return after[1]


def _verify_room(
    area: ReservationArea[Kind], change: Change, resource: Kind, time: tuple[datetime, datetime],
    seats: int, now: datetime, but: Reservation | None = None,
) -> None:
    """The kind answer: the schema itself has no room for one too many."""
    starts_at = time[0]
    around = places.occupied(change, resource, blocked(resource, *time), but)
    inside = area.walked_in(change, resource, now) if starts_at <= now else 0
    if available(resource, around, *time) - inside >= seats:
        return
    day = starts_at.date()
    others = [one for one in area.coming_sessions(change, resource, day, now)
              if one[0] > now and one[0] != starts_at]
    near = nearest_free(resource, occupied_on(change, resource, day), others, starts_at, seats)
    raise Refusal("just_taken", free=tuple(start for start, _ in near))


def _owner_index(lobby: Lobby, asked: BookingRequest) -> str | None:
    """A mark of whose booking it is; None for somebody who goes in now and left nothing."""
    whose = asked.phone or asked.browser
    return Seal(lobby.secret).mark(whose) if whose else None


def _write(
    area: ReservationArea[Kind], lobby: Lobby, change: Change, resource: Kind,
    asked: BookingRequest, owner_index: str | None, time: tuple[datetime, datetime],
    now: datetime,
) -> BookingView[Kind]:
    state, at_screen = resource.first_state, asked.source is Source.GLASS
    if state is ReservationState.CONFIRMED and asked.starts_at is None and at_screen:
        # Nothing is to be confirmed by arriving.
        state = ReservationState.CHECKED_IN
    wanted = Reservation.of(resource, lobby.codes(), *time, asked.seats, state)
    reservation = places.add(change, wanted, resource, asked.key)
    booking = Booking(
        reservation, bookings.number_for(change, reservation), asked.source, owner_index, "", "",
        None, now, now, 0,
    )
    phone = asked.phone and Seal(lobby.secret).close(
        asked.phone, SEALED_OF.format(reservation.id))
    bookings.add(change, booking, phone=phone, notice=area.notice if asked.phone else None)
    actor = lobby.settings.kiosk_name if at_screen else str(asked.source)
    log(change, now, actor, "book", booking)
    return view(area, lobby, change, booking)
