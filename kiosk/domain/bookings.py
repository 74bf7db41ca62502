"""Bookings: a claim on a room as the person who made it sees it, and its deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.claims import Claim, ClaimState
from kiosk.domain.refusals import Refusal

# Decided defaults of the house.
MOST_LIVE = 2
COMES_WITHIN = timedelta(minutes=15)
REMINDED_BEFORE = timedelta(minutes=30)
# Whoever is there a little early need not wait to say so.
EARLIEST_ARRIVAL = timedelta(minutes=15)
# With less than this left, 现在就进 lasts through the next time too.
TOO_SHORT = timedelta(minutes=15)
KEPT = timedelta(days=30)
# So long a place that became free is kept for the first in line.
OFFER_LASTS = timedelta(minutes=10)
# Numbers to say at the door: four digits, easy to read out and to type.
NUMBERS = range(1000, 10_000)


class Source(StrEnum):
    """Where a booking was made."""

    GLASS = "glass"
    PHONE = "phone"
    DESK = "desk"
    SERIES = "series"


class Phase(StrEnum):
    """Where a booking, or a place in the waiting list, stands for whoever made it."""

    WAITING = "waiting"
    OFFERED = "offered"
    ASKED = "asked"
    BOOKED = "booked"
    HERE = "here"
    MISSED = "missed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    LAPSED = "lapsed"
    OVER = "over"


class WaitState(StrEnum):
    """What became of a place in line; from WAITING nothing leads back to it."""

    WAITING = "waiting"
    OFFERED = "offered"
    LEFT = "left"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place in the line for a time of a room. What is offered to it has the same `code`."""

    code: str
    room_id: str
    begins: datetime
    ends: datetime
    places: int
    holder: str | None
    made_at: datetime
    state: WaitState = WaitState.WAITING


@dataclass(frozen=True, slots=True)
class Booking:
    """A claim with what a booking is besides.

    `number` is said or typed on arrival, 0 where nobody arrives by one (the house itself, an
    offer); `title` what the staff use the room for; `reason` why the house refused or took it
    back; `held_until` while it is offered; `sequence` counts its changes, for calendars.
    """

    claim: Claim
    number: int
    source: Source
    holder: str | None
    title: str
    reason: str
    held_until: datetime | None
    made_at: datetime
    changed_at: datetime
    sequence: int
    reminded: bool = False

    @property
    def phase(self) -> Phase:
        """Where it stands."""
        return {
            ClaimState.HELD: Phase.OFFERED if self.held_until else Phase.ASKED,
            ClaimState.CONFIRMED: Phase.BOOKED,
            ClaimState.ARRIVED: Phase.HERE,
            ClaimState.RELEASED: Phase.LAPSED if self.held_until else Phase.MISSED,
            ClaimState.CANCELLED: Phase.REFUSED if self.reason else Phase.CANCELLED,
            ClaimState.FINISHED: Phase.OVER,
        }[self.claim.state]

    @property
    def is_the_houses(self) -> bool:
        """Whether the staff use the room themselves: nobody has to arrive for it."""
        return self.source is Source.SERIES

    @property
    def released_at(self) -> datetime:
        """When it is given to others, unless somebody comes; what was only asked for when it
        begins. Whoever had, moved or was given it later than that has as long from then on."""
        if self.claim.state is ClaimState.HELD and self.held_until:
            return self.held_until
        waits = timedelta() if self.claim.state is ClaimState.HELD else COMES_WITHIN
        late = max(self.claim.begins + waits, self.changed_at + COMES_WITHIN)
        return min(late, self.claim.ends)

    def offer_is_over(self, now: datetime) -> bool:
        """Whether the time to answer an offer has passed."""
        return self.held_until is not None and self.held_until <= now

    def is_meant(self, typed: str, mark: str | None) -> bool:
        """Whether whoever typed this on arrival means it: its number, or its telephone's mark."""
        if mark is not None:
            return self.holder == mark
        return self.number > 0 and typed == str(self.number) and not self.is_the_houses

    def check_arrival(self, now: datetime) -> None:
        """Refuses with `not_agreed` while it is only asked for, and `not_yet` (opens)."""
        if self.phase is Phase.ASKED:
            raise Refusal("not_agreed")
        if self.phase is Phase.BOOKED and not self.may_arrive(now):
            raise Refusal("not_yet", opens=self.claim.begins)

    def may_arrive(self, now: datetime) -> bool:
        """Whether one can say now that one is there."""
        begins, ends = self.claim.begins - EARLIEST_ARRIVAL, self.claim.ends
        return self.phase is Phase.BOOKED and begins <= now < ends
