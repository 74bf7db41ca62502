"""Two rooms for tests: one with tables to book by the hour, one to ask for."""

from __future__ import annotations

import secrets
import tomllib
from datetime import datetime

from db.rooms import queries as rooms
from kiosk.actions.reservations import BookingRequest, BookingView, WaitlistView
from kiosk.actions.rooms import book, join_waitlist
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Purpose, Source
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import AFTERNOON
from tests.support.furnished import made_once

PHONE = "13812345678"
PURPOSE = Purpose("小区议事", 12, "老王")
ROOM = """
[[rooms]]
id = "{id}"
icon = "door"
title = {{zh = "{zh}", en = "{id}"}}
about = {{zh = "都有", en = "All"}}
where = {{zh = "活动区", en = "Hall"}}
inside = {{zh = "桌椅", en = "Tables"}}
rules = {{zh = "用完收好", en = "Tidy up"}}
how = "{how}"
unit = "{unit}"
capacity = {capacity}
hours = {{fri = ["08:30-21:00"], sat = ["08:30-21:00"]}}
{more}
"""
WRITTEN = (
    ROOM.format(id="chess", zh="棋牌室", how="slots", unit="table", capacity=2, more="")
    + ROOM.format(id="meeting", zh="会议室", how="approval", unit="room", capacity=1,
                  more="lead = 60")
    + ROOM.format(id="library", zh="图书室", how="walk_in", unit="seat", capacity=10, more="")
)


@made_once
def with_rooms(ctx: AppContext) -> AppContext:
    """The context, its centre with three rooms."""
    with ctx.database.write(content=True) as tx:
        rooms.seed(tx, tomllib.loads(WRITTEN))
    return ctx


def rewritten(ctx: AppContext, room_id: str, **changes: object) -> None:
    """The staff write a room anew, some of it changed."""
    body = next(one for one in tomllib.loads(WRITTEN)["rooms"] if one["id"] == room_id)
    with ctx.database.write(content=True) as tx:
        rooms.put(tx, room_id, body | changes)


def at(hour: int, minute: int = 0) -> datetime:
    """A time of the tests' Friday."""
    return AFTERNOON.replace(hour=hour, minute=minute)


def booked(
    ctx: AppContext, begins: datetime | None, room: str = "chess", *, key: str | None = None,
    source: Source = Source.PHONE, phone: str | None = None, browser: str | None = None,
    purpose: Purpose | None = PURPOSE,
) -> BookingView:
    """A booking as a tap makes it; each from another browser where none is said."""
    browser = browser or (None if phone else secrets.token_hex(8))
    return book(ctx, BookingRequest(
        key or secrets.token_hex(8), room, begins, source, phone=phone, browser=browser,
        purpose=purpose,
    ))


def full_at(ctx: AppContext, begins: datetime) -> list[BookingView]:
    """Every table of a time taken."""
    return [booked(ctx, begins) for _ in range(2)]


def waits(ctx: AppContext, begins: datetime, room: str = "chess", **more: str) -> WaitlistView:
    """Somebody new at the end of a line."""
    key, browser = more.get("key", secrets.token_hex(8)), more.get("browser", secrets.token_hex(8))
    return join_waitlist(ctx, BookingRequest(key, room, begins, Source.PHONE, browser=browser))


def keeper(ctx: AppContext, role: Role = Role.COORDINATOR) -> StaffSession:
    """Somebody of the staff who answers for the rooms."""
    name = f"{role:.10} {secrets.token_hex(3)}"
    return log_in(ctx, name, add_account(ctx, name, role))


def code_of(view: BookingView) -> str:
    """The code of a booking's page."""
    return view.booking.reservation.code
