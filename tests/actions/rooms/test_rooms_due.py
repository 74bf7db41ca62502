"""What falls due in the rooms: reminders, what nobody answered, whom to forget."""

from __future__ import annotations

import pytest

from db.reservations import bookings
from db.reservations.waitlist import WaitlistRow
from kiosk.actions.rooms import cancel, follow, run_due
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from tests.support.centre import Clock
from tests.support.rooms import at, booked, code_of, full_at, waits


@pytest.mark.both
def test_whoever_booked_is_reminded_once(rooms: AppContext, clock: Clock) -> None:
    view = booked(rooms, at(16, 30))
    clock.now = at(15, 59)
    run_due(rooms)
    assert not follow(rooms, code_of(view)).booking.reminded
    clock.now = at(16, 0)
    run_due(rooms)
    run_due(rooms)
    reminded = follow(rooms, code_of(view)).booking
    assert reminded.reminded and reminded.sequence == view.booking.sequence


def test_who_waited_is_forgotten_with_who_booked(rooms: AppContext, clock: Clock) -> None:
    full_at(rooms, at(16, 30))
    waits(rooms, at(16, 30))
    clock.pass_(days=31)
    run_due(rooms)
    with rooms.database.read() as tx:
        owners = tx.column(WaitlistRow.select(WaitlistRow.owner_index))
        assert not bookings.to_forget(tx, "rooms", clock.now)
    assert owners == []


def test_what_nobody_answered_ends_when_it_begins_and_blames_nobody(
    rooms: AppContext, clock: Clock
) -> None:
    asked = booked(rooms, at(17, 30), "meeting")
    mine = full_at(rooms, at(16, 30))
    first = waits(rooms, at(16, 30))
    clock.now = at(16, 25)
    cancel(rooms, code_of(mine[0]))
    clock.now = at(16, 30)
    run_due(rooms)
    # Its ten minutes end with the beginning: whoever stands there now may have it.
    assert follow(rooms, first.entry.code).phase is Phase.LAPSED
    assert booked(rooms, None).phase is Phase.BOOKED
    clock.now = at(17, 30)
    run_due(rooms)
    assert follow(rooms, code_of(asked)).phase is Phase.LAPSED


def test_who_only_waited_is_forgotten_too(rooms: AppContext, clock: Clock) -> None:
    full_at(rooms, at(16, 30))
    waits(rooms, at(16, 30))
    clock.pass_(days=31)
    with rooms.database.write() as tx:
        bookings.forget(tx, "rooms", clock.now)
    run_due(rooms)
    with rooms.database.read() as tx:
        assert not list(tx.query(WaitlistRow.select(WaitlistRow.code).tuples()))
