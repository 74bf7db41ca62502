"""Claims in every order that can be thought of: the house and a count of each minute agree."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from db import claims
from db.database import open_database
from kiosk.domain.claims import Claim, ClaimState, Resource, Span, most_taken, span_of
from tests.faults.booking import MINUTE, Grid, build, deed
from tests.house import AFTERNOON

HALL = Resource("hall", 2, before=timedelta(minutes=1), after=timedelta(minutes=2))
# Few minutes, so that claims meet.
BEGINS, LENGTHS, PLACES = st.integers(5, 40), st.integers(1, 12), st.integers(1, 2)


class Bookings(RuleBasedStateMachine):
    """A hall for two, an hour long."""

    live = Bundle("live")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        url = f"cysqlite:///{Path(self.folder.name) / 'house.db'}"
        build(url, HALL)
        self.database, self.grid, self.count = open_database(url), Grid.of(HALL, 1), 0

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def wish(self, begins: int, length: int, places: int) -> Claim:
        """A claim that somebody would like."""
        self.count += 1
        at = AFTERNOON + begins * MINUTE
        return Claim(0, f"c{self.count}", HALL.id, at, at + length * MINUTE, places,
                     ClaimState.CONFIRMED)

    @rule(target=live, begins=BEGINS, length=LENGTHS, places=PLACES)
    def books(self, begins: int, length: int, places: int) -> object:
        wanted = self.wish(begins, length, places)
        expected = self.grid.has_room(span_of(wanted, HALL))
        made, _ = deed(self.database, HALL, wanted, None)
        assert (made is not None) == expected
        if made is None:
            return multiple()
        self.grid.count(span_of(made, HALL), 1)
        return made

    @rule(target=live, known=consumes(live), begins=BEGINS, length=LENGTHS, places=PLACES)
    def moves(self, known: Claim, begins: int, length: int, places: int) -> Claim:
        wanted = self.wish(begins, length, places)
        self.grid.count(span_of(known, HALL), -1)
        expected = self.grid.has_room(span_of(wanted, HALL))
        made, _ = deed(self.database, HALL, wanted, known)
        assert (made is not None) == expected
        now = made or known
        self.grid.count(span_of(now, HALL), 1)
        return now

    @rule(known=consumes(live), state=st.sampled_from(["cancelled", "released"]))
    def gives_back(self, known: Claim, state: str) -> None:
        with self.database.change() as change:
            claims.become(change, known, ClaimState(state))
        self.grid.count(span_of(known, HALL), -1)

    @invariant()
    def nothing_is_sold_twice(self) -> None:
        day = Span(AFTERNOON, AFTERNOON + timedelta(hours=2))
        with self.database.session() as session:
            taken = claims.taken(session, HALL.id, day.begins, day.ends)
        assert most_taken(taken, day) == max(self.grid.minutes) <= HALL.capacity


TestBookings = Bookings.TestCase
TestBookings.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
