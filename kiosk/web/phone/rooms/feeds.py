"""Feeds for calendars: `/rooms.ics`, and a room's own."""

from __future__ import annotations

from flask import Response

from kiosk.actions import rooms
from kiosk.context import AppContext
from kiosk.web.core.calendar_answer import calendar
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
