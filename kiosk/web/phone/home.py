"""Home on the phone: the doors of all areas, and what this phone has: 我的."""

from __future__ import annotations

from flask import Response, render_template, request

from kiosk.actions import queue
from kiosk.actions.content import centre
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.web.core.page_context import words_of
from kiosk.web.phone.bookings import own_bookings
from kiosk.web.phone.doors import DoorNow, OwnThing, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.wording.hours import written_opening


def home_pages(parts: PhoneParts) -> None:
    """Adds home, and what is alive to the top of every page."""
    ctx = parts.ctx

    @parts.phone.get("/")
    def home() -> str:
        return render_template(
            "phone/home.html", doors=doors_now(parts), own=own_things(parts), notices=notices(ctx),
            opening=opening_said(ctx))

    @parts.phone.get("/mine/state")
    def mine_state() -> Response:
        return parts.news.state(lambda: {"html": render_template(
            "phone/mine.html", alive=alive(parts))})

    @parts.phone.app_context_processor
    def at_hand() -> dict[str, object]:
        return {"alive_here": lambda: [
            one for one in alive(parts) if not f"{request.path}/".startswith(f"{one.url}/")]}


def doors_now(parts: PhoneParts) -> list[tuple[PhoneDoor, DoorNow]]:
    """The doors of the areas that have something to offer, in their order, and how they stand.
    Nobody knows that while the storage is down: then the doors stand there alone."""
    words = words_of(parts.ctx)
    try:
        known = [(door, door.stands(parts.ctx, words)) for door in parts.doors]
    except StorageDown:
        return [(door, DoorNow("plain", "")) for door in parts.doors]
    return [(door, now) for door, now in known if now]


def own_things(parts: PhoneParts) -> list[OwnThing]:
    """What this phone has: what calls first, then what is alive, then what is over; nothing while
    nobody can look."""
    words = words_of(parts.ctx)
    try:
        found = [one for own in parts.own for one in own(parts.ctx, words)]
        found += own_bookings(parts)
    except StorageDown:
        return []
    return sorted(found, key=lambda one: (not one.calls, not one.live))


def alive(parts: PhoneParts) -> list[OwnThing]:
    """What this phone has that is not over."""
    return [one for one in own_things(parts) if one.live]


def notices(ctx: AppContext) -> list[str]:
    """What the centre tells its residents."""
    words = words_of(ctx)
    return [words.text(one.text) for one in centre.guide(ctx).notices]


def opening_said(ctx: AppContext) -> str:
    """Until when the counters are open, or when they open; "" while nobody can look."""
    try:
        hall = queue.hall(ctx)
    except StorageDown:
        return ""
    return written_opening(words_of(ctx), hall.opening, hall.now)
