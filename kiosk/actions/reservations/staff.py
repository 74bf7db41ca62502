"""What the staff do with bookings: see them, answer who asked, take back, let in, see who."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from db.engine.database import ReadTransaction
from db.reservations import bookings
from kiosk.actions.acting import Act, allowed
from kiosk.actions.decrypted import readable
from kiosk.actions.reservations.area import Kind, ReservationArea, event_details, midnight
from kiosk.actions.reservations.booking import SEALED_OF, book_within, purpose_of
from kiosk.actions.reservations.check_in import checked_in
from kiosk.actions.reservations.results import BookingRequest, DeskBooking
from kiosk.actions.reservations.waitlist import offer_free
from kiosk.context import AppContext
from kiosk.domain.privacy import masked
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking, Phase
from kiosk.domain.reservations.places import LONGEST, ReservationState
from kiosk.domain.staff.roles import StaffSession

LONGEST_REASON, LONGEST_NUMBER = 60, 6
# So long 撤回 stands beside what was done.
WITHDRAWN_WITHIN = timedelta(minutes=2)


def asked_for(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction
) -> tuple[DeskBooking[Kind], ...]:
    """What people asked for and nobody has answered yet, soonest first."""
    found = bookings.unanswered(tx, area.name, ctx.clock() - LONGEST)
    return as_desk_sees(area, ctx, tx, (one for one in found if one.phase is Phase.ASKED))


def agreed_on(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, day: date
) -> tuple[DeskBooking[Kind], ...]:
    """The live bookings of a day, without what is only asked for, soonest first."""
    found = bookings.live_in(
        tx, area.name, None, midnight(day), midnight(day + timedelta(days=1)))
    return as_desk_sees(area, ctx, tx, (one for one in found if one.phase is not Phase.ASKED))


def numbered(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, number: str
) -> tuple[DeskBooking[Kind], ...]:
    """The live bookings with a number that are not over, on any day; none where it is no number."""
    if not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
        return ()
    found = bookings.numbered(tx, area.name, int(number), ctx.clock())
    return as_desk_sees(area, ctx, tx, (one for one in found if one.reservation.is_live))


def booked_of(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, resource_id: str | None,
    first: date, last: date,
) -> tuple[DeskBooking[Kind], ...]:
    """The live bookings of a resource, or of all, from one day to another, both included, soonest
    first."""
    found = bookings.live_in(
        tx, area.name, resource_id, midnight(first), midnight(last + timedelta(days=1)))
    return as_desk_sees(area, ctx, tx, found)


def approve(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, reservation_id: int,
    seen: int | None = None,
) -> None:
    """可以: whoever asked has it. `seen` is the booking's sequence as the staff saw it: who moves
    it meanwhile is not answered for a time that nobody looked at.

    Refuses with `not_allowed`, `no_such_booking`, `claim_changed`.
    """
    with area.acting(ctx, staff, area.keepers) as act:
        _answer(area, act, reservation_id, seen, ReservationState.CONFIRMED)


def refuse(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, reservation_id: int,
    reason: str, seen: int | None = None,
) -> None:
    """不行, with the reason, which whoever asked reads. Refuses with `reason_missing`, and as
    `approve`."""
    with area.acting(ctx, staff, area.keepers) as act:
        _answer(area, act, reservation_id, seen, ReservationState.CANCELLED, given(reason))


def book_for(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, asked: BookingRequest
) -> Booking:
    """Books for somebody who calls or stands at the desk; the same `key` is the same booking.
    Refuses with `not_allowed`, and as `book_within`."""
    with area.acting(ctx, staff, area.attendants) as act:
        return book_within(area, act, asked).booking


def withdraw(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, reservation_id: int
) -> None:
    """撤回: what was answered is asked anew, what was taken back is booked again, as long as it has
    not begun. Twice is once.

    Refuses with `not_allowed`, `no_such_booking`, `claim_changed` (nothing was answered, or it
    began), `shut_meanwhile`, `just_taken` (others have its time), `no_number_left`.
    """
    with area.acting(ctx, staff, area.keepers) as act:
        booking = area.by_id(act.tx, reservation_id)
        had = booking.reservation
        resource = area.known(act.tx, had.resource_id)
        state = ReservationState.CONFIRMED if booking.is_of_series else resource.first_state
        if had.state is state:
            act.without_event("it is as it was already")
            return
        if booking.phase not in (Phase.BOOKED, Phase.REFUSED) or had.starts_at <= act.now:
            raise Refusal("claim_changed")
        if not area.is_open(act.tx, resource, had.starts_at, had.ends_at):
            raise Refusal("shut_meanwhile")
        area.have(act, replace(booking, reason=""), had, state)
        act.log("withdraw_answer", **event_details(booking))


def answered(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, reservation_id: int
) -> DeskBooking[Kind] | None:
    """A booking that was just answered or taken back, None where that is long ago or cannot be
    withdrawn any more. Refuses with `not_allowed`, `no_such_booking`."""
    allowed(staff, area.keepers)
    with area.reading(ctx) as tx:
        booking, now = area.by_id(tx, reservation_id), ctx.clock()
        is_new = now - booking.changed_at < WITHDRAWN_WITHIN
        answer = booking.phase in (Phase.BOOKED, Phase.REFUSED)
        if not is_new or not answer or booking.reservation.starts_at <= now:
            return None
        return as_desk_sees(area, ctx, tx, (booking,))[0]


def take_back(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, reservation_id: int,
    reason: str, *, all_later: bool = False,
) -> int:
    """Takes a booking back, with the reason; of a series also all of its later times.

    Returns how many. Refuses with `not_allowed`, `reason_missing`, `no_such_booking`,
    `claim_changed` (it began, or is no more).
    """
    with area.acting(ctx, staff, area.keepers) as act:
        reason, booking = given(reason), area.by_id(act.tx, reservation_id)
        others = bookings.of_series_with(act.tx, booking) if all_later else ()
        for one in dict.fromkeys((booking, *others)):
            bookings.become(act.tx, one, ReservationState.CANCELLED, act.now, reason)
            act.log("take_booking_back", **event_details(one))
        offer_free(area, act)
        return len({booking, *others})


def let_in(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, reservation_id: int
) -> None:
    """到了: somebody came and has no phone. Twice is once.

    Refuses with `not_allowed`, `no_such_booking`, and as `checked_in`.
    """
    with area.acting(ctx, staff, area.attendants) as act:
        checked_in(area, act, area.by_id(act.tx, reservation_id), "let_in")


def see_who(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, reservation_id: int
) -> str:
    """The telephone of whoever booked, to call them; that it was looked at is written down.

    Refuses with `not_allowed`, `no_such_booking`, `left_no_phone`.
    """
    with area.acting(ctx, staff, area.keepers) as act:
        booking = area.by_id(act.tx, reservation_id)
        encrypted = bookings.phone_of(act.tx, booking)
        if encrypted is None:
            raise Refusal("left_no_phone")
        act.log("see_who", **event_details(booking))
        return readable(ctx, encrypted, SEALED_OF.format(reservation_id))


def _answer(
    area: ReservationArea[Kind], act: Act, reservation_id: int, seen: int | None,
    state: ReservationState, reason: str = "",
) -> None:
    booking = area.by_id(act.tx, reservation_id)
    if booking.phase is not Phase.ASKED or seen not in (None, booking.sequence):
        raise Refusal("claim_changed")
    bookings.become(act.tx, booking, state, act.now, reason)
    act.log("refuse_booking" if reason else "approve_booking", **event_details(booking))
    offer_free(area, act)


def as_desk_sees(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction,
    found: Iterable[Booking]
) -> tuple[DeskBooking[Kind], ...]:
    """Bookings as the staff see them, telephones masked."""
    by_id = {one.id: one for one in area.resources(tx)}
    seen = []
    for one in found:
        reservation, encrypted = one.reservation, bookings.phone_of(tx, one)
        phone = readable(ctx, encrypted, SEALED_OF.format(reservation.id)) if encrypted else ""
        seen.append(DeskBooking(one, by_id[reservation.resource_id], masked(phone) if phone else "",
                                area.rules.may_check_in(one, ctx.clock()),
                                purpose_of(ctx, tx, one),
                                bookings.series_of(tx, one) if one.is_of_series else None))
    return tuple(seen)


def given(reason: str) -> str:
    """A reason as it is kept. Refuses with `reason_missing`."""
    given = " ".join(reason.split())[:LONGEST_REASON]
    if not given:
        raise Refusal("reason_missing")
    return given
