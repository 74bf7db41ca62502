"""The rooms on the phone: which is free, one with its days and times, and booking one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from flask import Response, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import rooms
from kiosk.actions.reservations import BookingRequest
from kiosk.actions.rooms.results import RoomNow, RoomView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import day_of, purpose_told
from kiosk.web.core.page_context import standing, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.phone.doors import DoorNow, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.slot_bookings import BOOKS, asks_for_time, chosen_slot
from kiosk.wording.rooms import rooms_said
from kiosk.wording.translator import Translator

# Why a room cannot be asked for yet: the time stays chosen.
UNTOLD = "purpose_missing"


def rooms_pages(parts: PhoneParts) -> None:
    """Adds the pages of the rooms."""
    ctx = parts.ctx
    parts.doors.append(PhoneDoor(
        "phone.all_rooms", "armchair-2", "rooms.door", "rooms.door_line", rooms_stand))

    @parts.phone.get("/rooms")
    def all_rooms() -> str:
        return render_template(
            "phone/rooms.html", rooms=rooms.rooms_now(ctx), of=said(ctx))

    @parts.phone.get("/rooms/state")
    def all_rooms_state() -> Response:
        return parts.news.state(lambda: {
            "rooms": [room_facts(one) for one in rooms.rooms_now(ctx).rooms]
        })

    @parts.phone.get("/r/<room_id>")
    def room(room_id: str) -> Answer:
        return room_page(ctx, room_id)

    @parts.phone.get("/r/<room_id>/state")
    def room_state(room_id: str) -> Response:
        day = day_of(request.args.get("day", ""))
        return parts.news.state(lambda: view_facts(rooms.room_view(ctx, room_id, day)))

    @parts.phone.post("/r/<room_id>/book")
    @parts.limiter.limit(*BOOKS)
    def book(room_id: str) -> Answer:
        return asks(ctx, room_id, lambda asked: rooms.book(ctx, asked).booking.reservation.code)

    @parts.phone.post("/r/<room_id>/wait")
    @parts.limiter.limit(*BOOKS)
    def wait(room_id: str) -> Answer:
        return asks(ctx, room_id, lambda asked: rooms.join_waitlist(ctx, asked).entry.code)


def rooms_stand(ctx: AppContext, words: Translator) -> DoorNow | None:
    """How all rooms stand."""
    stands = rooms.rooms_now(ctx)
    return DoorNow(*rooms_said(words, stands)) if stands.rooms else None


def asks(ctx: AppContext, room_id: str, action: Callable[[BookingRequest], str]) -> Answer:
    """Books a time, or waits for it, and shows its page; refused, the times with why."""
    return asks_for_time(
        ctx, room_id, lambda asked: action(replace(asked, purpose=purpose_told())),
        partial(room_page, ctx, room_id), (UNTOLD,))


def said(ctx: AppContext) -> RoomsSaid:
    """Rooms in the words of this reader."""
    return RoomsSaid(words_of(ctx), ctx.clock())


def room_page(ctx: AppContext, room_id: str, refusal: Refusal | None = None) -> Answer:
    """A room with the day and the time asked for; a `refusal` is said above its times."""
    keeps_time = refusal is None or refusal.code == UNTOLD
    asked = request.values.get("at", "") if keeps_time else ""
    view = rooms.room_view(ctx, room_id, day_of(request.values.get("day", "")))
    return standing(
        ctx, "phone/room.html", refusal, view=view, of=said(ctx), key=ctx.codes(),
        asked=asked, chosen=chosen_slot(view, asked),
        state_url=url_for("phone.room_state", room_id=room_id, day=view.day.isoformat()),
    )


def room_facts(stands: RoomNow) -> dict[str, object]:
    """A room as `/rooms/state` gives it."""
    return {
        "id": stands.room.id, "state": str(stands.state), "left": stands.left,
        "free_at": stands.free_at.isoformat() if stands.free_at else None,
    }


def view_facts(view: RoomView) -> dict[str, object]:
    """A room's day as `/r/<room>/state` gives it: instants in ISO 8601."""
    return {
        **room_facts(view.stands), "day": view.day.isoformat(),
        "slots": [
            {"begins": slot.begins.isoformat(), "ends": slot.ends.isoformat(), "left": slot.left}
            for slot in view.slots if slot.begins > view.now
        ],
        "week": [[day.isoformat(), str(state)] for day, state in view.week],
    }
