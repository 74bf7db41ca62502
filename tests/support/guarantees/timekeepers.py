"""Processes that look at what is due in the rooms, some of which are killed in the middle."""

from __future__ import annotations

import os
import secrets
import signal
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from db.engine import event_log
from db.engine.bearer_codes import hidden
from db.engine.database import WriteTransaction
from db.reservations import bookings, places
from db.reservations.places import ReservationRow
from db.rooms import queries as rooms
from kiosk.actions.rooms import ROOMS, run_due
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking, Source
from kiosk.domain.reservations.places import Reservation, ReservationState
from tests.support.centre import Clock, context_on
from tests.support.guarantees.processes import Told, think
from tests.support.rooms import at

# By then all of the day is due.
EVENING = at(23)
ACTION = "booking_released"
Release = Callable[[AppContext, Booking, datetime], None]


def puts(ctx: AppContext, begins: datetime, room_id: str = "chess") -> str:
    """A booking of a time that the rules of now would not give any more; its code."""
    with ctx.database.write() as tx:
        room = rooms.room(tx, room_id)
        assert room
        code = secrets.token_hex(8)
        wanted = Reservation.of(room, hidden(ctx.secret, code), begins, begins + room.slot)
        reservation = places.add(tx, wanted, room, wanted.code)
        number = bookings.number_for(tx, reservation)
        bookings.add(tx, Booking(
            reservation, number, Source.PHONE, None, "", "", None, begins, begins, 0,
        ))
    return code


def a_day_of(ctx: AppContext) -> int:
    """Books every hour of the day twice; how many bookings that makes."""
    hours = [at(hour) for hour in range(22) for _ in range(2)]
    for begins in hours:
        puts(ctx, begins)
    return len(hours)


def left_to_do(ctx: AppContext) -> int:
    """How many bookings are still to be given to others."""
    with ctx.database.read() as tx:
        return len(bookings.begun(tx, ROOMS.name, EVENING))


def done(ctx: AppContext) -> tuple[Counter[int], Counter[int]]:
    """How often each booking was changed, and how often the journal says that it was given on."""
    with ctx.database.read() as tx:
        found = bookings.since(tx, ROOMS.name, None, at(0))
        lines = event_log.since(tx, 0, [ACTION])
        return (Counter({one.reservation.id: one.sequence for one in found}),
                Counter(line.details["reservation"] for line in lines))


def keep_the_day(url: str, data: Path, over: Any = None) -> Told:
    """One process goes through the day, looking every ten minutes what is due."""
    clock = Clock(at(0))
    centre = context_on(url, data, clock)
    troubles = []
    while clock.now < EVENING:
        clock.pass_(minutes=10)
        try:
            run_due(centre)
        except Exception as trouble:  # noqa: BLE001  # every kind of it is a find
            troubles.append(repr(trouble))
    centre.database.close()
    return Told((), tuple(troubles))


def release_what_was_seen(url: str, data: Path, release: Release, over: Any = None) -> Told:
    """One process as one writes it at first: looks, thinks, and only then releases."""
    centre = context_on(url, data, Clock(EVENING))
    released = []
    while True:
        with centre.database.read() as tx:
            due = bookings.begun(tx, ROOMS.name, EVENING)
        if not due:
            centre.database.close()
            return Told(tuple(released), ())
        think()
        try:
            release(centre, due[0], EVENING)
            released.append(str(due[0].reservation.id))
        except Refusal:
            continue


def from_its_state(centre: AppContext, booking: Booking, now: datetime) -> None:
    """Releases only what still is as it was seen. Refuses with `claim_changed`."""
    with centre.database.write() as tx:
        bookings.become(tx, booking, ReservationState.RELEASED, now)


def from_any_state(centre: AppContext, booking: Booking, now: datetime) -> None:
    """The negative control: releases whatever became of it."""
    with centre.database.write() as tx:
        tx.query(ReservationRow.update(state=ReservationState.RELEASED).where(
            ReservationRow.id == booking.reservation.id))


def dies_at(url: str, data: Path, line: int, in_one: bool = True) -> None:
    """One round, killed as it writes its n-th line into the journal, or else when it is done.

    Not `in_one` transaction is the negative control: there each line comes in one of its own.
    """
    centre = context_on(url, data, Clock(EVENING))
    lines = count(1)
    write = event_log.write

    def write_or_die(tx: WriteTransaction, *rest: Any, **details: Any) -> None:
        if next(lines) == line:
            die()
        write(tx, *rest, **details)

    event_log.write = write_or_die
    if in_one:
        run_due(centre)
    else:
        with centre.database.read() as tx:
            due = bookings.begun(tx, ROOMS.name, EVENING)
        for booking in due:
            from_its_state(centre, booking, EVENING)
            with centre.database.write() as tx:
                event_log.write(tx, EVENING, "system", ACTION, reservation=booking.reservation.id)
    die()


def die() -> None:
    """kill -9, by one's own hand, so that it falls where it is meant to."""
    os.kill(os.getpid(), signal.SIGKILL)
