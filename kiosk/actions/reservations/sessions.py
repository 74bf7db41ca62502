"""A whole session that the centre calls off or moves: all that was booked of it goes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from db.reservations import bookings, places, waitlist
from kiosk.actions.acting import SYSTEM, Act
from kiosk.actions.reservations.area import Kind, ReservationArea, event_details
from kiosk.domain.reservations.bookings import Booking, WaitlistState
from kiosk.domain.reservations.places import ReservationState

A_MOMENT = timedelta(microseconds=1)


def call_off(
    area: ReservationArea[Kind], act: Act, resource_id: str, starts_at: datetime, reason: str
) -> int:
    """Takes back all that is booked or offered of a session, with the reason, and lets nobody
    wait for it any more; returns how many bookings it was. Whoever is there already stays so."""
    booked = [one for one in _of(area, act, resource_id, starts_at)
              if one.reservation.state is not ReservationState.CHECKED_IN]
    for one in booked:
        bookings.become(act.tx, one, ReservationState.CANCELLED, act.now, reason)
        act.log("take_booking_back", **event_details(one))
    for mine in waitlist.line(act.tx, area.name, resource_id, starts_at):
        waitlist.become(act.tx, mine, WaitlistState.LAPSED)
    return len(booked)


def move_all(
    area: ReservationArea[Kind], act: Act, resource: Kind, starts_at: datetime,
    to: tuple[datetime, datetime],
) -> int:
    """Moves all that is booked, offered or waited for of a session to another time; returns how
    many bookings it was. Each keeps its number and its places.

    Refuses with `just_taken` where the resource has no room for all of them then.
    """
    booked = _of(area, act, resource.id, starts_at)
    for one in booked:
        held_until = one.held_until and min(one.held_until, to[0])
        moved = places.move(act.tx, one.reservation, resource, *to, one.reservation.seats)
        bookings.changed(act.tx, replace(
            one, reservation=moved, held_until=held_until, reminded=False), act.now)
        act.log("move_booking", actor=SYSTEM, **event_details(one))
    waitlist.move(act.tx, area.name, resource.id, starts_at, to)
    return len(booked)


def _of(
    area: ReservationArea[Kind], act: Act, resource_id: str, starts_at: datetime
) -> tuple[Booking, ...]:
    return bookings.live_in(act.tx, area.name, resource_id, starts_at, starts_at + A_MOMENT)
