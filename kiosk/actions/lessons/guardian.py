"""A guardian's page: today's code, days, absence, and who collects today instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.database import ReadTransaction
from db.lessons import days, people, terms
from db.operations import calendar_exceptions as special_days
from kiosk.actions.acting import acting
from kiosk.actions.content.centre import guide
from kiosk.actions.lessons import class_days
from kiosk.actions.lessons.area import LESSONS
from kiosk.actions.lessons.collectors import collector_said, collectors_of
from kiosk.actions.lessons.registration import guardian_of, own_child
from kiosk.actions.lessons.results import (
    ChildView,
    CollectorView,
    DayOfChild,
    DelegateView,
    GuardianView,
)
from kiosk.actions.lessons.sealed import (
    child_facts,
    collector_facts,
    guardian_facts,
    keep_delegation,
)
from kiosk.actions.reservations import take_offer as take_offered
from kiosk.actions.reservations.area import occupied_in
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import ChildAction, ChildState, after
from kiosk.domain.lessons.people import Child, ChildDay, CollectorFacts, Delegation
from kiosk.domain.lessons.terms import ClassTerm
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.reservations.places import available

# One grandmother and one neighbour: more on one day is a misunderstanding.
MOST_DELEGATIONS = 3


def scan_link(ctx: AppContext, code: str) -> str:
    """What the QR code of a hand-over carries: it says something to a teacher's phone alone."""
    return ctx.settings.link(f"/k/at/{code}")


def guardian_page(ctx: AppContext, code: str) -> GuardianView:
    """A guardian's page as it stands. Refuses with `no_such_page`."""
    with LESSONS.reading(ctx) as tx:
        guardian, now = guardian_of(ctx, tx, code), ctx.clock()
        term, calendar = LESSONS.known(tx, guardian.term_id), special_days.calendar(tx)
        held = term.session(now.date(), calendar)
        return GuardianView(
            tx.version, now, term, calendar, replace(guardian, code=code),
            guardian_facts(ctx, guardian), held, term.steps_on(now.date(), calendar),
            tuple(_child(ctx, tx, term, one, held, now)
                  for one in people.children_of(tx, guardian.id)),
            guide(ctx).centre.phone, ctx.settings.link(f"/g/{code}"))


def delegate_page(ctx: AppContext, code: str) -> DelegateView:
    """The page of whoever collects on one day; of another day it is none.

    Refuses with `no_such_page`, `delegation_over`.
    """
    with LESSONS.reading(ctx) as tx:
        now = ctx.clock()
        kept = hidden(ctx.secret, code)
        found = next((one for one in people.delegations_reading(tx, kept) if one.code == kept),
                     None)
        if found is None:
            raise Refusal("no_such_page")
        if found.day != now.date():
            raise Refusal("delegation_over")
        child = class_days.known_child(tx, found.child_id)
        term = LESSONS.known(tx, child.term_id)
        day = days.of_day(tx, found.day).get(child.id)
        state = day.state if day else ChildState.EXPECTED
        is_good = found.taken_back_at is None and state is not ChildState.COLLECTED
        return DelegateView(
            tx.version, now, term, found.day,
            term.session(found.day, special_days.calendar(tx)),
            child_facts(ctx, child).nickname, collector_facts(ctx, found), state, is_good,
            shown(ctx.secret, found.digits) if is_good else "",
            scan_link(ctx, code) if is_good else "")


def tell_absent(ctx: AppContext, code: str, child_id: int, day: date) -> None:
    """今天不来, or another day: the place is given to others. Twice is once.

    Refuses with `no_such_page`, `no_such_child`, `no_such_time` (over, or no class), and with
    `child_is_here`, `child_collected`.
    """
    with acting(ctx, "holder") as act:
        child = own_child(ctx, act.tx, code, child_id)
        _class_on(act.tx, child, day, act.now)
        known = class_days.day_of(act, child.id, day)
        state = after(known.state, ChildAction.TELL_ABSENT)
        if state is known.state:
            act.without_event("it was told already")
            return
        days.put(act.tx, replace(known, state=state))
        class_days.leave_day(act, child.id, day)
        act.log("tell_absent", child=child.id, day=day.isoformat())


