"""What falls due in the class: fixed days, codes of today, children not collected, forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.engine.database import ReadTransaction
from db.lessons import days, people, terms
from db.operations import calendar_exceptions as special_days
from db.reservations import bookings, waitlist
from kiosk.actions import reservations
from kiosk.actions.acting import SYSTEM, Act
from kiosk.actions.lessons import class_days
from kiosk.actions.lessons.area import LESSONS, current_term
from kiosk.actions.lessons.registration import forget
from kiosk.actions.lessons.teacher import SENT_WITHIN, call_manager
from kiosk.actions.reservations.area import midnight
from kiosk.area import HealthPart, RetentionRule, noted
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.lessons.people import UNCONFIRMED_KEPT, AlarmKind
from kiosk.domain.lessons.terms import KEPT
from kiosk.domain.refusals import StorageDown

# The pages may have been off for a night.
LATE = timedelta(days=1)
ALARMS_KEPT = timedelta(days=30)


def _old_guardians(tx: ReadTransaction, before: datetime) -> list[int]:
    """The guardians of terms that ended before the day of an instant."""
    last = {one.id: one.last for one in terms.terms(tx)}
    return [one.id for one in people.guardians(tx)
            if one.term_id in last and last[one.term_id] < before.date()]


RETENTION = (
    RetentionRule("children", KEPT.days, "forget_children", "guardians",
                  lambda tx, before: bool(_old_guardians(tx, before)),
                  tuple(one._meta.table_name for one in people.PERSONAL)),
    RetentionRule("guardians_unconfirmed", UNCONFIRMED_KEPT.days, "forget_unconfirmed", "guardians",
                  lambda tx, before: bool(people.unconfirmed(tx, before)), ("guardian",)),
    RetentionRule("class_places", LESSONS.rules.kept.days, "forget_bookings", "bookings",
                  lambda tx, before: (bookings.to_forget(tx, LESSONS.name, before)
                                      or waitlist.to_forget(tx, LESSONS.name, before))),
)


def run_due(ctx: AppContext) -> float:
    """Does what is due now, and returns after how many seconds to ask again. Raises StorageDown."""
    pause = reservations.run_due(LESSONS, ctx)
    with ctx.database.read() as tx:
        due = _is_due(ctx, tx, ctx.clock())
    if due:
        with LESSONS.acting(ctx, SYSTEM) as act:
            act.without_event("another process may have done it")
            term = current_term(act.tx, act.now.date())
            if term:
                class_days.settle(act, term, people.children(act.tx, term.id))
                class_days.open_day(act, term)
            for child_id in _not_collected(act.tx, act.now):
                act.log("class_not_collected", child=child_id)
                call_manager(act, AlarmKind.LATE, child_id)
            _forget(act)
    return pause


def health(ctx: AppContext, _serving: bool) -> list[HealthPart]:
    """Of how many guardians something is kept, and of none for too long."""
    late = ctx.clock() - KEPT - LATE
    try:
        with ctx.database.read() as tx:
            n, overdue = len(people.guardians(tx)), len(_old_guardians(tx, late))
    except StorageDown:
        return [HealthPart("lessons", False, noted("unreachable"))]
    return [HealthPart("lessons", not overdue, (
        *noted("guardians", n=n), *(noted("guardians_late", n=overdue) if overdue else ())))]


def _is_due(ctx: AppContext, tx: ReadTransaction, now: datetime) -> bool:
    term = current_term(tx, now.date())
    if term:
        children = people.children(tx, term.id)
        if class_days.unsettled(ctx, tx, term, children, now):
            return True
        if class_days.expected_on(ctx, tx, children, now.date()) - set(days.of_day(tx, now.date())):
            return True
    return bool(_not_collected(tx, now) or _old_guardians(tx, now - KEPT)
                or people.unconfirmed(tx, now - UNCONFIRMED_KEPT))


def _not_collected(tx: ReadTransaction, now: datetime) -> list[int]:
    """The children who are still there though the class is over, whom nobody was told of yet."""
    term = current_term(tx, now.date())
    held = term and term.session(now.date(), special_days.calendar(tx))
    if not held or now < held[1]:
        return []
    told = {one.child_id for one in days.alarms(tx, midnight(now.date()))
            if one.kind is AlarmKind.LATE}
    return sorted(one.child_id for one in days.of_day(tx, now.date()).values()
                  if one.state is ChildState.HERE and one.child_id not in told)


def _forget(act: Act) -> None:
    """The report of the night: what was deleted, and how much of it."""
    unconfirmed = people.unconfirmed(act.tx, act.now - UNCONFIRMED_KEPT)
    for event, ids in (("forget_unconfirmed", unconfirmed),
                       ("forget_children", _old_guardians(act.tx, act.now - KEPT))):
        for id_ in ids:
            guardian = people.guardian(act.tx, id_)
            if guardian:
                forget(act, guardian, even_here=True)
        if ids:
            act.log(event, guardians=len(ids))
    days.drop_before(act.tx, act.now - max(ALARMS_KEPT, SENT_WITHIN))
