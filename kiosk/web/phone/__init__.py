"""Pages for a resident's own phone, area by area."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint

from kiosk.context import AppContext
from kiosk.web.core.limits import Limiter
from kiosk.web.core.live_state import LiveState
from kiosk.web.phone import (
    activities,
    care,
    cases,
    content,
    exhibition,
    lessons,
    operations,
    queue,
    ratings,
    rooms,
    staff,
    statistics,
    volunteers,
)
from kiosk.web.phone.bookings import booking_pages
from kiosk.web.phone.home import home_pages
from kiosk.web.phone.parts import PhoneParts

# Adds the pages of an area; None where it has none.
Register = Callable[[PhoneParts], None] | None
REGISTERS: tuple[Register, ...] = (
    content.register,
    queue.register,
    ratings.register,
    rooms.register,
    activities.register,
    volunteers.register,
    care.register,
    lessons.register,
    cases.register,
    exhibition.register,
    operations.register,
    staff.register,
    statistics.register,
)


def make_phone(ctx: AppContext, news: LiveState, limiter: Limiter) -> Blueprint:
    """All phone pages."""
    parts = PhoneParts(Blueprint("phone", __name__), ctx, news, limiter)
    for register in REGISTERS:
        if register:
            register(parts)
    booking_pages(parts)
    home_pages(parts)
    return parts.phone
