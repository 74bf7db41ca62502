"""Appointments on the phone: choosing a time, the page of what was booked, arriving in the hall."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import queue
from kiosk.actions.queue.appointments import OfferView
from kiosk.actions.reservations import follow
from kiosk.context import AppContext
from kiosk.domain.queue.appointments import LATE
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.reservations.slots import Slot
from kiosk.web.core.forms import day_of
from kiosk.web.core.page_context import standing, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.phone.bookings import AtDoor, BookingPages
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import hall_pass
from kiosk.web.phone.slot_bookings import (
    BOOKS,
    SlotBookings,
    asks_for_time,
    chosen_slot,
    slot_bookings,
)
from kiosk.wording.translator import Translator

NOON = 12


def appointment_pages(parts: PhoneParts) -> None:
    """Adds choosing a time for a service, and the page of what was booked."""
    ctx = parts.ctx
    parts.bookings[queue.APPOINTMENTS.name] = appointment_bookings(ctx)

    @parts.phone.get("/s/<service_id>/appointment")
    def appointment(service_id: str) -> Answer:
        return offer_page(ctx, service_id)

    @parts.phone.get("/s/<service_id>/appointment/state")
    def appointment_state(service_id: str) -> Response:
        day = day_of(request.args.get("day", ""))
        return parts.news.state(lambda: offer_facts(queue.offer_view(ctx, service_id, day)))

    @parts.phone.post("/s/<service_id>/appointment")
    @parts.limiter.limit(*BOOKS)
    def book_appointment(service_id: str) -> Answer:
        return asks_for_time(
            ctx, service_id, lambda asked: queue.book_appointment(ctx, asked).held.code,
            partial(offer_page, ctx, service_id))


def appointment_bookings(ctx: AppContext) -> BookingPages:
    """What the appointments show at the address of a booking."""
    pages = slot_bookings(ctx, SlotBookings(
        area=queue.APPOINTMENTS,
        resource_url=lambda service_id, **time: url_for(
            "phone.appointment", service_id=service_id, **time),
        all_url=lambda: url_for("phone.shelves"),
        all_word="phone_guide.other",
        day_view=queue.offer_view,
        left=lambda words, _offer, slot: left_said(words, slot.left),
    ))
    return replace(
        pages,
        pages={**pages.pages, "": partial(booked_page, ctx)},
        actions={**pages.actions, "arrive": arrive},
        said_in_place=(*pages.said_in_place, "hall_code_stale", "appointment_early",
                       "appointment_late",
                       "claim_changed"),
        held=lambda code: own(pages.held(code)),
        facts=lambda code: {**pages.facts(code), "here": hall_pass(ctx) is not None},
    )


def own(held: AtDoor) -> AtDoor:
    """What this phone has until its holder has come: from then on it is a number. Refuses with
    `no_such_booking` where it is one."""
    if held.phase in (Phase.HERE, Phase.OVER):
        raise Refusal("no_such_booking")
    return held


def arrive(ctx: AppContext, code: str) -> object:
    """到了: with a phone that scanned a code in the hall. Refuses with `hall_code_stale`, and as
    `queue.arrive` does."""
    if hall_pass(ctx) is None:
        raise Refusal("hall_code_stale")
    return queue.arrive(ctx, code)


def booked_page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """What was booked, as it stands; the number of whoever has come is on a page of its own."""
    view, ticket = follow(queue.APPOINTMENTS, ctx, code), queue.ticket_of(ctx, code)
    if ticket is not None and view.phase is Phase.HERE:
        return redirect(url_for("phone.ticket", code=ticket.ticket.code), 303)
    rules, (service, counters) = queue.APPOINTMENTS.rules, queue.service_of(ctx, view.resource.id)
    is_late = view.phase is Phase.BOOKED and view.now >= rules.released_at(view.booking)
    return standing(
        ctx, "phone/appointment_booked.html", refusal, view=view, code=code,
        phase="late" if is_late or view.phase is Phase.NO_SHOW else str(view.phase),
        service=service, counters=counters, of=said(ctx), late=minutes(LATE),
        in_hall=hall_pass(ctx) is not None,
        opens=view.held.starts_at - rules.check_in_before)


def offer_page(ctx: AppContext, service_id: str, refusal: Refusal | None = None) -> Answer:
    """What of a service can be booked, with the day and the time asked for; a `refusal` is said
    above the times."""
    asked = request.values.get("at", "") if refusal is None else ""
    view = queue.offer_view(ctx, service_id, day_of(request.values.get("day", "")))
    chosen, words = chosen_slot(view, asked), words_of(ctx)
    halves = [[slot for slot in view.slots if (slot.begins.hour < NOON) is early]
              for early in (True, False)]
    half = request.args.get("half") or half_of(view, chosen)
    return standing(
        ctx, "phone/appointment.html", refusal, view=view, of=said(ctx), key=ctx.codes(),
        asked=asked, chosen=chosen, half=half, shown=halves[half == "pm"],
        other=halves[half != "pm"], late=minutes(LATE), length=length_said(words, view.offer.slot),
        left=partial(left_said, words),
        state_url=url_for("phone.appointment_state", service_id=service_id,
                          day=view.day.isoformat()))


def half_of(view: OfferView, chosen: Slot | None) -> str:
    """The half of the day that is shown: that of the time chosen, or of the first with room."""
    slot = chosen or next((one for one in view.slots if one.left), None)
    return "pm" if slot is not None and slot.begins.hour >= NOON else "am"


def offer_facts(view: OfferView) -> dict[str, object]:
    """A day of a service as `/s/<service>/appointment/state` gives it: instants in ISO 8601."""
    return {
        "service": view.offer.id, "day": view.day.isoformat(),
        "slots": [{"begins": slot.begins.isoformat(), "left": slot.left} for slot in view.slots],
        "days": [[day.isoformat(), str(state)] for day, state in view.days],
    }


def left_said(words: Translator, left: int) -> str:
    """还有 2 个, or 满了."""
    return words("appointment.left", n=left) if left else words("room_state.full")


def length_said(words: Translator, length: timedelta) -> str:
    """半小时一档."""
    known = {30: "appointment.each_half", 60: "appointment.each_hour"}
    return words(known.get(minutes(length), "appointment.each"), n=minutes(length))


def minutes(length: timedelta) -> int:
    """A time in minutes."""
    return length // timedelta(minutes=1)


def said(ctx: AppContext) -> RoomsSaid:
    """Days and times in the words of this reader."""
    return RoomsSaid(words_of(ctx), ctx.clock())
