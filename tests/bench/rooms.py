"""A year of bookings: the rooms' overview, a day, a booking, the clock, with 1,000 and 200,000."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from db.engine.column_types import stored_instant
from kiosk.actions import rooms
from kiosk.actions.reservations import BookingRequest
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import OF_CENTRE, Source
from kiosk.web.core.site import make_site
from tests.bench.centres import open_centre, urls
from tests.bench.measure import Figure, compared, in_turns, seconds
from tests.bench.years import load
from tests.support.centre import AFTERNOON

FEW, MANY = 1_000, 200_000
TIMES = 40
TARGET = 1.2
A_DAY = 550
ROOMS = ("chess", "calligraphy", "activity", "meeting", "members")
RESERVATION = ("id", "code", "request_key", "area", "resource_id", "starts_at", "ends_at",
               "blocked_from", "blocked_until", "seats", "state")
BOOKING = ("reservation_id", "number", "source", "owner_index", "title", "reason", "made_at",
           "changed_at", "sequence", "reminded")
# What is still to come, the same with few and with many: eight hours of each room for a week.
WEEK, HOURS = 7, 8
COMING = WEEK * HOURS * len(ROOMS)


def figures() -> Iterator[Figure]:
    """A line for each action and page, on both kinds of database."""
    for kind in ("sqlite", "postgresql"):
        with urls(kind) as new:
            few = _centre(new(), FEW)
            big: list[AppContext] = []
            took = seconds(lambda new=new, big=big: big.append(_centre(new(), MANY)))
            yield Figure(f"   filling {MANY:,} bookings, {kind}", f"{took:.0f} s")
            of_few, of_many = actions(few), actions(big[0])
            for name, action in of_few.items():
                least, value = in_turns(action, of_many[name], times=TIMES)
                yield compared(f"F5 {name}, {kind}, {MANY:,} : {FEW:,}", value, least, TARGET)
            for ctx in (few, *big):
                ctx.database.close()


def actions(ctx: AppContext) -> dict[str, Callable[[], object]]:
    """What people and the clock do, each leaving the rooms as it found them."""
    phone = _phone(ctx)

    def book_and_cancel() -> None:
        begins = datetime.combine(AFTERNOON.date() + timedelta(days=2), time(9, 30),
                                  AFTERNOON.tzinfo)
        view = rooms.book(ctx, BookingRequest(
            secrets.token_hex(8), "chess", begins, Source.PHONE, browser=secrets.token_hex(8)))
        rooms.cancel(ctx, view.booking.reservation.code)

    return {
        "rooms, all of them": lambda: rooms.rooms_now(ctx),
        "a room and its week": lambda: rooms.room_view(ctx, "chess"),
        "book and cancel": book_and_cancel,
        "the rooms' clock": lambda: rooms.run_due(ctx),
        "page /rooms": lambda: phone.get("/rooms"),
        "page /r/chess": lambda: phone.get("/r/chess"),
    }


def _phone(ctx: AppContext) -> FlaskClient:
    feed = ChangePoller(ctx.database)
    feed.look()
    site: Flask = make_site(ctx, feed, limited=False)
    return site.test_client()


def _centre(url: str, bookings: int) -> AppContext:
    ctx = open_centre(url, FEW).ctx
    load(ctx.database, "reservation", RESERVATION, _reservations(bookings))
    load(ctx.database, "booking", BOOKING, _bookings(bookings))
    if not ctx.database.is_sqlite:
        ctx.database.peewee.execute_sql(
            "SELECT setval(pg_get_serial_sequence('reservation', 'id'), max(id)) FROM reservation")
    ctx.database.peewee.execute_sql("ANALYZE")
    return ctx


def _day(n: int) -> int:
    """How many days after today a booking is: first what is to come, then ever longer ago."""
    return n // (HOURS * len(ROOMS)) + 1 if n < COMING else -((n - COMING) // A_DAY + 1)


def _begins(n: int) -> int:
    opens = datetime.combine(AFTERNOON.date() + timedelta(days=_day(n)), time(8, 30),
                             AFTERNOON.tzinfo)
    return stored_instant(opens + timedelta(hours=n // len(ROOMS) % HOURS))


def _reservations(count: int) -> Iterator[tuple[Any, ...]]:
    hour = 3_600_000_000
    for n in range(count):
        begins = _begins(n)
        over = ("finished", "finished", "cancelled", "released")[n % 4]
        yield (n + 1, f"{n * 2654435761 % 4294967296:010d}-{n}", f"key-{n}",
               "rooms", ROOMS[n % len(ROOMS)], begins, begins + hour, begins, begins + hour, 1,
               "confirmed" if n < COMING else over)


def _bookings(count: int) -> Iterator[tuple[Any, ...]]:
    for n in range(count):
        begins = _begins(n)
        # Who it was is known for thirty days.
        known = _day(n) > -OF_CENTRE.kept.days
        owner_index = f"{n * 2654435761 % 4294967296:032x}" if known else None
        yield (n + 1, 1000 + n % 9000, "phone", owner_index, "", "", begins, begins, 2, True)
