"""A booking on the phone that made it: where it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from kiosk.actions import rooms
from kiosk.actions.reservations import WaitlistView
from kiosk.actions.rooms.results import RoomBooking, RoomWaitlist
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import standing
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.rooms.pages import SAID_IN_PLACE, asked_time, followed, said

HOLDERS_ACTIONS: Mapping[str, Callable[[AppContext, str], RoomBooking | RoomWaitlist]] = {
    "cancel": rooms.cancel,
    "give-back": rooms.give_back,
    "take": rooms.take_offer,
    "leave": rooms.leave_waitlist,
}


def booking_pages(parts: PhoneParts) -> None:
    """Adds the pages of a booking, one of which gives it another time."""
    ctx = parts.ctx

    @parts.page("/b/<code>")
    def booking(code: str) -> str:
        view = followed(ctx, code)
        page = "waiting_place" if isinstance(view, WaitlistView) else "booking"
        return render_template(f"phone/{page}.html", view=view, code=code, of=said(ctx))

    @parts.page("/b/<code>/state")
    def booking_state(code: str) -> Response:
        return parts.news.state(lambda: facts(followed(ctx, code)))

    @parts.page("/b/<code>/cancel")
    def ask_cancel(code: str) -> str:
        view = rooms.follow(ctx, code)
        return render_template("phone/booking_cancel.html", view=view, code=code, of=said(ctx))

    parts.actions("bookers_action", "/b/<code>", HOLDERS_ACTIONS, "phone.booking")

    @parts.page("/b/<code>/time")
    def other_time(code: str) -> Answer:
        return times_page(ctx, code)

    @parts.action("/b/<code>/time")
    def move(code: str) -> Answer:
        begins = asked_time(ctx, request.form.get("day", ""), request.form.get("at", ""))
        if begins is None:
            raise BadRequest
        try:
            rooms.move(ctx, code, begins)
        except Refusal as refusal:
            if refusal.code not in SAID_IN_PLACE:
                raise
            return times_page(ctx, code, refusal)
        return redirect(url_for("phone.booking", code=code), 303)


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
