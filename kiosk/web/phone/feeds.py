"""Feeds for calendars: `/rooms.ics`, a room's and a booking's own."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, request
from flask_limiter import Limiter

from kiosk.actions.rooms import feeds
from kiosk.lobby import Lobby
from kiosk.web.guard import by_code
from kiosk.web.pages import language

LOOKS = "60/minute"


def feed_pages(phone: Blueprint, lobby: Lobby, limiter: Limiter) -> None:
    """Adds the feeds."""

    @phone.get("/rooms.ics")
    @limiter.limit(LOOKS)
    def rooms_feed() -> Response:
        return calendar(feeds.rooms_feed(lobby, language(lobby)), "rooms")

    @phone.get("/r/<room_id>.ics")
    @limiter.limit(LOOKS)
    def room_feed(room_id: str) -> Response:
        return calendar(feeds.room_feed(lobby, room_id, language(lobby)), room_id)

    @phone.get("/b/<code>.ics")
    @limiter.limit(LOOKS, key_func=by_code)
    def booking_feed(code: str) -> Response:
        return calendar(feeds.booking_feed(lobby, code, language(lobby)), "booking")


def calendar(body: bytes, name: str) -> Response:
    """A feed, or 304 where it reads as the one that the calendar has."""
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    answer.make_conditional(request)
    return answer