def come_on(ctx: AppContext, code: str, child_id: int, day: date) -> None:
    """要来这一天: a place, or one in the waiting list where it is full. Twice is once.

    Refuses with `no_such_page`, `no_such_child`, `no_such_time`, `too_far_ahead`,
    `child_collected`.
    """
    with LESSONS.acting(ctx, "holder") as act:
        child = own_child(ctx, act.tx, code, child_id)
        term = LESSONS.offered(act.tx, child.term_id)
        known = days.of_day(act.tx, day).get(child.id)
        if known:
            days.put(act.tx, replace(
                known, state=after(known.state, ChildAction.COME_AFTER_ALL)))
        has_place = class_days.want_day(act, term, child, day)
        act.log("come_on_day", child=child.id, day=day.isoformat(), waits=not has_place)
        class_days.open_day(act, term)


def take_day(ctx: AppContext, code: str, child_id: int, booking_code: str) -> None:
    """要: a place that became free and was held. Refuses with `no_such_page`, `no_such_child`,
    and as the engine's `take_offer`."""
    with ctx.database.read() as tx:
        child = own_child(ctx, tx, code, child_id)
        booking = LESSONS.by_code(ctx, tx, booking_code)
        if booking.owner_index != class_days.mark_of(ctx, child.id):
            raise Refusal("no_such_child")
    take_offered(LESSONS, ctx, booking_code)


def change_weekdays(
    ctx: AppContext, code: str, child_id: int, weekdays: frozenset[str]
) -> None:
    """Other fixed weekdays from tomorrow on: days that are fixed no longer are given back.

    Refuses with `no_such_page`, `no_such_child`, `no_such_term`.
    """
    with LESSONS.acting(ctx, "holder") as act:
        child = own_child(ctx, act.tx, code, child_id)
        term, calendar = LESSONS.offered(act.tx, child.term_id), special_days.calendar(act.tx)
        today = act.now.date()
        gone = child.weekdays - weekdays
        for day in term.days(today, today + class_days.HORIZON, calendar):
            if day > today and term.weekday(day, calendar) in gone:
                class_days.leave_day(act, child.id, day)
        child = replace(child, weekdays=weekdays)
        people.set_weekdays(act.tx, child)
        act.log("change_weekdays", child=child.id)
        class_days.settle(act, term, [child])


def delegate_today(
    ctx: AppContext, code: str, child_id: int, key: str, facts: CollectorFacts, *, is_adult: bool
) -> str:
    """今天请别人接: one person, today alone; returns the code of their page. The same `key` is the
    same delegation.

    Refuses with `no_such_page`, `no_such_child`, `no_such_time` (no class today),
    `child_collected`, `enough_delegated` (most), and as `CollectorFacts.checked`.
    """
    facts = facts.checked(is_adult=is_adult)
    with acting(ctx, "holder") as act:
        child, today = own_child(ctx, act.tx, code, child_id), act.now.date()
        known = people.delegation_of_request(act.tx, key_index(ctx.secret, key))
        if known:
            act.without_event("they were asked already")
            return shown(ctx.secret, known.code)
        _class_on(act.tx, child, today, act.now, also_after=True)
        if class_days.day_of(act, child.id, today).state is ChildState.COLLECTED:
            raise Refusal("child_collected")
        live = [one for one in people.delegations(act.tx, [child.id], today)
                if one.taken_back_at is None]
        if len(live) >= MOST_DELEGATIONS:
            raise Refusal("enough_delegated", most=MOST_DELEGATIONS)
        own = ctx.codes()
        made = Delegation(0, child.id, today, hidden(ctx.secret, own),
                          class_days.new_digits(act, child.id, today), "", None)
        id_ = people.add_delegation(act.tx, made, key_index(ctx.secret, key))
        keep_delegation(act, id_, facts)
        act.log("delegate", child=child.id, delegation=id_)
        return own


