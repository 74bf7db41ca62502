"""Activities of the centre and their sessions: when each takes place, and how it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.rrule import rrulestr

from kiosk.domain.calendar import WEEKDAYS, ZONE, TimeRange
from kiosk.domain.calendar_exceptions import DayKind, kind_of
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.places import Occupancy, Resource

# The area of the activities.
ACTIVITIES = "activities"
# Sessions have rows so far ahead; further ahead the plan of the staff may still change.
PLANNED_AHEAD = timedelta(days=42)
# With a fifth of its places left a session is nearly full, as a room is.
NEARLY = 5
PAPER_FILE = re.compile(r"[0-9a-f]{32}\.pdf")
# What RFC 5545 calls the days of a week, in the order of WEEKDAYS.
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class ActivityKind(StrEnum):
    """What an activity is about, in the order of the rail."""

    HEALTH = "health"
    CULTURE = "culture"
    TALKS = "talks"
    CHILDREN = "children"
    SERVICE = "service"


class Every(StrEnum):
    """How often an activity takes place."""

    ONCE = "once"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


class SessionState(StrEnum):
    """What a session is by itself. BLOCKED: its room was not to be had, so nobody is offered it.
    """

    PLANNED = "planned"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"


class SessionStatus(StrEnum):
    """How a session stands for residents at one moment.

    OPEN, NEAR, FULL: it can be registered for, with places, few places, or for the waiting list.
    WALK_IN: one simply comes. EARLY, LATE: registration has not begun, or is over. RUNNING: it
    takes place now. OVER: it ended. CANCELLED: the centre called it off.
    """

    OPEN = "open"
    NEAR = "near"
    FULL = "full"
    WALK_IN = "walk_in"
    EARLY = "early"
    LATE = "late"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ToBring:
    """Something to bring along, and a word on it, empty where none is needed."""

    icon: str
    name: Text
    note: Text


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """When an activity takes place: on `first` and, as `every` says, until `last` (None: without
    end) on some `weekdays` (0 is Monday; none: that of `first`), always at the same `hours`.
    `skips_holidays` leaves out the state's days off."""

    first: date
    hours: TimeRange
    every: Every
    weekdays: tuple[int, ...]
    last: date | None
    skips_holidays: bool


def is_file(paper: str) -> bool:
    """Whether a paper is one that the centre has itself: its name is made of what is in it."""
    return bool(PAPER_FILE.fullmatch(paper))


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Resource):
    """An activity: a resource whose sessions are its dates, `capacity` places each.

    `whom` says for whom it is, `team` the id of the team that holds it, `room` that of the room it
    takes place in, which is reserved for it where `takes_room`; both "" where there is none.
    `paper` is the address of a paper to take along, or the name of its file in the centre,
    `picture` the name of a picture, "" for none.
    """

    area: str = ACTIVITIES
    icon: str
    kind: ActivityKind
    about: Text
    whom: Text
    bring: tuple[ToBring, ...]
    team: str
    room: str
    takes_room: bool
    picture: str
    paper: str
    plan: SessionPlan

    @property
    def has_own_paper(self) -> bool:
        """Whether the centre has its paper itself."""
        return is_file(self.paper)


@dataclass(frozen=True, slots=True)
class Session:
    """One date of an activity.

    `planned_at` is the start that the plan gave it and names it for ever; `starts_at` and `ends_at`
    are when it takes place. `is_extra`: the staff added it beside the plan. `was_at` is the start
    before the staff moved it, `reason` why they moved or cancelled it. `room` is the id of the room
    that is reserved for it by the reservation `room_booking`; "" and None where none is.
    `walked_in` counts who came without having registered. `sequence` counts its changes, for
    calendars; `changed_at` is the last one.
    """

    id: int
    resource_id: str
    planned_at: datetime
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    is_extra: bool
    was_at: datetime | None
    reason: str
    room: str
    room_booking: int | None
    walked_in: int
    changed_at: datetime
    sequence: int

    @property
    def is_of_staff(self) -> bool:
        """Whether the staff added, moved or cancelled it: the plan alone takes it away no more."""
        return (self.is_extra or self.was_at is not None
                or self.state is SessionState.CANCELLED)

    @property
    def is_planned(self) -> bool:
        """Whether it takes place."""
        return self.state is SessionState.PLANNED


def rule_of(plan: SessionPlan) -> str:
    """The rule of RFC 5545 of a plan, without its end: an RRULE that `dateutil` reads."""
    days = [BYDAY[day] for day in plan.weekdays or (plan.first.weekday(),)]
    if plan.every is Every.ONCE:
        return "FREQ=DAILY;COUNT=1"
    if plan.every is Every.MONTH:
        # A fifth weekday is not in every month: then the last one is meant.
        nth = (plan.first.day - 1) // 7 + 1 if plan.first.day <= 28 else -1
        return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{nth}{day}" for day in days)
    weeks = 2 if plan.every is Every.TWO_WEEKS else 1
    return f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY=" + ",".join(days)


