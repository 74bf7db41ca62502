"""Feeds for calendars: `/rooms.ics`, a room's and a booking's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Response, request

from kiosk.actions import rooms
from kiosk.context import AppContext
from kiosk.web.core.page_context import language
from kiosk.web.phone.parts import PhoneParts


def feed_pages(parts: PhoneParts) -> None:
    """Adds the feeds."""
    ctx = parts.ctx

    @parts.phone.get("/rooms.ics")
    def rooms_feed() -> Response:
        return calendar("rooms", rooms.feed_mark(ctx), ctx, rooms.rooms_feed)

    @parts.phone.get("/r/<room_id>.ics")
    def room_feed(room_id: str) -> Response:
        def made(ctx: AppContext, language: str) -> bytes:
            return rooms.room_feed(ctx, room_id, language)

        return calendar(room_id, rooms.feed_mark(ctx, room_id), ctx, made)

    @parts.page("/b/<code>.ics")
    def booking_feed(code: str) -> Response:
        body = rooms.booking_feed(ctx, code, language(ctx))
        return calendar("booking", hashlib.sha256(body).hexdigest(), ctx, lambda *_: body)


def calendar(
    name: str, mark: str, ctx: AppContext, made: Callable[[AppContext, str], bytes]
) -> Response:
    """A feed, made only where the calendar that asks does not have it as it is now."""
    reader = language(ctx)
    tag = hashlib.sha256(f"{mark} {reader}".encode()).hexdigest()[:32]
    # By its name only: "any" (*) would be told that a room nobody has is as it was.
    known = tag in request.if_none_match.as_set(include_weak=True)
    answer = Response(b"" if known else made(ctx, reader), mimetype="text/calendar")
    answer.status_code = 304 if known else 200
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(tag)
    return answer
