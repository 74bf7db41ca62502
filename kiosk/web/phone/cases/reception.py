"""A time of a reception day on the phone of whoever has it: where it stands, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from kiosk.actions.cases.reception import RECEPTION, listener_view
from kiosk.context import AppContext
from kiosk.domain.reservations.slots import Availability, Slot
from kiosk.web.phone.bookings import BookingPages
from kiosk.web.phone.slot_bookings import SlotBookings, slot_bookings


@dataclass(frozen=True, slots=True)
class ReceptionTimes:
    """A reception day of a listener with its times; `week` are all that can be booked."""

    now: datetime
    day: date
    slots: tuple[Slot, ...]
    week: tuple[tuple[date, Availability], ...]


def reception_bookings(ctx: AppContext) -> BookingPages:
    """What the reception days show at the address of a booking. They are booked in the centre:
    no page of the phone leads to another."""
    return slot_bookings(ctx, SlotBookings(
        area=RECEPTION,
        resource_url=lambda _listener_id, **_time: "",
        all_url=lambda: url_for("phone.case_wall"),
        all_word="phone_case_new.wall",
        day_view=_times,
        left=lambda words, _listener, slot: words(f"room_state.{slot.state}"),
        more=lambda _ctx, _view: {"come": "phone_case.come"},
    ))


def _times(ctx: AppContext, listener_id: str, day: date) -> ReceptionTimes:
    view = listener_view(ctx, listener_id, day)
    return ReceptionTimes(view.now, view.day or day, view.slots, view.days)
