"""Appointments for tests: two of the small centre's services can be booked."""

from __future__ import annotations

import secrets
import tomllib
from datetime import datetime

from db.queue import appointments as stored
from kiosk.actions import queue
from kiosk.actions.queue.appointments import AppointmentBooking
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Source
from tests.support.furnished import made_once

WRITTEN = """
[[appointments]]
service = "medical"
title = {zh = "居民医保", en = "medical"}
places = 3

[[appointments]]
service = "pension"
title = {zh = "养老保险", en = "pension"}
"""


@made_once
def with_appointments(ctx: AppContext) -> AppContext:
    """The context, two services of its centre with half hours to book: three and two places."""
    with ctx.database.write(content=True) as tx:
        stored.seed(tx, tomllib.loads(WRITTEN))
    return ctx


def appointment(
    ctx: AppContext, starts_at: datetime, service: str = "medical", **more: object
) -> AppointmentBooking:
    """A time that somebody books on a phone of their own."""
    asked = BookingRequest(
        secrets.token_hex(8), service, starts_at, Source.PHONE,
        **{"browser": secrets.token_hex(8), **more})  # type: ignore[arg-type]
    return queue.book_appointment(ctx, asked)
