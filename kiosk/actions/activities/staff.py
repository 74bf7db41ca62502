"""The activities for the staff: the week, who comes, calling off, moving, adding, counting."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from db.reservations import bookings
from kiosk.actions.acting import Act, allowed
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.actions.activities.planning import (
    free_room,
    new_session,
    room_conflict,
    take_room,
    verify_alone,
)
from kiosk.actions.activities.queries import session_now
from kiosk.actions.activities.resident import known_session
from kiosk.actions.activities.results import (
    ActivitiesDesk,
    AttendanceList,
    CopiedPlan,
    DeskSession,
    SessionNow,
)
from kiosk.actions.activities.settling import call_off_session
from kiosk.actions.activities.telling import tell_out
from kiosk.actions.reservations import checked_in, move_all
from kiosk.actions.reservations.area import midnight
from kiosk.actions.reservations.sessions import A_MOMENT
from kiosk.actions.reservations.staff import as_desk_sees, given
from kiosk.context import AppContext
from kiosk.domain.activities.activities import (
    ACTIVITIES,
    Activity,
    Session,
    SessionState,
    same_place_in,
    week_of,
)
from kiosk.domain.calendar_exceptions import DayKind, kind_of
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking
from kiosk.domain.reservations.places import LONGEST, ReservationState
from kiosk.domain.staff.roles import MAY_ATTEND_ACTIVITIES, MAY_KEEP_ACTIVITIES, StaffSession
from kiosk.domain.telephones import is_telephone, plain_digits, telephone

CAME = frozenset({ReservationState.CHECKED_IN, ReservationState.FINISHED})
# More than so many who walked in are a mistake of typing.
MOST_WALKED_IN = 5000


def activities_desk(
    ctx: AppContext, session: StaffSession, day: date | None = None
) -> ActivitiesDesk:
    """The week of a day as the desk sees it, this week where none is said. Refuses with
    `not_allowed`."""
    allowed(session, MAY_ATTEND_ACTIVITIES)
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        now = ctx.clock()
        first = week_of(day or now.date())
        known = {one.id: one for one in stored.activities(tx)}
        found = stored.between(tx, midnight(first), midnight(first + timedelta(days=7)))
        return ActivitiesDesk(
            tx.version, now, first,
            tuple(_at_desk(tx, known[one.resource_id], one, now) for one in found),
            tuple(one for one in known.values() if not one.hidden),
        )


def attendance(ctx: AppContext, session: StaffSession, session_id: int) -> AttendanceList:
    """Who comes to a session; that it was looked at is written down.

    Refuses with `not_allowed`, `no_such_session`.
    """
    with AREA_OF_ACTIVITIES.acting(ctx, session, MAY_ATTEND_ACTIVITIES) as act:
        one = known_session(act.tx, session_id)
        act.log("see_attendance", session=session_id, activity=one.resource_id)
        stands = _stands(act.tx, one, act.now)
        booked = [each for each in _booked(act.tx, one) if each.reservation.is_live
                  or each.reservation.state in CAME]
        return AttendanceList(act.tx.version, act.now, stands, _came(act.tx, one),
                              as_desk_sees(AREA_OF_ACTIVITIES, ctx, act.tx, booked))


def let_in(ctx: AppContext, session: StaffSession, session_id: int, reservation_id: int) -> None:
    """来了: a tap on a line of the list. Twice is once.

    Refuses with `not_allowed`, `no_such_session`, `no_such_booking`, `not_yet` (opens: an hour
    before), `claim_changed`.
    """
    with AREA_OF_ACTIVITIES.acting(ctx, session, MAY_ATTEND_ACTIVITIES) as act:
        one = known_session(act.tx, session_id)
        booking = next((each for each in _booked(act.tx, one)
                        if each.reservation.id == reservation_id), None)
        if booking is None:
            raise Refusal("no_such_booking")
        checked_in(AREA_OF_ACTIVITIES, act, booking, "let_in")


def let_in_by_number(
    ctx: AppContext, session: StaffSession, session_id: int, typed: str
) -> int:
    """来了, by the four digits or the telephone somebody says; returns how many people they are.
    Twice is once. Refuses with `not_found_here`, and as `let_in`."""
    with AREA_OF_ACTIVITIES.acting(ctx, session, MAY_ATTEND_ACTIVITIES) as act:
        one = known_session(act.tx, session_id)
        owner_index = ctx.vault.person_index(telephone(typed)) if is_telephone(typed) else None
        booking = next((each for each in _booked(act.tx, one) if each.reservation.is_live
                        and each.is_meant(plain_digits(typed), owner_index)), None)
        if booking is None:
            raise Refusal("not_found_here")
        return checked_in(AREA_OF_ACTIVITIES, act, booking, "let_in").reservation.seats


def count_walk_ins(
    ctx: AppContext, session: StaffSession, session_id: int, more: int
) -> int:
    """Counts so many more, or fewer, who came without having registered; returns how many.

    Refuses with `not_allowed`, `no_such_session`, `session_not_begun` (before its day).
    """
    with AREA_OF_ACTIVITIES.acting(ctx, session, MAY_ATTEND_ACTIVITIES) as act:
        one = known_session(act.tx, session_id)
        if one.starts_at.date() > act.now.date():
            raise Refusal("session_not_begun")
        counted = min(max(one.walked_in + more, 0), MOST_WALKED_IN)
        stored.count_in(act.tx, one, counted)
        act.log("count_walk_ins", session=one.id, activity=one.resource_id, people=counted)
        return counted


def cancel_session(
    ctx: AppContext, session: StaffSession, session_id: int, reason: str
) -> int:
    """Calls a session off, with the reason that everybody who registered reads; its room is free
    again. Returns how many registrations it was. Twice is once.

    Refuses with `not_allowed`, `no_such_session`, `reason_missing`, `session_over`.
    """
    with AREA_OF_ACTIVITIES.acting(ctx, session, MAY_KEEP_ACTIVITIES) as act:
        reason, one = given(reason), known_session(act.tx, session_id)
        if one.state is SessionState.CANCELLED:
            act.without_event("it was cancelled already")
            return 0
        _verify_to_come(one, act.now)
        return call_off_session(act, one, reason)


def move_session(
    ctx: AppContext, session: StaffSession, session_id: int, starts_at: datetime, reason: str
) -> int:
    """Moves a session, as long as it is, with all who registered and wait, and its room: all of it
    or nothing. Returns how many registrations it was. A blocked one is offered from then on.

    Refuses with `not_allowed`, `no_such_session`, `reason_missing`, `session_over`,
    `session_cancelled`, `over_already` (that time has passed), `session_there` (the activity has
    one then), `in_the_way` (conflict: whose the room is and when it is free).
    """
    with AREA_OF_ACTIVITIES.acting(ctx, session, MAY_KEEP_ACTIVITIES) as act:
        reason, one = given(reason), known_session(act.tx, session_id)
        if one.state is SessionState.CANCELLED:
            raise Refusal("session_cancelled")
        _verify_to_come(one, act.now)
        if starts_at <= act.now:
            raise Refusal("over_already")
        if starts_at == one.starts_at and one.is_planned:
            act.without_event("it is at that time already")
            return 0
        activity = AREA_OF_ACTIVITIES.known(act.tx, one.resource_id)
        to = starts_at, starts_at + (one.ends_at - one.starts_at)
        verify_alone(act.tx, activity, *to, but=one)
        free_room(act, one)
        room = take_room(act, activity, *to)
        moved_to = replace(
            one, state=SessionState.PLANNED, starts_at=to[0], ends_at=to[1], reason=reason,
            was_at=one.starts_at, room=activity.room if room else "", room_booking=room)
        stored.change(act.tx, moved_to, act.now)
        tell_out(act, activity, moved_to)
        moved = move_all(AREA_OF_ACTIVITIES, act, activity, one.starts_at, to)
        act.log("move_session", session=one.id, activity=activity.id, bookings=moved)
        return moved


def add_session(
    ctx: AppContext, session: StaffSession, activity_id: str, starts_at: datetime,
    ends_at: datetime,
) -> int:
    """Adds a session beside the plan, with its room: both or none. Returns its id. The same start
    twice is refused, so a tap that comes twice makes one.

    Refuses with `not_allowed`, `no_such_activity`, `over_already`, `bad_plan` (it ends before it
    begins, or lasts longer than a day), `session_there`, `in_the_way` (conflict).
    """
    with AREA_OF_ACTIVITIES.acting(ctx, session, MAY_KEEP_ACTIVITIES) as act:
        activity = AREA_OF_ACTIVITIES.known(act.tx, activity_id)
        if not starts_at < ends_at <= starts_at + LONGEST:
            raise Refusal("bad_plan")
        if starts_at <= act.now:
            raise Refusal("over_already")
        made = new_session(act, activity, starts_at, ends_at, is_extra=True)
        act.log("add_session", session=made.id, activity=activity.id)
        return made.id


def copy_last_month(ctx: AppContext, session: StaffSession, month: date) -> CopiedPlan:
    """Copies what took place in the month before `month` (any day of it) into it: each session on
    the day with the same place in the month, as the second Saturday, at the same hours. What is
    there already, past, on a holiday of the state or without its room is left out.

    Refuses with `not_allowed`.
    """
    first = month.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    with AREA_OF_ACTIVITIES.acting(ctx, session, MAY_KEEP_ACTIVITIES) as act:
        found: Counter[str] = Counter()
        holidays: set[date] = set()
        taken: set[date] = set()
        known = {one.id: one for one in stored.activities(act.tx) if not one.hidden}
        for one in stored.between(act.tx, midnight(before), midnight(first)):
            day = same_place_in(first, one.starts_at.date())
            if not one.is_planned or one.resource_id not in known or day is None:
                continue
            if kind_of(day) is DayKind.REST:
                holidays.add(day)
                continue
            found[_copied(act, known[one.resource_id], one, day, taken)] += 1
        act.log("copy_plan", month=f"{first:%Y-%m}", made=found["made"])
        return CopiedPlan(found["made"], found["there"], tuple(sorted(holidays)),
                          tuple(sorted(taken)))


def _copied(act: Act, activity: Activity, one: Session, day: date, taken: set[date]) -> str:
    """Copies a session onto a day; `made`, or why not: `there`, `past`, `taken`."""
    starts_at = datetime.combine(day, one.starts_at.timetz())
    if starts_at <= act.now:
        return "past"
    try:
        with act.tx.savepoint():
            new_session(act, activity, starts_at, starts_at + (one.ends_at - one.starts_at),
                        is_extra=True)
    except Refusal as refusal:
        if refusal.code != "in_the_way":
            return "there"
        taken.add(day)
        return "taken"
    return "made"


def _at_desk(
    tx: ReadTransaction, activity: Activity, session: Session, now: datetime
) -> DeskSession:
    blocked = session.state is SessionState.BLOCKED
    return DeskSession(
        session_now(tx, activity, session, now), _came(tx, session),
        room_conflict(tx, activity, session, now) if blocked else None)


def _stands(tx: ReadTransaction, session: Session, now: datetime) -> SessionNow:
    return session_now(tx, AREA_OF_ACTIVITIES.known(tx, session.resource_id), session, now)


def _booked(tx: ReadTransaction, session: Session) -> list[Booking]:
    """All that was ever booked of a session."""
    found = bookings.between(tx, ACTIVITIES, session.starts_at, session.starts_at + A_MOMENT)
    return [one for one in found if one.reservation.resource_id == session.resource_id]


def _came(tx: ReadTransaction, session: Session) -> int:
    return sum(one.reservation.seats for one in _booked(tx, session)
               if one.reservation.state in CAME)


def _verify_to_come(session: Session, now: datetime) -> None:
    if session.ends_at <= now:
        raise Refusal("session_over")
