"""What a guest of the rooms does at the touch screen, and what came of it."""

from __future__ import annotations

from datetime import timedelta

from db.reservations import bookings
from kiosk.context import AppContext
from tests.support.rooms import at
from tests.support.screens.resident import Resident


def comes_to(guest: Resident, title: str) -> None:
    """From home to a room."""
    guest.taps("活动场地")
    guest.wait_for("rooms")
    guest.taps(title)
    guest.wait_for("room")


def chooses(guest: Resident, time: str) -> None:
    """A time of the room, once it is marked."""
    guest.taps(time)
    guest.until(lambda: guest.target(time).selected)


def types(guest: Resident, digits: str) -> None:
    """Digits on the keypad, one after the other."""
    for digit in digits:
        guest.taps(digit)


def live(ctx: AppContext, room: str = "chess") -> list[str]:
    """The live bookings of a room, by their times."""
    with ctx.database.read() as tx:
        found = bookings.live_in(tx, "rooms", room, at(0), at(23) + timedelta(days=7))
    return [f"{one.reservation.starts_at:%a %H:%M} {one.phase}" for one in found]
