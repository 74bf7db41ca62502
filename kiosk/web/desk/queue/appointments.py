"""The appointments at the desk: who comes on a day, and booking for somebody on the telephone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import queue
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.web.core.forms import day_of, form_key, instant_of
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import CONFLICT, OK, why_not, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.desk.booking_acts import SEE_WHO, BookingAct, done
from kiosk.web.desk.sections import framed_page

DAY = timedelta(days=1)
ACTIONS: Mapping[str, BookingAct] = {
    SEE_WHO: lambda ctx, at, reservation, _: queue.see_who(ctx, at, reservation),
    "take_back": queue.take_booking_back,
    "let_in": lambda ctx, at, reservation, _: queue.let_in(ctx, at, reservation),
}


def appointment_pages(desk: Blueprint, ctx: AppContext, news: LiveState) -> None:
    """Adds the page of the appointments, and what is done there."""
    desk.add_url_rule("/appointments", "appointments", lambda: page(ctx))
    desk.add_url_rule("/appointments/state", "appointments_state",
                      lambda: news.state(lambda: facts(ctx)))
    desk.add_url_rule("/appointments/do/<action>", "appointments_do",
                      lambda action: done(ctx, action, ACTIONS, page, url_for("desk.appointments")),
                      methods=["POST"])
    desk.add_url_rule("/appointments/book/<service_id>", "appointments_book",
                      lambda service_id: booked(ctx, service_id), methods=["POST"])


def booked(ctx: AppContext, service_id: str) -> Answer:
    """Books a time for somebody who calls; the page says what to tell them."""
    form = request.form
    try:
        made = queue.book_for(ctx, g.staff, BookingRequest(
            form_key(), service_id, instant_of(form.get("at", "")), Source.DESK,
            phone=form.get("phone", "")))
    except Refusal as refusal:
        return page(ctx, why_not(ctx, refusal), CONFLICT)
    held = made.reservation
    return redirect(url_for(
        "desk.appointments", day=held.starts_at.date(), service=service_id, made=held.id), 303)


def page(ctx: AppContext, note: str = "", status: int = OK) -> Answer:
    """The appointments of a day; `note` is what was done, or why not."""
    words, now = words_of(ctx), ctx.clock()
    day = day_of(request.args.get("day")) or now.date()
    offers, listed = queue.offered(ctx), queue.appointments_of(ctx, g.staff, day)
    asked = request.values.get("service", "")
    chosen = next((one for one in offers if one.id == asked), offers[0] if offers else None)
    made = next((one for one, _ in listed
                 if one.booking.reservation.id == request.args.get("made", 0, type=int)), None)
    return framed_page(
        "desk/appointments.html", note, status, of=RoomsSaid(words, now), may_keep=True, day=day,
        before=day - DAY, after=day + DAY, listed=listed, offers=offers, chosen=chosen, made=made,
        things=queue.service_of(ctx, made.resource.id)[0].materials if made else (),
        free=queue.free_times(ctx, chosen.id) if chosen else (), key=ctx.codes())


def facts(ctx: AppContext) -> dict[str, object]:
    """The appointments of a day as `/desk/appointments/state` gives them."""
    day = day_of(request.args.get("day")) or ctx.clock().date()
    return {"listed": [
        [one.booking.reservation.id, str(one.booking.phase), ticket.label if ticket else None]
        for one, ticket in queue.appointments_of(ctx, g.staff, day)]}
