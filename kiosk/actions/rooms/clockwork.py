"""What falls due in the rooms: places nobody came for, times that are over, what to forget."""

from __future__ import annotations

from datetime import datetime, timedelta

from db import bookings, journal
from db.database import Change
from kiosk.domain.bookings import KEPT, Booking
from kiosk.domain.claims import ClaimState
from kiosk.lobby import Lobby

# Nothing has to be done sooner than this after it fell due.
ROUNDS = timedelta(seconds=30)


def keep_time(lobby: Lobby) -> float:
    """Does what is due now, and returns after how many seconds to ask again.

    It asks the database alone, so a machine that slept, a clock that jumped or a second process
    that does the same change nothing: each deed goes only from the state it found.
    Raises StorageDown.
    """
    now = lobby.clock()
    with lobby.database.session() as session:
        due = [one for one in bookings.begun(session, now) if next_state(one, now)]
        old = bookings.to_forget(session, now - KEPT)
    if due or old:
        with lobby.database.change() as change:
            for booking in bookings.begun(change, now):
                _ended(change, booking, now)
            forgotten = bookings.forget(change, now - KEPT)
            if forgotten:
                journal.write(change, now, "house", "forget_bookings", bookings=forgotten)
    return ROUNDS.total_seconds()


def next_state(booking: Booking, now: datetime) -> ClaimState | None:
    """Where the clock alone takes a booking that has begun; None where it stays as it is."""
    claim = booking.claim
    if claim.state is ClaimState.ARRIVED:
        return ClaimState.FINISHED if claim.ends <= now else None
    if booking.is_the_houses:
        return ClaimState.ARRIVED
    return ClaimState.RELEASED if booking.released_at <= now else None


def _ended(change: Change, booking: Booking, now: datetime) -> None:
    state = next_state(booking, now)
    if state:
        bookings.become(change, booking, state, now)
        journal.write(change, now, "house", f"room_{state}", claim=booking.claim.id,
                      room=booking.claim.resource_id)