def times_of(plan: SessionPlan, begins: date, ends: date) -> Iterator[tuple[datetime, datetime]]:
    """The times of a plan on the days `[begins, ends)`, in order and in the centre's zone; on the
    state's days off none, where it skips them."""
    start = datetime.combine(plan.first, time.min)
    rule = rrulestr(rule_of(plan), dtstart=start)
    last = min(ends, plan.last + timedelta(days=1)) if plan.last else ends
    until = datetime.combine(last, time.min) - timedelta(seconds=1)
    for instant in rule.between(datetime.combine(begins, time.min), until, inc=True):
        day = instant.date()
        if not (plan.skips_holidays and kind_of(day) is DayKind.REST):
            yield (datetime.combine(day, plan.hours.opens, ZONE),
                   datetime.combine(day, plan.hours.closes, ZONE))


def status(activity: Activity, session: Session, left: int, now: datetime) -> SessionStatus:
    """How a session with so many places `left` stands now."""
    if session.state is not SessionState.PLANNED:
        return SessionStatus.CANCELLED
    if session.ends_at <= now:
        return SessionStatus.OVER
    if session.starts_at <= now:
        return SessionStatus.RUNNING
    if not activity.is_booked:
        return SessionStatus.WALK_IN
    if session.starts_at < now + activity.min_notice:
        return SessionStatus.LATE
    if opens_on(activity, session) > now.date():
        return SessionStatus.EARLY
    if left <= 0:
        return SessionStatus.FULL
    return (SessionStatus.NEAR if left <= max(1, activity.capacity // NEARLY)
            else SessionStatus.OPEN)


def opens_on(activity: Activity, session: Session) -> date:
    """The first day on which one can register for a session."""
    return session.starts_at.date() - timedelta(days=activity.max_days_ahead)


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def same_place_in(month: date, day: date) -> date | None:
    """The day of a month that has the place of another in its own: the second Saturday; None where
    there is none, as with a fifth."""
    first = month.replace(day=1)
    found = first + timedelta(days=(day.weekday() - first.weekday()) % 7 + (day.day - 1) // 7 * 7)
    return found if found.month == first.month else None


def weekdays_of(names: Iterable[str]) -> tuple[int, ...]:
    """Weekdays by their names, in order: 0 is Monday."""
    return tuple(sorted(WEEKDAYS.index(name) for name in names))


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What brings the sessions of an activity into line with its plan: the times to `add`, the
    sessions to `withdraw`, and those that `reroom` because another room is meant now."""

    add: tuple[tuple[datetime, datetime], ...]
    withdraw: tuple[Session, ...]
    reroom: tuple[Session, ...]

    def __bool__(self) -> bool:
        return bool(self.add or self.withdraw or self.reroom)


def plan_changes(
    activity: Activity, sessions: Sequence[Session], with_people: Collection[int], now: datetime
) -> PlanChanges:
    """What the plan of the next six weeks has and the `sessions` have not, and the reverse.

    Withdrawn is only what nobody but the plan asked for: no session that the staff added, moved or
    cancelled, and none for which somebody registered or waits (`with_people` are the ids of these):
    the staff cancel it, with a reason, and until then its day has no other session of the plan.
    Nor is added what would take place at the same time as a session that stays.
    """
    wanted = {} if activity.hidden else {
        starts_at: ends_at for starts_at, ends_at in
        times_of(activity.plan, now.date(), (now + PLANNED_AHEAD).date()) if starts_at > now}
    coming = [one for one in sessions if one.starts_at > now]
    gone = [one for one in coming if wanted.get(one.planned_at) != one.ends_at
            and not one.is_of_staff and one.id not in with_people]
    kept = [one for one in sessions if one not in gone]
    named = {one.planned_at for one in kept}
    instead = {one.planned_at.date() for one in kept if one.planned_at not in wanted
               and not one.is_of_staff}
    busy = [Occupancy(one.starts_at, one.ends_at) for one in kept if one.is_planned]
    room = activity.room if activity.takes_room else ""
    return PlanChanges(
        tuple(time for time in wanted.items() if time[0] not in named
              and time[0].date() not in instead and not any(
                  one.meets(Occupancy(*time)) for one in busy)),
        tuple(gone),
        tuple(one for one in coming if one in kept and one.room != room
              and one.state is not SessionState.CANCELLED),
    )
