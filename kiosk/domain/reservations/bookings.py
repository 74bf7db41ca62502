"""Bookings: a reservation as whoever made it sees it, the waiting list, and their deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import Reservation, ReservationState

# Numbers to say at the door: four digits, easy to read out and to type.
NUMBERS = range(1000, 10_000)
# As much as a line of the desk has room for.
LONGEST_PURPOSE, LONGEST_NAME, MOST_PEOPLE = 30, 12, 500


class Source(StrEnum):
    """Where a booking was made."""

    KIOSK = "kiosk"
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
    NO_SHOW = "missed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    LAPSED = "lapsed"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What whoever asks for a room of the centre says of it: what for, how many come, and what
    they are called, "" where they leave it out."""

    what: str
    people: int
    name: str

    @classmethod
    def told(cls, what: str, people: int, name: str) -> Purpose:
        """As it is kept. Refuses with `purpose_missing` where it is not said what for, or for how
        many."""
        what, name = " ".join(what.split()), " ".join(name.split())
        if not what or not 1 <= people <= MOST_PEOPLE:
            raise Refusal("purpose_missing")
        return cls(what[:LONGEST_PURPOSE], people, name[:LONGEST_NAME])


class WaitlistState(StrEnum):
    """What became of a place in line; from WAITING nothing leads back to it."""

    WAITING = "waiting"
    OFFERED = "offered"
    LEFT = "left"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class WaitlistEntry:
    """A place in the waiting list of a time. What is offered to it has the same `code` and
    `number`, 0 where the area gives none; `passed` says how often others went before."""

    code: str
    area: str
    resource_id: str
    starts_at: datetime
    ends_at: datetime
    seats: int
    owner_index: str | None
    made_at: datetime
    state: WaitlistState = WaitlistState.WAITING
    number: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Booking:
    """A reservation with what a booking is besides.

    `number` is said or typed on arrival, 0 where nobody checks in by one (a series, an offer);
    `owner_index` is the blind index of the telephone or the browser it came from, `title` what
    the staff use the resource for, `reason` why the centre refused or took it back; `held_until`
    stands while it is offered; `sequence` counts its changes, for calendars.
    """

    reservation: Reservation
    number: int
    source: Source
    owner_index: str | None
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
            ReservationState.HELD: Phase.OFFERED if self.held_until else Phase.ASKED,
            ReservationState.CONFIRMED: Phase.BOOKED,
            ReservationState.CHECKED_IN: Phase.HERE,
            ReservationState.RELEASED: Phase.LAPSED if self.held_until else Phase.NO_SHOW,
            ReservationState.CANCELLED: Phase.REFUSED if self.reason else Phase.CANCELLED,
            ReservationState.FINISHED: Phase.OVER,
        }[self.reservation.state]

    @property
    def is_of_series(self) -> bool:
        """Whether the staff planned it for themselves: nobody has to check in for it."""
        return self.source is Source.SERIES

    def offer_is_over(self, now: datetime) -> bool:
        """Whether the time to answer an offer has passed."""
        return self.held_until is not None and self.held_until <= now

    def is_meant(self, typed: str, owner_index: str | None) -> bool:
        """Whether whoever typed this on arrival means it: its number, or its telephone."""
        if owner_index is not None:
            return self.owner_index == owner_index
        return self.number > 0 and typed == str(self.number) and not self.is_of_series


@dataclass(frozen=True, slots=True)
class BookingRules:
    """What holds for the bookings of an area; the defaults are those of the centre.

    One owner has at most `max_live` at once. One checks in from `check_in_before` the start on
    (whoever is there a little early need not wait to say so) and within `check_in_within` after
    it. Whoever booked is reminded `reminded_before` the start. With less than `too_short` left,
    现在就进 lasts through the next session too. What became free is held for the first of the
    waiting list for `offer_lasts`, and longer where its start is far: for a quarter of the time
    until then, up to `offer_lasts_at_most`. For whoever waits and was passed over `max_passed`
    times places are kept, until `keeping_ends` before the start. The page of a booking opens until
    `page_lasts` after the end. Who booked is known for `kept` after it.
    """

    max_live: int = 2
    check_in_before: timedelta = timedelta(minutes=15)
    check_in_within: timedelta = timedelta(minutes=15)
    reminded_before: timedelta = timedelta(minutes=30)
    too_short: timedelta = timedelta(minutes=15)
    offer_lasts: timedelta = timedelta(minutes=10)
    offer_lasts_at_most: timedelta = timedelta()
    max_passed: int = 3
    keeping_ends: timedelta = timedelta(hours=2)
    page_lasts: timedelta = timedelta(days=7)
    kept: timedelta = timedelta(days=30)

    def offered_until(self, starts_at: datetime, now: datetime) -> datetime:
        """Until when an offer made now of a time can be answered."""
        asked = max(min((starts_at - now) / 4, self.offer_lasts_at_most), self.offer_lasts)
        return min(now + asked, starts_at)

    def verify_page(self, ends_at: datetime, now: datetime) -> None:
        """Refuses with `booking_past` (days) where what ended then is long over."""
        if now - ends_at > self.page_lasts:
            raise Refusal("booking_past", days=self.page_lasts.days)

    def released_at(self, booking: Booking) -> datetime:
        """When it is given to others, unless somebody comes; what was only asked for when it
        starts. Whoever had, moved or was given it later than that has as long from then on."""
        reservation = booking.reservation
        if reservation.state is ReservationState.HELD and booking.held_until:
            return booking.held_until
        asked = reservation.state is ReservationState.HELD
        waits = timedelta() if asked else self.check_in_within
        late = max(reservation.starts_at + waits, booking.changed_at + self.check_in_within)
        return min(late, reservation.ends_at)

    def next_state(self, booking: Booking, now: datetime) -> ReservationState | None:
        """Where the clock alone takes a booking that has started; None where it stays as it is."""
        reservation = booking.reservation
        if reservation.state is ReservationState.CHECKED_IN:
            return ReservationState.FINISHED if reservation.ends_at <= now else None
        if booking.is_of_series:
            return ReservationState.CHECKED_IN
        return ReservationState.RELEASED if self.released_at(booking) <= now else None

    def may_check_in(self, booking: Booking, now: datetime) -> bool:
        """Whether one can say now that one is there."""
        reservation = booking.reservation
        opens = reservation.starts_at - self.check_in_before
        return booking.phase is Phase.BOOKED and opens <= now < reservation.ends_at

    def verify_check_in(self, booking: Booking, now: datetime) -> None:
        """Refuses with `not_agreed` while it is only asked for, and `not_yet` (opens, minutes: from
        how long before on)."""
        if booking.phase is Phase.ASKED:
            raise Refusal("not_agreed")
        if booking.phase is Phase.BOOKED and not self.may_check_in(booking, now):
            raise Refusal("not_yet", opens=booking.reservation.starts_at,
                          minutes=self.check_in_before // timedelta(minutes=1))


OF_CENTRE = BookingRules()