def take_back(ctx: AppContext, code: str, child_id: int, delegation_id: int) -> None:
    """收回: the code of a delegation is good for nothing any more. Twice is once.

    Refuses with `no_such_page`, `no_such_child`.
    """
    with acting(ctx, "holder") as act:
        child = own_child(ctx, act.tx, code, child_id)
        if delegation_id not in {one.id for one in people.delegations(act.tx, [child.id])}:
            raise Refusal("no_such_child")
        if people.take_back(act.tx, delegation_id, act.now):
            act.log("take_delegation_back", child=child.id, delegation=delegation_id)
        else:
            act.without_event("it was taken back already")


def _class_on(
    tx: ReadTransaction, child: Child, day: date, now: datetime, *, also_after: bool = False
) -> None:
    """Refuses with `no_such_time` where there is no class on a day, or it is over."""
    term = next((one for one in terms.terms(tx) if one.id == child.term_id), None)
    held = term.session(day, special_days.calendar(tx)) if term else None
    if held is None or day < now.date() or (held[1] <= now and not also_after):
        raise Refusal("no_such_time")


def _child(
    ctx: AppContext, tx: ReadTransaction, term: ClassTerm, child: Child,
    held: tuple[datetime, datetime] | None, now: datetime,
) -> ChildView:
    today = days.of_day(tx, now.date()).get(child.id)
    expected = bool(class_days.expected_on(ctx, tx, [child], now.date()))
    code = _code_of_use(ctx, today, held, now, expected=expected)
    everybody = collectors_of(ctx, tx, [child], now.date())[child.id]
    return ChildView(
        child, child_facts(ctx, child), today, expected, code,
        shown(ctx.secret, today.digits) if today and code else "",
        scan_link(ctx, code) if code else "",
        collector_said(everybody, today.collected_by) if today else "",
        tuple(one for one in everybody if not one.ref.startswith("d")),
        _with_codes(ctx, tx, child, now.date(), everybody),
        _coming(ctx, tx, term, child, now))


def _code_of_use(
    ctx: AppContext, today: ChildDay | None, held: tuple[datetime, datetime] | None, now: datetime,
    *, expected: bool,
) -> str:
    """The code of today. It is there when the class begins, for a teacher without network may not
    have been able to say that the child came."""
    if today is None or held is None:
        return ""
    begun = expected and today.state is ChildState.EXPECTED and held[0] <= now
    return shown(ctx.secret, today.code) if begun or today.state is ChildState.HERE else ""


def _with_codes(
    ctx: AppContext, tx: ReadTransaction, child: Child, today: date,
    everybody: Sequence[CollectorView],
) -> tuple[CollectorView, ...]:
    codes = {f"d{one.id}": shown(ctx.secret, one.code)
             for one in people.delegations(tx, [child.id], today)}
    return tuple(replace(one, code=codes[one.ref]) for one in everybody if one.ref in codes)


def _coming(
    ctx: AppContext, tx: ReadTransaction, term: ClassTerm, child: Child, now: datetime
) -> tuple[DayOfChild, ...]:
    today, calendar = now.date(), special_days.calendar(tx)
    last = today + class_days.HORIZON
    booked, waiting = class_days.booked_between(tx, today, last), class_days.waiting_by_day(tx)
    mark, found = class_days.mark_of(ctx, child.id), []
    for day in term.days(today, last, calendar):
        held = term.session(day, calendar)
        if held is None or held[1] <= now:
            continue
        left = available(term, occupied_in(tx, term, *held), *held)
        booking = booked.get((mark, day))
        live = booking if booking and booking.reservation.is_live else None
        phase = live.phase if live else Phase.WAITING if (mark, day) in waiting else None
        offered = live if live and live.phase is Phase.OFFERED else None
        found.append(DayOfChild(
            day, held[0], phase, left,
            shown(ctx.secret, offered.reservation.code) if offered else "",
            offered.held_until if offered else None))
    return tuple(found)
