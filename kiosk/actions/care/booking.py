"""Booking a device: what is read before its use comes with the booking."""

from __future__ import annotations

from db.care import queries as care
from kiosk.actions.care.area import CARE
from kiosk.actions.care.results import CareBooking
from kiosk.actions.reservations import BookingRequest, book_within
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source


def book(ctx: AppContext, asked: BookingRequest, read: str) -> CareBooking:
    """Books a time of a device for somebody who has `read` a version of what is read first; the
    same key is the same booking.

    Refuses with `text_unread` (nothing was read, or the text is another one by now), and as
    `book_within`. Raises StorageDown when nothing was booked.
    """
    at_screen = asked.source is Source.KIOSK
    who = ctx.settings.kiosk_name if at_screen else str(asked.source)
    with CARE.acting(ctx, who) as act:
        if read != CARE.offered(act.tx, asked.resource_id).text_version:
            raise Refusal("text_unread")
        view = book_within(CARE, act, asked)
        care.add_text(act.tx, view.booking.reservation, read)
        return view
