"""What the pages of a booking show of a device: what is read first, and that a repair moved it."""

from __future__ import annotations

from flask import request, url_for

from kiosk.actions import care
from kiosk.context import AppContext
from kiosk.web.phone.bookings import BookingPages
from kiosk.web.phone.slot_bookings import SlotBookings, slot_bookings


def device_bookings(ctx: AppContext) -> BookingPages:
    """What the devices show at the address of a booking."""
    return slot_bookings(ctx, SlotBookings(
        area=care.CARE,
        resource_url=lambda device_id, **time: url_for(
            "phone.device", device_id=device_id, **time),
        all_url=lambda: url_for("phone.all_care"),
        all_word="phone_care.all",
        day_view=care.device_view,
        left=lambda words, _device, slot: words(f"room_state.{slot.state}"),
        more=lambda ctx, view: {
            "offered_text": view.resource.text_version,
            "moved": care.moved_from(ctx, view.booking), "points": view.resource.points},
        take=lambda ctx, code: care.take_offer(ctx, code, request.form.get("read", "")),
    ))
