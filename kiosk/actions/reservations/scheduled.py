"""What falls due: places nobody came for, offers, reminders, what to forget."""

from __future__ import annotations

from datetime import datetime, timedelta

from db import journal
from db.database import Change, Session
from db.reservations import bookings, waitlist
from kiosk.actions.reservations.area import Kind, ReservationArea, log
from kiosk.actions.reservations.waitlist import due_in_waitlist, offer_free
from kiosk.context import Lobby
from kiosk.domain.reservations.bookings import Booking, Phase
from kiosk.domain.reservations.places import ReservationState

# Nothing has to be done sooner than this after it fell due.
PAUSE = timedelta(seconds=30)


def run_due(area: ReservationArea[Kind], lobby: Lobby) -> float:
    """Does what is due now, and returns after how many seconds to ask again.

    It asks the database alone, so a machine that slept, a clock that jumped or a second process
    that does the same change nothing: each action goes only from the state it found.
    Raises StorageDown.
    """
    now = lobby.clock()
    with lobby.database.session() as session:
        is_due = _is_due(area, session, now)
    if is_due:
        with lobby.database.change() as change:
            _release(area, change, now)
            _remind(area, change, now)
            offer_free(area, lobby, change, now)
            _forget(area, change, now)
    return PAUSE.total_seconds()


def to_forget(area: ReservationArea[Kind], session: Session, now: datetime) -> bool:
    """Whether it is still known who made a booking that ended longer ago than the area keeps it."""
    before = now - area.rules.kept
    return (bookings.to_forget(session, area.name, before)
            or waitlist.to_forget(session, area.name, before))


def _is_due(area: ReservationArea[Kind], session: Session, now: datetime) -> bool:
    """Whether there is anything to do: looking alone disturbs nobody."""
    return bool(
        any(area.rules.next_state(one, now) for one in bookings.begun(session, area.name, now))
        or any(one.offer_is_over(now) for one in bookings.unanswered(session, area.name, now))
        or _to_remind(area, session, now)
        or any(due_in_waitlist(area, session, now))
        or to_forget(area, session, now)
    )


def _release(area: ReservationArea[Kind], change: Change, now: datetime) -> None:
    for booking in bookings.begun(change, area.name, now):
        state = area.rules.next_state(booking, now)
        if state:
            _ended(area, change, booking, state, now)
    for booking in bookings.unanswered(change, area.name, now):
        if booking.offer_is_over(now):
            _ended(area, change, booking, ReservationState.RELEASED, now)


def _to_remind(
    area: ReservationArea[Kind], session: Session, now: datetime
) -> list[Booking]:
    until = now + area.rules.reminded_before
    return [
        one for one in bookings.coming(session, area.name, now, until)
        if one.phase is Phase.BOOKED and not one.reminded and not one.is_of_series
    ]


def _remind(area: ReservationArea[Kind], change: Change, now: datetime) -> None:
    for booking in _to_remind(area, change, now):
        bookings.remind(change, booking)
        log(change, now, "house", "remind", booking)


def _forget(area: ReservationArea[Kind], change: Change, now: datetime) -> None:
    before = now - area.rules.kept
    forgotten = (bookings.forget(change, area.name, before)
                 + waitlist.forget(change, area.name, before))
    if forgotten:
        journal.write(change, now, "house", "forget_bookings", area=area.name, bookings=forgotten)


def _ended(
    area: ReservationArea[Kind], change: Change, booking: Booking, state: ReservationState,
    now: datetime,
) -> None:
    if booking.reservation.state is ReservationState.HELD:
        bookings.lapse(change, booking, area.rules.released_at(booking), now)
    else:
        bookings.become(change, booking, state, now)
    log(change, now, "house", f"booking_{state}", booking)
