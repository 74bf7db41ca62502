"""The class at the desk: confirming guardians, the register, attendance, incidents."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from db.engine.bearer_codes import shown
from db.engine.database import ReadTransaction
from db.lessons import days, people
from db.operations import calendar_exceptions as special_days
from kiosk.actions.acting import acting, allowed
from kiosk.actions.lessons import class_days
from kiosk.actions.lessons.area import known_term
from kiosk.actions.lessons.collectors import collector_said, collectors_of
from kiosk.actions.lessons.queries import minders_on
from kiosk.actions.lessons.registration import forget
from kiosk.actions.lessons.results import (
    AttendanceTable,
    ClassAlarmView,
    ClassDesk,
    IncidentView,
    RegisterGuardian,
    RegisterLine,
)
from kiosk.actions.lessons.roster import roster_of
from kiosk.actions.lessons.sealed import (
    child_facts,
    guardian_facts,
    incident_said,
    keep_incident,
    keep_pickup,
)
from kiosk.actions.reservations.area import midnight
from kiosk.actions.volunteers.transitions import named
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.lessons.people import (
    INCIDENT_LENGTH,
    MOST_PICKUPS,
    Child,
    ChildDay,
    CollectorFacts,
    Guardian,
)
from kiosk.domain.lessons.terms import ClassTerm
from kiosk.domain.privacy import masked
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.staff.roles import MAY_KEEP_LESSONS, MAY_READ_INCIDENTS, StaffSession


def class_desk(ctx: AppContext, session: StaffSession) -> ClassDesk:
    """The class today, the register and what calls for somebody: that the names were read is an
    event. Refuses with `not_allowed`, `no_such_term`."""
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        tx, now = act.tx, act.now
        term = known_term(tx, now.date())
        roster = roster_of(ctx, tx, term, now.date(), now)
        names = {one.child.id: one.facts.nickname for one in roster.children}
        guardians = tuple(_register(ctx, tx, term, one, now)
                          for one in people.guardians(tx, term.id))
        act.log("see_class_register", children=len(roster.children))
        return ClassDesk(
            roster, guardians,
            tuple(ClassAlarmView(one, names.get(one.child_id or 0, ""))
                  for one in days.alarms(tx, midnight(now.date()))),
            tuple((named(ctx, who).name, duty) for who, duty in minders_on(tx, term, now.date())))


def open_alarms(ctx: AppContext, session: StaffSession) -> int:
    """How many alarms of today nobody looks after yet. Refuses with `not_allowed`."""
    allowed(session, MAY_KEEP_LESSONS)
    with ctx.database.read() as tx:
        return sum(one.seen_at is None
                   for one in days.alarms(tx, midnight(ctx.clock().date())))


def see_alarm(ctx: AppContext, session: StaffSession, alarm_id: int) -> None:
    """有人去了: somebody looks after it. Twice is once. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        if days.see_alarm(act.tx, alarm_id, act.now):
            act.log("see_class_alarm", alarm=alarm_id)
        else:
            act.without_event("somebody looks after it already")


def confirm_guardian(
    ctx: AppContext, session: StaffSession, guardian_id: int, said: str, *, present: bool = False
) -> None:
    """The telephone reaches the guardian: whoever answered read out the number on their page, or
    stands here and it rang (`present`). Twice is once.

    Refuses with `not_allowed`, `no_such_guardian`, `number_wrong`, and with `guardian_known` where
    another guardian of the term with this telephone is confirmed.
    """
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        guardian = _known_guardian(act.tx, guardian_id)
        if guardian.confirmed_at is not None:
            act.without_event("it was confirmed already")
            return
        if not present and said.strip() != str(guardian.number):
            raise Refusal("number_wrong")
        index = ctx.vault.person_index(guardian_facts(ctx, guardian).phone)
        others = people.guardians_of_phone(act.tx, index) if index else ()
        if any(one.confirmed_at and one.term_id == guardian.term_id for one in others):
            raise Refusal("guardian_known")
        people.confirm(act.tx, guardian.id, act.now)
        act.log("confirm_guardian", guardian=guardian.id, present=present)


def guardian_code(ctx: AppContext, session: StaffSession, guardian_id: int) -> str:
    """The code of a guardian's page, for whoever lost the link and stands here; that it was shown
    is an event. Refuses with `not_allowed`, `no_such_guardian`."""
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        guardian = _known_guardian(act.tx, guardian_id)
        act.log("show_guardian_page", guardian=guardian.id)
        return shown(ctx.secret, guardian.code)


def drop_guardian(ctx: AppContext, session: StaffSession, guardian_id: int) -> None:
    """Deletes a guardian and their children at once. Refuses with `not_allowed`,
    `no_such_guardian`, `child_is_here`."""
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        forget(act, _known_guardian(act.tx, guardian_id))
        act.log("drop_guardian", guardian=guardian_id)


def add_pickup(
    ctx: AppContext, session: StaffSession, child_id: int, facts: CollectorFacts, *,
    is_adult: bool,
) -> None:
    """Somebody who may always collect a child: the guardian says so at the desk.

    Refuses with `not_allowed`, `no_such_child`, `enough_pickups` (most), and as
    `CollectorFacts.checked`.
    """
    facts = facts.checked(is_adult=is_adult)
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        child = class_days.known_child(act.tx, child_id)
        if len(people.pickups(act.tx, [child.id])) >= MOST_PICKUPS:
            raise Refusal("enough_pickups", most=MOST_PICKUPS)
        id_ = people.add_pickup(act.tx, child.id)
        keep_pickup(act, id_, facts)
        act.log("add_pickup", child=child.id, pickup=id_)


