"""What falls due in the rooms: places nobody came for, offers, reminders, what to forget."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from db import bookings, journal, waiting
from db.database import Change, Session
from kiosk.actions.rooms.waiting import due_in_line, offer_free
from kiosk.area import HealthPart, RetentionRule
from kiosk.context import Lobby
from kiosk.domain.bookings import KEPT, REMINDED_BEFORE, Booking, Phase
from kiosk.domain.calendar import ZONE
from kiosk.domain.claims import ClaimState

# Nothing has to be done sooner than this after it fell due.
ROUNDS = timedelta(seconds=30)
# Longer ago than this, while the pages run, something is wrong.
LATE = timedelta(minutes=3)
RETENTION = RetentionRule(
    "bookings", KEPT.days, "forget_bookings", "bookings",
    lambda session, before: (bookings.to_forget(session, before)
                             or waiting.to_forget(session, before)),
)


def keep_time(lobby: Lobby) -> float:
    """Does what is due now, and returns after how many seconds to ask again.

    It asks the database alone, so a machine that slept, a clock that jumped or a second process
    that does the same change nothing: each deed goes only from the state it found.
    Raises StorageDown.
    """
    now = lobby.clock()
    with lobby.database.session() as session:
        is_due = _is_due(session, now)
    if is_due:
        with lobby.database.change() as change:
            _release(change, now)
            _remind(change, now)
            offer_free(lobby, change, now)
            _forget(change, now)
    return ROUNDS.total_seconds()


def go_round(lobby: Lobby) -> float:
    """`keep_time`, and a mark that it was done here."""
    pause = keep_time(lobby)
    _mark(lobby).touch()
    return pause


def last_round(lobby: Lobby) -> datetime | None:
    """When this machine last looked at what is due, by its own clock; None where it never did."""
    mark = _mark(lobby)
    return datetime.fromtimestamp(mark.stat().st_mtime, ZONE) if mark.exists() else None


def health(lobby: Lobby, serving: bool) -> list[HealthPart]:
    """When what falls due in the rooms was last looked at."""
    last = last_round(lobby)
    note = f"last round {last:%Y-%m-%d %H:%M:%S}" if last else "no round yet"
    if not serving:
        return [HealthPart("rooms", True, f"{note}; the pages are not running")]
    return [HealthPart("rooms", last is not None and lobby.clock() - last <= LATE, note)]


def _mark(lobby: Lobby) -> Path:
    # A file, not a row: every change of a row is news, which would wake each phone that waits.
    return lobby.settings.data / "rooms.round"


def _is_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to do: looking alone disturbs nobody."""
    return bool(
        any(next_state(one, now) for one in bookings.begun(session, now))
        or any(one.offer_is_over(now) for one in bookings.unanswered(session, now))
        or _to_remind(session, now)
        or any(due_in_line(session, now))
        or bookings.to_forget(session, now - KEPT) or waiting.to_forget(session, now - KEPT)
    )


def _release(change: Change, now: datetime) -> None:
    for booking in bookings.begun(change, now):
        _ended(change, booking, next_state(booking, now), now)
    for booking in bookings.unanswered(change, now):
        if booking.offer_is_over(now):
            _ended(change, booking, ClaimState.RELEASED, now)


def _to_remind(session: Session, now: datetime) -> list[Booking]:
    return [
        one for one in bookings.coming(session, now, now + REMINDED_BEFORE)
        if one.phase is Phase.BOOKED and not one.reminded and not one.is_the_houses
    ]


def _remind(change: Change, now: datetime) -> None:
    for booking in _to_remind(change, now):
        bookings.remind(change, booking)
        journal.write(change, now, "house", "remind", claim=booking.claim.id,
                      room=booking.claim.resource_id)


def _forget(change: Change, now: datetime) -> None:
    forgotten = bookings.forget(change, now - KEPT) + waiting.forget(change, now - KEPT)
    if forgotten:
        journal.write(change, now, "house", "forget_bookings", bookings=forgotten)


def next_state(booking: Booking, now: datetime) -> ClaimState | None:
    """Where the clock alone takes a booking that has begun; None where it stays as it is."""
    claim = booking.claim
    if claim.state is ClaimState.ARRIVED:
        return ClaimState.FINISHED if claim.ends <= now else None
    if booking.is_the_houses:
        return ClaimState.ARRIVED
    return ClaimState.RELEASED if booking.released_at <= now else None


def _ended(change: Change, booking: Booking, state: ClaimState | None, now: datetime) -> None:
    if state:
        if booking.claim.state is ClaimState.HELD:
            bookings.lapse(change, booking, now)
        else:
            bookings.become(change, booking, state, now)
        journal.write(change, now, "house", f"room_{state}", claim=booking.claim.id,
                      room=booking.claim.resource_id)
