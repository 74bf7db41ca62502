"""Booking a device: what is read before its use comes with the booking, or with what is offered."""

from __future__ import annotations

from db.care import queries as care
from kiosk.actions.acting import Act
from kiosk.actions.care.area import CARE
from kiosk.actions.care.results import CareBooking, CareWaiting
from kiosk.actions.reservations import (
    BookingRequest,
    WaitlistView,
    book_within,
    check_in_at_screen,
    find_by_number,
    take_within,
)
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.staff.roles import StaffSession
from kiosk.domain.telephones import is_telephone


def book(ctx: AppContext, asked: BookingRequest, read: str) -> CareBooking:
    """Books a time of a device for somebody who has `read` a version of what is read first; the
    same key is the same booking.

    Refuses with `text_unread` (nothing was read, or the text is another one by now), and as
    `book_within`. Raises StorageDown when nothing was booked.
    """
    at_screen = asked.source is Source.KIOSK
    who = ctx.settings.kiosk_name if at_screen else str(asked.source)
    with CARE.acting(ctx, who) as act:
        return _booked(act, asked, read)


def book_for(
    ctx: AppContext, staff: StaffSession, asked: BookingRequest, read: str
) -> CareBooking:
    """Books for somebody who calls or stands at the desk, to whom a version of what is read first
    was `read`; the same key is the same booking. Refuses with `not_allowed`, and as `book`."""
    with CARE.acting(ctx, staff, CARE.attendants) as act:
        return _booked(act, asked, read)


def _booked(act: Act, asked: BookingRequest, read: str) -> CareBooking:
    with CARE.refusing():
        if read != CARE.offered(act.tx, asked.resource_id).text_version:
            raise Refusal("text_unread")
        view = book_within(CARE, act, asked)
        care.add_text(act.tx, view.booking.reservation, read)
        return view


def take_offer(ctx: AppContext, code: str, read: str) -> CareBooking:
    """我要: what was held for the first who waits is booked, once they have `read` what is read
    first. Twice is once.

    Refuses with `text_unread`, and as `take_within`.
    """
    with CARE.acting(ctx, "holder") as act:
        view = take_within(CARE, act, code)
        if read != view.resource.text_version:
            raise Refusal("text_unread")
        care.add_text(act.tx, view.booking.reservation, read)
        return view


def arrive(ctx: AppContext, typed: str) -> CareBooking | CareWaiting:
    """我订了，到了, at a touch screen: checks in by number or telephone. Whoever waits finds by the
    number how they stand, also when something is held for them.

    Refuses with `not_found_here`, and as `check_in_at_screen`.
    """
    if not is_telephone(typed):
        found = find_by_number(CARE, ctx, typed)
        if isinstance(found, WaitlistView) or found.phase is Phase.OFFERED:
            return found
    return check_in_at_screen(CARE, ctx, typed)
