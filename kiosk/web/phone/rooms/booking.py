"""What the pages of a booking show of a room, and what of it is known before its door."""

from __future__ import annotations

from functools import partial

from flask import url_for

from kiosk.actions import rooms
from kiosk.actions.reservations import WaitlistView, followed
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from kiosk.web.phone.bookings import AtDoor, BookingPages, Doors
from kiosk.web.phone.slot_bookings import SlotBookings, held, slot_bookings
from kiosk.wording.rooms import left_said

# Who stands before the door with one of these is known there.
AT_DOOR = (Phase.ASKED, Phase.BOOKED, Phase.HERE)


def room_bookings(ctx: AppContext) -> BookingPages:
    """What the rooms show at the address of a booking."""
    return slot_bookings(ctx, SlotBookings(
        area=rooms.ROOMS,
        resource_url=lambda room_id, **time: url_for("phone.room", room_id=room_id, **time),
        all_url=lambda: url_for("phone.all_rooms"),
        all_word="phone_rooms.all",
        day_view=rooms.room_view,
        left=lambda words, room, slot: left_said(words, room, slot.state, slot.left),
        doors=Doors(
            held=partial(_at_door, ctx), arrive=rooms.check_in,
            arrive_by_number=lambda ctx, room_id, sign, typed: held(
                rooms.check_in_at_door(ctx, room_id, sign, typed))),
    ))


def _at_door(ctx: AppContext, code: str, room_id: str) -> AtDoor | None:
    """What a code holds before the door of a room."""
    view = followed(rooms.ROOMS, ctx, code)
    if isinstance(view, WaitlistView) or view.phase not in AT_DOOR or view.resource.id != room_id:
        return None
    return held(view)
