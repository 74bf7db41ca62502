"""Booking a session, and what whoever booked does with it: follow, move, cancel, give back."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.database import ReadTransaction
from db.engine.encryption import Unreadable
from db.reservations import bookings, places, waitlist
from kiosk.actions.acting import Act, acting
from kiosk.actions.decrypted import unreadable
from kiosk.actions.reservations.area import (
    Kind,
    ReservationArea,
    Times,
    event_details,
    occupied_in,
    occupied_on,
)
from kiosk.actions.reservations.results import BookingRequest, BookingView, WaitlistView
from kiosk.actions.reservations.waitlist import (
    follow_waitlist,
    is_to_be_had,
    offer_free,
    queue_slip,
    to_be_had,
    verify_group,
)
from kiosk.actions.slips import slip_state
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking, Phase, Purpose, Source
from kiosk.domain.reservations.places import (
    AccessMode,
    Reservation,
    ReservationState,
    available,
    check,
    is_in_time,
    nearest_free,
)
from kiosk.domain.telephones import telephone

# Instead of a time that was called off, others are looked for so many days around it.
DAYS_AROUND = 4
# What the telephone of a booking is encrypted for, and what a room is asked for.
SEALED_OF, PURPOSE_OF = "booking {}", "purpose {}"


def book(area: ReservationArea[Kind], ctx: AppContext,
         asked: BookingRequest) -> BookingView[Kind]:
    """Books a session; the same `key` is the same booking however often it comes. Refuses as
    `book_within`. Raises StorageDown when nothing was booked."""
    at_screen = asked.source is Source.KIOSK
    with acting(ctx, ctx.settings.kiosk_name if at_screen else str(asked.source)) as act:
        return book_within(area, act, asked)


def book_within(
    area: ReservationArea[Kind], act: Act, asked: BookingRequest
) -> BookingView[Kind]:
    """`book` inside an act that books elsewhere too, with a key of its own for each: all of it
    is had or nothing.

    Refuses with `no_such_resource`, `not_booked` (one simply walks in), as `telephone` does,
    `no_such_time` (over, or no session starts then), `too_far_ahead`, `too_late_to_claim`,
    `too_many_places`, `purpose_missing`, `enough_booked` (most), `just_taken` (free: up to three
    near times that have room), `no_number_left`, `sent_before` (from a phone, whose key was another
    booking's); each in the area's own code.
    """
    with area.refusing():
        if asked.phone is not None:
            asked = replace(asked, phone=telephone(asked.phone))
        known_one = bookings.by_request(act.tx, key_index(act.ctx.secret, asked.key))
        if known_one:
            told = purpose_of(act.ctx, act.tx, known_one)
            act.sent_again("it was booked already",
                           same=_is_that(known_one, asked) and told in (None, asked.purpose),
                           at_screen=asked.source is Source.KIOSK)
            return view(area, act.ctx, act.tx, known_one)
        resource = _bookable(area, act.tx, asked.resource_id)
        time = _time(area, act.tx, resource, asked.starts_at, act.now)
        verify_group(resource, asked.seats)
        check(resource, *time, asked.seats, act.now)
        if _asks_purpose(area, resource) and asked.purpose is None:
            raise Refusal("purpose_missing")
        owner_index, most = _owner_index(act.ctx, asked), area.rules.max_live
        live = bookings.live_of(act.tx, area.name, owner_index, act.now) if owner_index else ()
        if len(live) >= most:
            raise Refusal("enough_booked", most=most)
        offer_free(area, act)
        _verify_room(area, act, resource, time, asked.seats)
        booking = _write(area, act, resource, asked, owner_index, time)
        return view(area, act.ctx, act.tx, booking)


def follow(area: ReservationArea[Kind], ctx: AppContext, code: str) -> BookingView[Kind]:
    """A booking as it stands now. Refuses with `no_such_booking`."""
    with area.reading(ctx) as tx:
        return view(area, ctx, tx, area.by_code(ctx, tx, code))


def followed(
    area: ReservationArea[Kind], ctx: AppContext, code: str
) -> BookingView[Kind] | WaitlistView[Kind]:
    """A booking, or a place in line that has not become one yet. Refuses with `no_such_booking`,
    `booking_past`."""
    try:
        return follow(area, ctx, code)
    except Refusal as refusal:
        if refusal.code != "no_such_booking":
            raise
        return follow_waitlist(area, ctx, code)


def area_of(ctx: AppContext, code: str) -> str:
    """The area of what a page's code opens, a booking or a place in line. Refuses with
    `no_such_booking`."""
    with ctx.database.read() as tx:
        booking = bookings.by_code(tx, hidden(ctx.secret, code))
        entry = None if booking else waitlist.by_code(tx, hidden(ctx.secret, code))
    if entry is not None:
        return entry.area
    if booking is None:
        raise Refusal("no_such_booking")
    return booking.reservation.area


def move(
    area: ReservationArea[Kind], ctx: AppContext, code: str, starts_at: datetime
) -> BookingView[Kind]:
    """Another time for the same booking; it keeps its old one where it cannot have it. Where the
    centre is asked, it is asked anew: what it agreed to was the old time. Twice is once.

    Refuses with `no_such_booking`, `claim_changed`, `no_such_resource`, `not_booked`,
    `no_such_time`, `too_far_ahead`, `too_late_to_claim`, `just_taken` (free), `no_number_left`.
    """
    with area.acting(ctx, "holder") as act:
        booking = area.by_code(ctx, act.tx, code)
        old = booking.reservation
        if booking.phase not in (Phase.ASKED, Phase.BOOKED):
            raise Refusal("claim_changed")
        if starts_at == old.starts_at:
            act.without_event("it is at that time already")
        else:
            resource = _bookable(area, act.tx, old.resource_id)
            time = _time(area, act.tx, resource, starts_at, act.now)
            check(resource, *time, old.seats, act.now)
            offer_free(area, act)
            _verify_room(area, act, resource, time, old.seats, but=old)
            moved = places.move(act.tx, old, resource, *time, old.seats)
            booking = area.have(act, booking, moved, resource.first_state)
            waitlist.pass_over(act.tx, area.name, resource.id, time[0])
            act.log("move_booking", **event_details(booking))
            offer_free(area, act)
        return view(area, ctx, act.tx, booking)


def change_seats(
    area: ReservationArea[Kind], ctx: AppContext, code: str, seats: int
) -> BookingView[Kind]:
    """More or fewer people in the same booking; it keeps its places where it cannot have more.
    Twice is once.

    Refuses with `no_such_booking`, `claim_changed` (it began, or is no more), `no_such_resource`,
    `not_booked`, `too_many_places` (most), `just_taken` (free); ValueError for less than one.
    """
    with area.acting(ctx, "holder") as act:
        booking = area.by_code(ctx, act.tx, code)
        old = booking.reservation
        if booking.phase not in (Phase.ASKED, Phase.BOOKED) or old.starts_at <= act.now:
            raise Refusal("claim_changed")
        if seats == old.seats:
            act.without_event("they are as many already")
        else:
            resource, time = _bookable(area, act.tx, old.resource_id), (old.starts_at, old.ends_at)
            verify_group(resource, seats)
            check(replace(resource, min_notice=timedelta()), *time, seats, act.now)
            offer_free(area, act)
            if seats > old.seats:
                _verify_room(area, act, resource, time, seats, but=old)
                waitlist.pass_over(act.tx, area.name, resource.id, old.starts_at)
            changed = places.move(act.tx, old, resource, *time, seats)
            booking = bookings.changed(act.tx, replace(booking, reservation=changed), act.now)
            act.log("change_seats", **event_details(booking), seats=seats)
            offer_free(area, act)
        return view(area, ctx, act.tx, booking)


def cancel(area: ReservationArea[Kind], ctx: AppContext, code: str) -> BookingView[Kind]:
    """不去了，退掉: others may have it. Twice is once.

    Refuses with `no_such_booking`, `claim_changed` (it began, or was released).
    """
    return _end(area, ctx, code, ReservationState.CANCELLED, "cancel_booking")


def give_back(area: ReservationArea[Kind], ctx: AppContext, code: str) -> BookingView[Kind]:
    """用完了: whoever is there leaves early, and the rest is free. Twice is once.

    Refuses with `no_such_booking`, `claim_changed`.
    """
    return _end(area, ctx, code, ReservationState.FINISHED, "give_back")


def take_offer(area: ReservationArea[Kind], ctx: AppContext, code: str) -> BookingView[Kind]:
    """我要: what was held for the first of the waiting list is booked, or asked for. Twice is once.
    Refuses as `take_within`."""
    with area.acting(ctx, "holder") as act:
        return take_within(area, act, code)


def take_within(area: ReservationArea[Kind], act: Act, code: str) -> BookingView[Kind]:
    """`take_offer` inside an act that does more with it.

    Refuses with `no_such_booking`, `claim_changed` (the time to answer is over),
    `shut_meanwhile` (the resource is not open then any more), `no_number_left`.
    """
    booking = area.by_code(act.ctx, act.tx, code)
    if booking.phase in (Phase.ASKED, Phase.BOOKED):
        act.without_event("it was taken already")
    else:
        if booking.phase is not Phase.OFFERED or booking.offer_is_over(act.now):
            raise Refusal("claim_changed")
        held = booking.reservation
        resource = area.known(act.tx, held.resource_id)
        if not is_to_be_had(area, act.tx, resource, held.starts_at, held.ends_at):
            raise Refusal("shut_meanwhile")
        booking = area.have(act, booking, held, resource.first_state)
        act.log("take_offer", **event_details(booking))
    return view(area, act.ctx, act.tx, booking)


def other_times(
    area: ReservationArea[Kind], ctx: AppContext, booking: Booking
) -> Times:
    """Up to three times near to that of a booking which could be had instead, on the days around
    it; none where it is over, or the resource gives no times."""
    had, now = booking.reservation, ctx.clock()
    with area.reading(ctx) as tx:
        resource = area.known(tx, had.resource_id)
        if not resource.is_booked or resource.hidden or had.ends_at <= now:
            return ()
        first = max(had.starts_at.date() - timedelta(days=1), now.date())
        last = min(first + timedelta(days=DAYS_AROUND),
                   now.date() + timedelta(days=resource.max_days_ahead))
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        offered = [one for day in days for one in area.sessions(tx, resource, day)
                   if one[0] > now and is_in_time(resource, one[0], now)
                   and to_be_had(area, tx, resource, *one, now) >= had.seats]
        return nearest_free(resource, (), offered, had.starts_at, had.seats)


def view(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, booking: Booking
) -> BookingView[Kind]:
    """A booking as whoever made it sees it, the code of its page among it."""
    now, reservation = ctx.clock(), booking.reservation
    reservation = replace(reservation, code=shown(ctx.secret, reservation.code))
    return BookingView(
        version=tx.version, now=now, booking=replace(booking, reservation=reservation),
        resource=area.known(tx, reservation.resource_id), phase=booking.phase,
        may_check_in=area.rules.may_check_in(booking, now),
        url=area.link(ctx, reservation.code), slip=slip_state(tx, area.name, reservation.id),
    )


def _end(
    area: ReservationArea[Kind], ctx: AppContext, code: str, state: ReservationState, event: str
) -> BookingView[Kind]:
    with area.acting(ctx, "holder") as act:
        booking = area.by_code(ctx, act.tx, code)
        if booking.reservation.state is state:
            act.without_event("it has ended already")
        else:
            booking = bookings.become(act.tx, booking, state, act.now)
            act.log(event, **event_details(booking))
            offer_free(area, act)
        return view(area, ctx, act.tx, booking)


def _bookable(area: ReservationArea[Kind], tx: ReadTransaction, resource_id: str) -> Kind:
    resource = area.offered(tx, resource_id)
    if not resource.is_booked:
        raise Refusal("not_booked")
    return resource


def purpose_of(ctx: AppContext, tx: ReadTransaction, booking: Booking) -> Purpose | None:
    """What a room was asked for; None where nobody was asked, or it is deleted or unreadable."""
    encrypted, of = bookings.purpose_of(tx, booking), PURPOSE_OF.format(booking.reservation.id)
    try:
        return Purpose(**json.loads(ctx.vault.decrypt(encrypted, of))) if encrypted else None
    except Unreadable:
        return Purpose(unreadable(ctx), 1, "")


def _asks_purpose(area: ReservationArea[Kind], resource: Kind) -> bool:
    return area.asks_purpose and resource.access is AccessMode.APPROVAL


def _is_that(booking: Booking, asked: BookingRequest) -> bool:
    """Whether a booking stands as it is asked for; one for now began before it was made."""
    made = booking.reservation
    return (made.resource_id, made.seats) == (asked.resource_id, asked.seats) and (
        made.starts_at <= booking.made_at if asked.starts_at is None
        else made.starts_at == asked.starts_at)


def _time(
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind,
    starts_at: datetime | None,
    now: datetime,
) -> tuple[datetime, datetime]:
    """The session that starts just then; for now the one under way, or with the next where little
    of it is left."""
    coming = area.coming_sessions(tx, resource, (starts_at or now).date(), now)
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
        until = _with_the_next(tx, resource, until, coming)
    return max(start, under_way[0]), until


def _with_the_next(tx: ReadTransaction, resource: Kind, until: datetime,
                   coming: Times) -> datetime:
    after = next((one for one in coming if one[0] == until), None)
    if after is None or not available(resource, occupied_in(tx, resource, *after), *after):
        return until
    return after[1]


def _verify_room(
    area: ReservationArea[Kind], act: Act, resource: Kind, time: tuple[datetime, datetime],
    seats: int, but: Reservation | None = None,
) -> None:
    """The kind answer: the schema itself has no room for one too many."""
    starts_at = time[0]
    inside = area.walked_in(act.tx, resource, act.now) if starts_at <= act.now else 0
    if to_be_had(area, act.tx, resource, *time, act.now, but) - inside >= seats:
        return
    day = starts_at.date()
    others = [one for one in area.coming_sessions(act.tx, resource, day, act.now)
              if one[0] > act.now and one[0] != starts_at
              and is_in_time(resource, one[0], act.now)]
    near = nearest_free(resource, occupied_on(act.tx, resource, day), others, starts_at, seats)
    raise Refusal("just_taken", free=tuple(start for start, _ in near))


def _owner_index(ctx: AppContext, asked: BookingRequest) -> str | None:
    """What stands for whoever books; None for a telephone that booked nothing yet, and for somebody
    who goes in now and left nothing."""
    if asked.phone:
        return ctx.vault.person_index(asked.phone)
    return ctx.vault.blind_index(asked.browser) if asked.browser else None


def _write(
    area: ReservationArea[Kind], act: Act, resource: Kind, asked: BookingRequest,
    owner_index: str | None, time: tuple[datetime, datetime],
) -> Booking:
    state, goes_in = resource.first_state, asked.starts_at is None and asked.source is Source.KIOSK
    if state is ReservationState.CONFIRMED and goes_in:
        # Nothing is to be confirmed by arriving.
        state = ReservationState.CHECKED_IN
    secret, vault = act.ctx.secret, act.ctx.vault
    if asked.phone:
        owner_index = vault.make_person_index(act.tx, asked.phone)
    code = hidden(secret, act.ctx.codes())
    wanted = Reservation.of(resource, code, *time, asked.seats, state)
    reservation = places.add(act.tx, wanted, resource, key_index(secret, asked.key))
    booking = Booking(
        reservation, area.number_for(act.tx, reservation), asked.source, owner_index, "", "",
        None, act.now, act.now, 0,
    )
    phone = asked.phone and vault.encrypt(
        act.tx, asked.phone, SEALED_OF.format(reservation.id))
    purpose = asked.purpose and _asks_purpose(area, resource) and vault.encrypt(
        act.tx, json.dumps(asdict(asked.purpose)), PURPOSE_OF.format(reservation.id))
    bookings.add(act.tx, booking, phone=phone, purpose=purpose or None,
                 notice=area.notice if asked.phone else None)
    waitlist.pass_over(act.tx, area.name, resource.id, time[0])
    queue_slip(act, area.name, reservation.id, asked)
    act.log("book", **event_details(booking))
    return booking
