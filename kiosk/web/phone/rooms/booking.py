"""A booking on the phone that made it: where it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flask import request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from kiosk.actions import rooms
from kiosk.actions.reservations import WaitlistView
from kiosk.actions.rooms.results import RoomBooking, RoomWaitlist
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import shown, standing
from kiosk.web.phone.bookings import AtDoor, BookingPages
from kiosk.web.phone.rooms.pages import SAID_IN_PLACE, asked_time, followed, said

# Who stands before the door with one of these is known there.
AT_DOOR = (Phase.ASKED, Phase.BOOKED, Phase.HERE)


def room_bookings(ctx: AppContext) -> BookingPages:
    """What the rooms show at the address of a booking."""
    return BookingPages(
        pages={
            "": lambda code, _: booking_page(ctx, code),
            "cancel": lambda code, _: ask_page(ctx, code),
            "time": partial(times_page, ctx),
        },
        actions=HOLDERS_ACTIONS, said_in_place=SAID_IN_PLACE,
        facts=lambda code: facts(followed(ctx, code)), feed=rooms.booking_feed,
        at_door=partial(at_door, ctx), arrive=rooms.check_in,
        arrive_by_number=lambda ctx, room_id, sign, typed: held(
            rooms.check_in_at_door(ctx, room_id, sign, typed)),
    )


def booking_page(ctx: AppContext, code: str) -> Answer:
    """A booking, or a place in line, as it stands."""
    view = followed(ctx, code)
    page = "waiting_place" if isinstance(view, WaitlistView) else "booking"
    return shown(f"phone/{page}.html", view=view, code=code, of=said(ctx))


def ask_page(ctx: AppContext, code: str) -> Answer:
    """Asks before a booking is given up."""
    return shown("phone/booking_cancel.html", view=rooms.follow(ctx, code), code=code,
                 of=said(ctx))


def move(ctx: AppContext, code: str) -> RoomBooking:
    """Another time, as the form of the times asks for it."""
    begins = asked_time(ctx, request.form.get("day", ""), request.form.get("at", ""))
    if begins is None:
        raise BadRequest
    return rooms.move(ctx, code, begins)


def at_door(ctx: AppContext, code: str, room_id: str) -> AtDoor | None:
    """What a code holds before the door of a room."""
    view = followed(ctx, code)
    if isinstance(view, WaitlistView) or view.phase not in AT_DOOR or view.resource.id != room_id:
        return None
    return held(view)


def held(view: RoomBooking) -> AtDoor:
    """A booking as the page before its door shows it."""
    reservation = view.booking.reservation
    return AtDoor(reservation.code, view.resource.title, reservation.starts_at,
                  reservation.ends_at, view.phase, view.booking.number)


HOLDERS_ACTIONS: Mapping[str, Callable[[AppContext, str], RoomBooking | RoomWaitlist]] = {
    "cancel": rooms.cancel,
    "give-back": rooms.give_back,
    "take": rooms.take_offer,
    "leave": rooms.leave_waitlist,
    "time": move,
}


def times_page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """Another time for a booking: the days and times of its room."""
    booked = rooms.follow(ctx, code)
    day = day_of(request.values.get("day", "")) or booked.booking.reservation.starts_at.date()
    view = rooms.room_view(ctx, booked.resource.id, day)
    return standing(ctx, "phone/booking_time.html", refusal, view=view, booked=booked, code=code,
                    of=said(ctx))


def facts(view: RoomBooking | RoomWaitlist) -> dict[str, object]:
    """A booking as `/b/<code>/state` gives it: instants in ISO 8601; a place in line likewise."""
    if isinstance(view, WaitlistView):
        return {"room": view.resource.id, "phase": str(view.phase), "place": view.place,
                "begins": view.entry.starts_at.isoformat(), "ends": view.entry.ends_at.isoformat()}
    reservation = view.booking.reservation
    return {
        "room": view.resource.id, "number": view.booking.number, "phase": str(view.phase),
        "begins": reservation.starts_at.isoformat(), "ends": reservation.ends_at.isoformat(),
        "may_check_in": view.may_check_in, "reminded": view.booking.reminded,
    }
