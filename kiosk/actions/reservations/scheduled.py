"""What falls due: places nobody came for, offers, reminders, what to forget."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.engine.database import ReadTransaction
from db.reservations import bookings, waitlist
from kiosk.actions.acting import SYSTEM, Act
from kiosk.actions.reservations.area import Kind, ReservationArea, event_details
from kiosk.actions.reservations.waitlist import due_in_waitlist, offer_free
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Booking, Phase
from kiosk.domain.reservations.places import ReservationState

# Nothing has to be done sooner than this after it fell due.
PAUSE = timedelta(seconds=30)


def run_due(area: ReservationArea[Kind], ctx: AppContext) -> float:
    """Does what is due now, and returns after how many seconds to ask again.

    It asks the database alone, so a machine that slept, a clock that jumped or a second process
    that does the same change nothing: each action goes only from the state it found.
    Raises StorageDown.
    """
    now = ctx.clock()
    with ctx.database.read() as tx:
        is_due = _is_due(area, tx, now)
    if is_due:
        with area.acting(ctx, SYSTEM) as act:
            act.without_event("another process may have done it")
            _release(area, act)
            _remind(area, act)
            offer_free(area, act)
            _forget(area, act)
    return PAUSE.total_seconds()


def erase(area: ReservationArea[Kind], act: Act, keys: frozenset[str]) -> int:
    """Deletes once more who made the bookings that name one of these keys; returns how many."""
    found = bookings.with_keys(act.tx, area.name, keys)
    bookings.forget_these(act.tx, found)
    return len(found)


def to_forget(area: ReservationArea[Kind], tx: ReadTransaction, now: datetime) -> bool:
    """Whether it is still known who made a booking that ended longer ago than the area keeps it."""
    before = now - area.rules.kept
    return (bookings.to_forget(tx, area.name, before)
            or waitlist.to_forget(tx, area.name, before))


def _is_due(area: ReservationArea[Kind], tx: ReadTransaction, now: datetime) -> bool:
    """Whether there is anything to do: looking alone disturbs nobody."""
    return bool(
        any(area.rules.next_state(one, now) for one in bookings.begun(tx, area.name, now))
        or any(one.offer_is_over(now) for one in bookings.unanswered(tx, area.name, now))
        or _to_remind(area, tx, now)
        or any(due_in_waitlist(area, tx, now))
        or to_forget(area, tx, now)
    )


def _release(area: ReservationArea[Kind], act: Act) -> None:
    for booking in bookings.begun(act.tx, area.name, act.now):
        state = area.rules.next_state(booking, act.now)
        if state:
            _ended(area, act, booking, state)
    for booking in bookings.unanswered(act.tx, area.name, act.now):
        if booking.offer_is_over(act.now):
            _ended(area, act, booking, ReservationState.RELEASED)


def _to_remind(
    area: ReservationArea[Kind], tx: ReadTransaction, now: datetime
) -> list[Booking]:
    until = now + area.rules.reminded_before
    return [
        one for one in bookings.coming(tx, area.name, now, until)
        if one.phase is Phase.BOOKED and not one.reminded and not one.is_of_series
    ]


def _remind(area: ReservationArea[Kind], act: Act) -> None:
    for booking in _to_remind(area, act.tx, act.now):
        bookings.remind(act.tx, booking)
        act.log("remind", **event_details(booking))


def _forget(area: ReservationArea[Kind], act: Act) -> None:
    before = act.now - area.rules.kept
    forgotten = (bookings.forget(act.tx, area.name, before)
                 + waitlist.forget(act.tx, area.name, before))
    if forgotten:
        act.log("forget_bookings", area=area.name, bookings=forgotten)


def _ended(
    area: ReservationArea[Kind], act: Act, booking: Booking, state: ReservationState
) -> None:
    if booking.reservation.state is ReservationState.HELD:
        bookings.lapse(act.tx, booking, area.rules.released_at(booking), act.now)
    else:
        bookings.become(act.tx, booking, state, act.now)
    act.log(f"booking_{state}", **event_details(booking))
