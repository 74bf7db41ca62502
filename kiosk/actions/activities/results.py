"""Results of the activities' actions: frozen views of sessions, registrations, and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.reservations.results import (
    BookingView,
    Conflict,
    DeskBooking,
    WaitlistView,
)
from kiosk.domain.activities.activities import Activity, ActivityKind, Session, SessionStatus
from kiosk.domain.content.guide import Text
from kiosk.domain.queue.slips import SlipState
from kiosk.domain.reservations.bookings import Phase


@dataclass(frozen=True, slots=True)
class SessionNow:
    """A session as it stands at one moment.

    `left` is how many places whoever comes new can have, 0 where they are kept for somebody who
    waits; `booked` how many places are taken or held; `waiting` how many groups wait.
    `opens_on` is the first day of registration. `where` and `team` are names to show, empty where
    there are none; a session without a room has the activity's own `where`.
    """

    session: Session
    activity: Activity
    status: SessionStatus
    left: int
    booked: int
    waiting: int
    opens_on: date
    where: Text
    team: Text

    @property
    def can_register(self) -> bool:
        """Whether a group can be registered or put on the waiting list now."""
        return self.status in (SessionStatus.OPEN, SessionStatus.NEAR, SessionStatus.FULL)


@dataclass(frozen=True, slots=True)
class ActivitiesNow:
    """The sessions of this week and the next, soonest first; those that ended on an earlier day
    are not among them. `week` is this week's Monday; `counts` how many sessions each of its seven
    days has or had; `next` the first that has not ended, within the six weeks that are planned."""

    version: int
    now: datetime
    week: date
    counts: tuple[int, ...]
    sessions: tuple[SessionNow, ...]
    next: SessionNow | None

    def on(self, day: date) -> tuple[SessionNow, ...]:
        """The sessions of a day."""
        return tuple(one for one in self.sessions if one.session.starts_at.date() == day)

    def of(self, kind: ActivityKind) -> tuple[SessionNow, ...]:
        """The sessions of a kind."""
        return tuple(one for one in self.sessions if one.activity.kind is kind)


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One activity with the session that is looked at, None where none is planned, and `others`:
    its sessions to come, soonest first, that one left out."""

    version: int
    now: datetime
    activity: Activity
    stands: SessionNow | None
    others: tuple[SessionNow, ...]
    where: Text
    team: Text


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody registered for, or waits for: exactly one of `booking` and `waits` is there.

    `session` is the session it is of as it is now, None where it is gone from the plan. `moved`:
    the staff moved it after the registration (`session.was_at`, `session.reason` say from when and
    why). `can_move_to` are other sessions with room for the group, soonest first, empty where it
    cannot be moved.
    """

    version: int
    now: datetime
    activity: Activity
    where: Text
    booking: BookingView[Activity] | None
    waits: WaitlistView[Activity] | None
    session: Session | None
    moved: bool
    can_move_to: tuple[SessionNow, ...]

    @property
    def cancelled(self) -> bool:
        """Whether the centre cancelled the session; `session.reason` says why."""
        return self.session is not None and not self.session.is_planned

    @property
    def phase(self) -> Phase:
        """Where it stands for whoever made it."""
        return self.booking.phase if self.booking else self._entry.phase

    @property
    def called_off(self) -> bool:
        """Whether the centre took it away with its session, and not whoever made it."""
        return self.cancelled and self.phase in (Phase.REFUSED, Phase.LAPSED)

    @property
    def place(self) -> int:
        """The place in the waiting list, 0 where it is in none."""
        return self.waits.place if self.waits else 0

    @property
    def room(self) -> str:
        """The id of the room it takes place in; "" where it is in none of the centre's."""
        return (self.session.room if self.session else "") or self.activity.room

    @property
    def number(self) -> int:
        """The four digits."""
        return self.booking.booking.number if self.booking else self._entry.entry.number

    @property
    def seats(self) -> int:
        """How many people."""
        return (self.booking.booking.reservation.seats if self.booking
                else self._entry.entry.seats)

    @property
    def code(self) -> str:
        """What opens its page, `/b/<code>`."""
        return self.booking.booking.reservation.code if self.booking else self._entry.entry.code

    @property
    def url(self) -> str:
        """The address of its page; "" where no phone reaches the centre."""
        return self.booking.url if self.booking else self._entry.url

    @property
    def slip(self) -> SlipState:
        """Where its slip is."""
        return self.booking.slip if self.booking else self._entry.slip

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return (self.booking.booking.reservation.starts_at if self.booking
                else self._entry.entry.starts_at)

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return (self.booking.booking.reservation.ends_at if self.booking
                else self._entry.entry.ends_at)

    @property
    def _entry(self) -> WaitlistView[Activity]:
        if self.waits is None:
            raise ValueError("neither registered nor waiting")
        return self.waits


@dataclass(frozen=True, slots=True)
class DeskSession:
    """A session at the desk: `came` people came who had registered, besides those who walked in;
    `conflict` says why a blocked one has no room."""

    stands: SessionNow
    came: int
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class ActivitiesDesk:
    """The sessions of a week at the desk, blocked and cancelled ones too; `first` is its Monday.
    `activities` are all that a session can be added of."""

    version: int
    now: datetime
    first: date
    sessions: tuple[DeskSession, ...]
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """Who comes to a session: what is booked or offered of it, by number, telephones masked."""

    version: int
    now: datetime
    stands: SessionNow
    came: int
    booked: tuple[DeskBooking[Activity], ...]


@dataclass(frozen=True, slots=True)
class CopiedPlan:
    """What became of last month's plan: so many sessions `made`, so many `there` already, and the
    days of those left out, by `holidays` of the state or because the room was `taken`."""

    made: int
    there: int
    holidays: tuple[date, ...]
    taken: tuple[date, ...]
