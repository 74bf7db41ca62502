"""Arriving at a room: by the sign on its door, or simply walking in."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode

from db.rooms import queries as rooms
from kiosk.actions.reservations import check_in_by_number, checked_in
from kiosk.actions.reservations.booking import view
from kiosk.actions.rooms.area import ROOMS
from kiosk.actions.rooms.results import RoomBooking
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import HeadCount
from kiosk.domain.staff.roles import MAY_COUNT, StaffSession


def sign_code(ctx: AppContext, room_id: str) -> str:
    """What the sign on a room's door carries: whoever has it stood before the door."""
    signed = hmac.digest(ctx.secret, f"door {room_id}".encode(), hashlib.sha256)
    return b32encode(signed[:20]).decode().lower()


def check_in(ctx: AppContext, code: str, sign: str) -> RoomBooking:
    """我到了, by the sign on the door. Twice is once.

    Refuses with `no_such_booking`, `wrong_door`, and as `checked_in`.
    """
    with ROOMS.acting(ctx, "holder") as act:
        booking = ROOMS.by_code(act.tx, code)
        _verify_sign(ctx, booking.reservation.resource_id, sign)
        return view(ROOMS, ctx, act.tx, checked_in(ROOMS, act, booking))


def check_in_at_door(ctx: AppContext, room_id: str, sign: str, typed: str) -> RoomBooking:
    """我到了, typed before a door by a phone that did not book: with the sign's own code.

    Refuses with `wrong_door`, and as `check_in_by_number`.
    """
    _verify_sign(ctx, room_id, sign)
    return check_in_by_number(ROOMS, ctx, room_id, typed)


def count_people(
    ctx: AppContext, session: StaffSession, room_id: str, more: int = 0, *,
    full: bool | None = None
) -> HeadCount:
    """Counts who walked in: so many more or fewer, or 满了 and no longer.

    Refuses with `not_allowed`, `no_such_room`.
    """
    with ROOMS.acting(ctx, session, MAY_COUNT) as act:
        room, day = ROOMS.known(act.tx, room_id), act.now.date()
        before = rooms.head_counts(act.tx, day).get(room.id, HeadCount())
        people = min(max(before.people + more, 0), room.capacity)
        counted = HeadCount(people, before.full if full is None else full)
        rooms.count(act.tx, room.id, day, counted)
        act.log("count_people", room=room.id, people=counted.people, full=counted.full)
        return counted


def _verify_sign(ctx: AppContext, room_id: str, sign: str) -> None:
    if not hmac.compare_digest(sign_code(ctx, room_id).encode(), sign.encode()):
        raise Refusal("wrong_door")
