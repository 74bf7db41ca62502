"""Reservations in every order one can think of: the centre and a count of each minute agree."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from db.engine.database import open_database
from db.reservations import places
from kiosk.domain.reservations.places import (
    Occupancy,
    Reservation,
    ReservationState,
    Resource,
    most_occupied,
)
from tests.support.centre import AFTERNOON
from tests.support.guarantees.booking import MINUTE, Grid, action, build, kept_by

HALL = Resource("rooms", "hall", 2, setup=timedelta(minutes=1), teardown=timedelta(minutes=2))
# Few minutes, so that reservations meet.
BEGINS, LENGTHS, SEATS = st.integers(5, 40), st.integers(1, 12), st.integers(1, 2)


class Bookings(RuleBasedStateMachine):
    """A hall for two, an hour long."""

    live = Bundle("live")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        url = f"cysqlite:///{Path(self.folder.name) / 'centre.db'}"
        build(url, HALL)
        self.database, self.grid, self.count = open_database(url), Grid.of(HALL, 1), 0

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def wish(self, begins: int, length: int, seats: int) -> Reservation:
        """A reservation that somebody would like."""
        self.count += 1
        at = AFTERNOON + begins * MINUTE
        return Reservation.of(HALL, f"c{self.count}", at, at + length * MINUTE, seats)

    @rule(target=live, begins=BEGINS, length=LENGTHS, seats=SEATS)
    def books(self, begins: int, length: int, seats: int) -> object:
        wanted = self.wish(begins, length, seats)
        expected = self.grid.has_room(kept_by(wanted, HALL))
        made, _ = action(self.database, HALL, wanted, None)
        assert (made is not None) == expected
        if made is None:
            return multiple()
        self.grid.count(kept_by(made, HALL), 1)
        return made

    @rule(target=live, known=consumes(live), begins=BEGINS, length=LENGTHS, seats=SEATS)
    def moves(self, known: Reservation, begins: int, length: int, seats: int) -> Reservation:
        wanted = self.wish(begins, length, seats)
        self.grid.count(kept_by(known, HALL), -1)
        expected = self.grid.has_room(kept_by(wanted, HALL))
        made, _ = action(self.database, HALL, wanted, known)
        assert (made is not None) == expected
        now = made or known
        self.grid.count(kept_by(now, HALL), 1)
        return now

    @rule(known=consumes(live), state=st.sampled_from(["cancelled", "released"]))
    def gives_back(self, known: Reservation, state: str) -> None:
        with self.database.write() as tx:
            places.become(tx, known, ReservationState(state))
        self.grid.count(kept_by(known, HALL), -1)

    @invariant()
    def nothing_is_sold_twice(self) -> None:
        day = Occupancy(AFTERNOON, AFTERNOON + timedelta(hours=2))
        with self.database.read() as tx:
            taken = places.occupied(tx, HALL, day)
        assert most_occupied(taken, day) == max(self.grid.minutes) <= HALL.capacity


TestBookings = Bookings.TestCase
TestBookings.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
