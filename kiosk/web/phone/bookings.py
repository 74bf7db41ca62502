"""`/b/<code>`, the address that the bookings of all areas share: each area has its own pages there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response, redirect, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Answer

from kiosk.actions.reservations import area_of
from kiosk.context import AppContext
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.web.core.calendar_answer import calendar
from kiosk.web.core.page_context import language, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.phone.doors import OwnThing
from kiosk.web.phone.phone_session import own_codes, remember

if TYPE_CHECKING:
    from kiosk.web.phone.parts import PhoneParts

# What is not over yet, and what waits for its holder to say yes.
LIVE = (Phase.WAITING, Phase.OFFERED, Phase.ASKED, Phase.BOOKED, Phase.HERE)
CALLS = (Phase.OFFERED,)

# A page of a booking, told its code and what was just refused.
BookingPage = Callable[[str, Refusal | None], Answer]


@dataclass(frozen=True, slots=True)
class AtDoor:
    """What somebody has, before the door they stand at or on their phone: what it is, when, how far
    it is, and its four digits."""

    code: str
    title: Text
    starts_at: datetime
    ends_at: datetime
    phase: Phase
    number: int


@dataclass(frozen=True, slots=True)
class Doors:
    """What an area knows before the doors of rooms.

    `held` is what a code holds before the door of a room, None where it is nothing; `arrive` says
    我到了 by its code and the door's sign, `arrive_by_number` by what somebody types there (room,
    sign, typed).
    """

    held: Callable[[str, str], AtDoor | None]
    arrive: Callable[[AppContext, str, str], object]
    arrive_by_number: Callable[[AppContext, str, str, str], AtDoor]


@dataclass(frozen=True, slots=True)
class BookingPages:
    """What an area shows and does at `/b/<code>`.

    `pages` stand by the last part of their address, "" for the booking's own; `actions` are what
    their forms do, by the same. A refusal that is `said_in_place` is said on the page of that
    name, the booking's own where there is none. `facts` is its state, `held` what it is, `feed` its
    event for a calendar in a language, `doors` what of it is known before the door of a room, if
    anything is.
    """

    pages: Mapping[str, BookingPage]
    actions: Mapping[str, Callable[[AppContext, str], object]]
    said_in_place: Collection[str]
    facts: Callable[[str], Mapping[str, object]]
    held: Callable[[str], AtDoor]
    feed: Callable[[AppContext, str, str], bytes]
    doors: Doors | None = None


def booking_pages(parts: PhoneParts) -> None:
    """Adds what the areas show there."""

    @parts.page("/b/<code>")
    def booking(code: str) -> Answer:
        return _page(parts, code, "")

    @parts.page("/b/<code>/<part>")
    def booking_part(code: str, part: str) -> Answer:
        return _page(parts, code, part)

    @parts.page("/b/<code>/state")
    def booking_state(code: str) -> Response:
        return parts.news.state(lambda: pages_of(parts, code).facts(code))

    @parts.page("/b/<code>.ics")
    def booking_feed(code: str) -> Response:
        body = pages_of(parts, code).feed(parts.ctx, code, language(parts.ctx))
        return calendar("booking", hashlib.sha256(body).hexdigest(), parts.ctx, lambda *_: body)

    @parts.action("/b/<code>/<action>")
    def bookers_action(code: str, action: str) -> Answer:
        return _acted(parts, code, action)


def pages_of(parts: PhoneParts, code: str) -> BookingPages:
    """What the area of a booking shows. Refuses with `no_such_booking`."""
    return parts.bookings[area_of(parts.ctx, code)]


def _page(parts: PhoneParts, code: str, part: str) -> Answer:
    pages = pages_of(parts, code).pages
    if part not in pages:
        raise NotFound
    remember(code)
    return pages[part](code, None)


def _acted(parts: PhoneParts, code: str, action: str) -> Answer:
    area = pages_of(parts, code)
    if action not in area.actions:
        raise NotFound
    try:
        area.actions[action](parts.ctx, code)
    except Refusal as refusal:
        if refusal.code not in area.said_in_place:
            raise
        return area.pages.get(action, area.pages[""])(code, refusal)
    return redirect(url_for("phone.booking", code=code), 303)


def own_bookings(parts: PhoneParts) -> Iterator[OwnThing]:
    """What this phone booked or waits for, of any area; what is gone is left out."""
    for code in own_codes():
        try:
            held = pages_of(parts, code).held(code)
        except Refusal:
            continue
        yield _own(parts.ctx, held)


def _own(ctx: AppContext, held: AtDoor) -> OwnThing:
    words = words_of(ctx)
    when = RoomsSaid(words, ctx.clock()).when(held.starts_at, held.ends_at)
    state = words(f"mine.phase_{held.phase}")
    return OwnThing(
        url_for("phone.booking", code=held.code), "calendar-check", words.text(held.title),
        words("mine.and", one=when, two=state), held.phase in LIVE, held.phase in CALLS)


def own_at_door(parts: PhoneParts, room_id: str) -> Sequence[AtDoor]:
    """What this phone has before the door of a room, of any area; what is gone is left out."""
    found = []
    for code in own_codes():
        try:
            doors = pages_of(parts, code).doors
            here = doors.held(code, room_id) if doors else None
        except Refusal:
            continue
        found += [here] if here else []
    return found


def arrive_with(parts: PhoneParts, code: str, sign: str) -> None:
    """我到了 before a door, with what one has. Refuses with `no_such_booking`, `not_found_here`
    where nobody arrives at a door for it, and as its area."""
    doors = pages_of(parts, code).doors
    if doors is None:
        raise Refusal("not_found_here")
    doors.arrive(parts.ctx, code, sign)


def arrive_by_number(parts: PhoneParts, room_id: str, sign: str, typed: str) -> AtDoor:
    """我到了, typed before a door: what any area knows by it. Refuses with `not_found_here` where
    none does, and as each of them."""
    nowhere = Refusal("not_found_here")
    for doors in [one.doors for one in parts.bookings.values() if one.doors]:
        try:
            return doors.arrive_by_number(parts.ctx, room_id, sign, typed)
        except Refusal as refusal:
            if refusal.code != nowhere.code:
                raise
    raise nowhere
