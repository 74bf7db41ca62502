"""What the reservations engine is asked for and answers: frozen, with the area's own resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic

from kiosk.actions.reservations.area import Kind
from kiosk.domain.calendar_exceptions import knows
from kiosk.domain.queue.slips import SlipState
from kiosk.domain.reservations.bookings import Booking, Phase, Purpose, Source, WaitlistEntry
from kiosk.domain.reservations.places import Reservation
from kiosk.domain.reservations.series import InTheWay, Occurrence, SeriesPlan


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What a tap on 订这一桌 asks for.

    `key` comes with the tap: the same key is the same booking however often it arrives.
    `starts_at` is None for 现在就进. `phone` was typed, `browser` is the one that asks: one of the
    two says whose booking it is, and neither is needed to go in now at the touch screen. Its slip
    is printed at this kiosk in `language`, where it has a printer; None: there is none. `purpose`
    is what is told where the centre is asked for a room.
    """

    key: str
    resource_id: str
    starts_at: datetime | None
    source: Source
    seats: int = 1
    phone: str | None = None
    browser: str | None = None
    language: str | None = None
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class BookingView(Generic[Kind]):
    """A booking as whoever made it sees it. `may_check_in` while 我到了 makes sense."""

    version: int
    now: datetime
    booking: Booking
    resource: Kind
    phase: Phase
    may_check_in: bool
    url: str
    slip: SlipState = SlipState.NONE

    @property
    def held(self) -> Reservation:
        """Its time and its code."""
        return self.booking.reservation

    @property
    def number(self) -> int:
        """Its four digits."""
        return self.booking.number

    @property
    def reason(self) -> str:
        """What the centre says of it."""
        return self.booking.reason

    @property
    def made_at(self) -> datetime:
        """When it was asked for."""
        return self.booking.made_at


@dataclass(frozen=True, slots=True)
class WaitlistView(Generic[Kind]):
    """A place in the waiting list as whoever waits sees it: `place` counts from 1, 0 where it is
    none any more."""

    version: int
    now: datetime
    entry: WaitlistEntry
    resource: Kind
    phase: Phase
    place: int
    url: str
    slip: SlipState = SlipState.NONE

    @property
    def held(self) -> WaitlistEntry:
        """Its time and its code."""
        return self.entry

    @property
    def number(self) -> int:
        """Its four digits, 0 where an area gives none to who waits."""
        return self.entry.number

    @property
    def reason(self) -> str:
        """What the centre says of it: nothing."""
        return ""

    @property
    def made_at(self) -> datetime:
        """When it was asked for."""
        return self.entry.made_at


@dataclass(frozen=True, slots=True)
class DeskBooking(Generic[Kind]):
    """A booking as the staff see it: its telephone masked, empty where none was left; what a room
    is for, None where nobody was asked; the series it is one time of."""

    booking: Booking
    resource: Kind
    phone: str
    may_check_in: bool
    purpose: Purpose | None = None
    series_id: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a whole resource cannot be had for a time; `whose` is what the staff have there, "" for
    a resident's booking or where nothing is; `free` are up to three near starts at which it could
    be had."""

    why: InTheWay
    whose: str
    free: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class SeriesDraft(Generic[Kind]):
    """A plan, its times and what is in the way of each, by its start: nothing of it is written yet.
    `holidays` are the days that it leaves out."""

    plan: SeriesPlan
    resource: Kind
    times: tuple[Occurrence, ...]
    why: Mapping[datetime, Conflict]
    holidays: tuple[date, ...]

    @property
    def conflicts(self) -> int:
        """How many of its times cannot be had."""
        return sum(one.in_the_way is not None for one in self.times)

    @property
    def years_unknown(self) -> tuple[int, ...]:
        """The years of its times of which only the fixed holidays are known, in order."""
        years = dict.fromkeys(one.starts_at.year for one in self.times)
        return tuple(year for year in years if not knows(year))


@dataclass(frozen=True, slots=True)
class SeriesMade:
    """A series that was written, and how many times it has; 0 where it was written before."""

    id: int
    times: int


@dataclass(frozen=True, slots=True)
class SeriesView(Generic[Kind]):
    """A series as it stands: its times to come, how many it had in all, and the days that were left
    out with what was in the way then, None for a holiday."""

    id: int
    now: datetime
    plan: SeriesPlan
    resource: Kind
    coming: tuple[Booking, ...]
    made: int
    left_out: tuple[tuple[date, Conflict | None], ...]
