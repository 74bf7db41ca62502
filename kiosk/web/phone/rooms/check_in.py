"""Before the door of a room: the page that the sign on it opens, to say 我到了."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import rooms
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.web.core.limits import MINUTE, Limit, by_address, by_phone, is_refused
from kiosk.web.core.page_context import standing
from kiosk.web.phone.bookings import AtDoor, arrive_by_number, arrive_with, own_at_door
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.rooms.pages import said

# Of four digits: who tries them at a door finds none of them in a day.
TRIES, TRIES_AT_DOOR = Rate(10, 10 * MINUTE), Rate(60, 10 * MINUTE)
SAID_IN_PLACE = ("not_agreed", "not_yet", "not_found_here", "wrong_door", "claim_changed")


def door_pages(parts: PhoneParts) -> None:
    """Adds the page before a door."""

    @parts.phone.get("/r/<room_id>/here")
    def here(room_id: str) -> Answer:
        return door_page(parts, room_id, request.args.get("s", ""))

    @parts.phone.post("/r/<room_id>/here")
    @parts.limiter.limit(Limit(TRIES, typed_by_phone, is_refused),
                         Limit(TRIES_AT_DOOR, typed_at_door, is_refused))
    def arrive(room_id: str) -> Answer:
        sign, code = request.form.get("s", ""), request.form.get("code", "")
        try:
            if code:
                arrive_with(parts, code, sign)
                return redirect(url_for("phone.booking", code=code), 303)
            arrived = arrive_by_number(parts, room_id, sign, request.form.get("number", ""))
        except Refusal as refusal:
            if refusal.code not in SAID_IN_PLACE:
                raise
            return door_page(parts, room_id, sign, refusal)
        # Whoever typed a number is let in, and gets no hold of the booking itself.
        return door_page(parts, room_id, sign, arrived=arrived)


def typed_by_phone() -> str | None:
    """Counts typed numbers by phone; who arrives with the own booking's code guesses nothing."""
    return None if request.form.get("code") else by_phone()


def typed_at_door() -> str | None:
    """Counts typed numbers by address and room."""
    room = (request.view_args or {}).get("room_id", "")
    return None if request.form.get("code") else f"{by_address()} {room}"


def door_page(
    parts: PhoneParts, room_id: str, sign: str, refusal: Refusal | None = None,
    arrived: AtDoor | None = None,
) -> Answer:
    """What one has in this room to arrive for, or a number to type."""
    ctx = parts.ctx
    return standing(ctx, "phone/here.html", refusal, view=rooms.room_view(ctx, room_id),
                    of=said(ctx), sign=sign, mine=own_at_door(parts, room_id), arrived=arrived)
