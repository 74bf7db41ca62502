"""The signs on the rooms' doors: drawing one, and checking in by it."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from urllib.parse import urlsplit

from kiosk.actions.acting import allowed
from kiosk.actions.content.centre import guide
from kiosk.actions.reservations import check_in_by_number, checked_in
from kiosk.actions.reservations.booking import view
from kiosk.actions.rooms.area import ROOMS
from kiosk.actions.rooms.results import RoomBooking
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.door_sign import Sign, draw
from kiosk.domain.calendar import OpeningHours
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.wording.hours import open_days
from kiosk.wording.translator import Translator

STEPS = 3


def sign_code(ctx: AppContext, room_id: str) -> str:
    """What the sign on a room's door carries: whoever has it stood before the door."""
    signed = hmac.digest(ctx.secret, f"door {room_id}".encode(), hashlib.sha256)
    return b32encode(signed[:20]).decode().lower()


def check_in(ctx: AppContext, code: str, sign: str) -> RoomBooking:
    """我到了, by the sign on the door. Twice is once.

    Refuses with `no_such_booking`, `wrong_door`, and as `checked_in`.
    """
    with ROOMS.acting(ctx, "holder") as act:
        booking = ROOMS.by_code(ctx, act.tx, code)
        verify_sign(ctx, booking.reservation.resource_id, sign)
        return view(ROOMS, ctx, act.tx, checked_in(ROOMS, act, booking))


def check_in_at_door(ctx: AppContext, room_id: str, sign: str, typed: str) -> RoomBooking:
    """我到了, typed before a door by a phone that did not book: with the sign's own code.

    Refuses with `wrong_door`, and as `check_in_by_number`.
    """
    verify_sign(ctx, room_id, sign)
    return check_in_by_number(ROOMS, ctx, room_id, typed)


def door_sign(ctx: AppContext, session: StaffSession, room_id: str, language: str) -> bytes:
    """The sign for a room's door, a PDF of A5. Refuses with `not_allowed`, `no_such_room`,
    `no_address`.

    Whoever has its code stood before the door: a centre that changes its secret prints new ones.
    """
    allowed(session, ROOMS.keepers)
    words, centre = ctx.words[language], guide(ctx).centre
    with ROOMS.reading(ctx) as tx:
        room = ROOMS.known(tx, room_id)
    url = ctx.settings.lasting_link(f"/r/{room.id}/here?s={sign_code(ctx, room.id)}")
    kind = "booked" if room.is_booked else "walk_in"
    return draw(Sign(
        brand=centre.name.in_(language), centre=centre.centre.in_(language),
        room=room.title.in_(language), how=words(f"door_sign.{kind}"),
        scan=words("door_sign.scan"), free=words("door_sign.free"),
        leads=words("door_sign.leads"), url=url, host=urlsplit(url).netloc,
        steps=[words(f"door_sign.{kind}_{n}") for n in range(1, STEPS + 1)],
        facts=[(words("door_sign.hours"), week(words, room.hours)),
               (words("door_sign.rules"), room.rules.in_(language))],
    ), ASSETS)


def week(words: Translator, hours: OpeningHours) -> str:
    """When it is open as a rule, in one line: 周一到周五 08:30–12:00、14:30–17:30，周六 …."""
    lines = (f"{line.days} {line.hours}" for line in open_days(words, hours))
    return words("door_sign.comma").join(lines)


def verify_sign(ctx: AppContext, room_id: str, sign: str) -> None:
    """Refuses with `wrong_door` where that is not what the sign on a room's door carries."""
    if not hmac.compare_digest(sign_code(ctx, room_id).encode(), sign.encode()):
        raise Refusal("wrong_door")