def drop_pickup(ctx: AppContext, session: StaffSession, pickup_id: int) -> None:
    """Somebody who may not collect any more. Twice is once. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        if people.drop_pickup(act.tx, pickup_id):
            act.log("drop_pickup", pickup=pickup_id)
        else:
            act.without_event("there is none any more")


def reprint_code(ctx: AppContext, session: StaffSession, child_id: int) -> tuple[str, str]:
    """Today's code and digits of a child, for paper: they stay the same however often it is
    printed. That they were shown is an event.

    Refuses with `not_allowed`, `no_such_child`, `child_not_here`, `code_used`.
    """
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        known = days.of_day(act.tx, act.now.date()).get(
            class_days.known_child(act.tx, child_id).id)
        if known is None or known.state is ChildState.ABSENT:
            raise Refusal("child_not_here")
        if known.state is ChildState.COLLECTED:
            raise Refusal("code_used")
        act.log("reprint_child_code", child=child_id)
        return shown(ctx.secret, known.code), shown(ctx.secret, known.digits)


def attendance(ctx: AppContext, session: StaffSession, *, to_take: bool = False) -> AttendanceTable:
    """Who was there on each day of the term so far, and late hand-overs: that it was read, or taken
    along, is an event. Refuses with `not_allowed`, `no_such_term`."""
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        tx, today = act.tx, act.now.date()
        term, calendar = known_term(tx, today), special_days.calendar(tx)
        held = term.days(term.first, today, calendar)
        stand = days.between(tx, term.first, today)
        names = {one.id: child_facts(ctx, one).nickname for one in people.children(tx, term.id)}
        lines = tuple(
            (name, {one.day: _sign(one, today) for one in stand if one.child_id == child_id})
            for child_id, name in names.items())
        late = [(one.day, names[one.child_id], one.collected_at,
                 _collected_by(ctx, tx, one)) for one in stand
                if one.collected_at and (session_ := term.session(one.day, calendar))
                and one.collected_at > session_[1]]
        act.log("export_attendance" if to_take else "see_class_attendance", children=len(names))
        return AttendanceTable(term, held, lines,
                               tuple(sorted(late, key=lambda one: one[2], reverse=True)))


def _sign(day: ChildDay, today: date) -> str:
    """How a day is told in the table: whoever was expected on a day that is over did not come."""
    is_missed = day.state is ChildState.EXPECTED and day.day < today
    return "missed" if is_missed else str(day.state)


def _collected_by(ctx: AppContext, tx: ReadTransaction, day: ChildDay) -> str:
    child = class_days.known_child(tx, day.child_id)
    return collector_said(collectors_of(ctx, tx, [child], day.day)[child.id], day.collected_by)


def add_incident(ctx: AppContext, session: StaffSession, child_id: int, said: str) -> None:
    """Writes down that something happened. Refuses with `not_allowed`, `no_such_child`,
    `nothing_said`."""
    said = said.strip()[:INCIDENT_LENGTH]
    if not said:
        raise Refusal("nothing_said")
    with acting(ctx, session, MAY_KEEP_LESSONS) as act:
        child = class_days.known_child(act.tx, child_id)
        id_ = people.add_incident(act.tx, child.id, session.account.name, act.now)
        keep_incident(act, id_, said)
        act.log("add_incident", child=child.id, incident=id_)


def incidents(ctx: AppContext, session: StaffSession) -> tuple[IncidentView, ...]:
    """What happened in the term, newest first: the manager alone reads it, and that is an event.

    Refuses with `not_allowed`, `no_such_term`.
    """
    with acting(ctx, session, MAY_READ_INCIDENTS) as act:
        term = known_term(act.tx, act.now.date())
        children = {one.id: one for one in people.children(act.tx, term.id)}
        found = people.incidents(act.tx, list(children))
        act.log("see_incidents", incidents=len(found))
        return tuple(
            IncidentView(one.id, child_facts(ctx, children[one.child_id]).nickname, one.at,
                         one.made_by, incident_said(ctx, one)) for one in found)


def _known_guardian(tx: ReadTransaction, guardian_id: int) -> Guardian:
    found = people.guardian(tx, guardian_id)
    if found is None:
        raise Refusal("no_such_guardian")
    return found


def _register(
    ctx: AppContext, tx: ReadTransaction, term: ClassTerm, guardian: Guardian, now: datetime
) -> RegisterGuardian:
    facts, children = guardian_facts(ctx, guardian), people.children_of(tx, guardian.id)
    everybody = collectors_of(ctx, tx, children, now.date())
    return RegisterGuardian(
        guardian, facts, facts.phone if guardian.confirmed_at is None else masked(facts.phone),
        tuple(RegisterLine(
            one, child_facts(ctx, one),
            tuple(who for who in everybody[one.id] if who.ref.startswith("p")),
            unexplained(ctx, tx, term, one, now)) for one in children))


def unexplained(
    ctx: AppContext, tx: ReadTransaction, term: ClassTerm, child: Child, now: datetime
) -> int:
    """On how many days a child had a place, did not come, and nobody had said so."""
    last = now.date() - timedelta(days=1)
    booked = class_days.booked_between(tx, term.first, last)
    mark = class_days.mark_of(ctx, child.id)
    return sum(one.phase is Phase.NO_SHOW for (who, _), one in booked.items() if who == mark)
