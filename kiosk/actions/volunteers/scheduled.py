"""What falls due in volunteer help: calls nobody answered, silence, overdue visits, forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.engine.database import ReadTransaction
from db.volunteers import help_requests, help_story, help_visits, registry as volunteers
from kiosk.actions.acting import SYSTEM, Act, acting
from kiosk.actions.volunteers.notifications import notices_health
from kiosk.actions.volunteers.transitions import forget, move_on, tell
from kiosk.area import HealthPart, RetentionRule, noted
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.domain.volunteers.help_requests import (
    EXPIRED,
    IDLE_ENDS,
    KEPT,
    OPEN,
    TAKEN,
    HelpAction,
    HelpRequest,
    HelpState,
    Party,
)

ROUNDS = timedelta(seconds=15)
# The pages may have been off for a night.
LATE = timedelta(days=1)


def _keeps_of_left(tx: ReadTransaction, before: datetime) -> bool:
    """Whether more than name and hours is kept of anybody who has not helped since an instant."""
    left = volunteers.left(tx, before)
    return (not set(left).isdisjoint(volunteers.with_phone(tx))
            or help_visits.has_reasons(tx, left))


TABLES = ("help_request", "help_message", "help_photo")
RETENTION = (
    RetentionRule(
        "help", KEPT.days, "forget_help", "requests",
        lambda session, before: bool(help_requests.ended(session, before)), TABLES,
    ),
    RetentionRule("volunteers", KEPT.days, "forget_volunteers", "volunteers",
                  _keeps_of_left, ("volunteer", "help_visit")),
    RetentionRule(
        "help_idle", IDLE_ENDS.days, None, "",
        lambda session, before: any(
            (at := one.lapses_at()) is not None and at < before + IDLE_ENDS
            for one in help_requests.live(session)),
    ),
)


def run_due(ctx: AppContext) -> float:
    """Does what is due now, and returns after how many seconds to ask again. Raises StorageDown."""
    now = ctx.clock()
    with ctx.database.read() as tx:
        due = bool(_lapsed(tx, now) or _overdue(tx, now)
                   or help_requests.ended(tx, now - KEPT)
                   or _keeps_of_left(tx, now - KEPT))
    if due:
        with acting(ctx, SYSTEM) as act:
            act.without_event("another process may have done it")
            _lapse(act)
            _alarm(act)
            _forget(act)
    return ROUNDS.total_seconds()


def health(ctx: AppContext, _serving: bool) -> list[HealthPart]:
    """Of how many requests something personal is kept, and none for too long."""
    late = ctx.clock() - KEPT - LATE
    try:
        with ctx.database.read() as tx:
            n = help_requests.personal_kept(tx)
            overdue = len(help_requests.ended(tx, late))
        notices = notices_health(ctx)
    except StorageDown:
        return [HealthPart("help", False, noted("unreachable"))]
    notes = (*noted("requests_kept", n=n, days=KEPT.days),
             *(noted("requests_overdue", n=overdue) if overdue else ()))
    return [notices, HealthPart("help", not overdue, notes)]


def _lapsed(tx: ReadTransaction, now: datetime) -> list[HelpRequest]:
    return [one for one in help_requests.live(tx)
            if (at := one.lapses_at()) is not None and at <= now]


def _lapse(act: Act) -> None:
    for request in _lapsed(act.tx, act.now):
        reason = "unanswered" if request.is_call else ""
        if request.state in (*OPEN, *TAKEN) and not request.is_call:
            reason = EXPIRED
        if request.state is HelpState.THERE and request.there_at:
            # Nobody said when they left: the centre puts the hours right, where there were some.
            help_visits.end_visits(act.tx, request.id, request.there_at)
        move_on(act, request, HelpAction.LAPSE, Party.SYSTEM, reason=reason)


def _overdue(tx: ReadTransaction, now: datetime) -> list[HelpRequest]:
    return [one for one in help_requests.live(tx) if one.overdue(now) and not one.alarmed]


def _alarm(act: Act) -> None:
    for request in _overdue(act.tx, act.now):
        help_requests.set_alarmed(act.tx, request.id)
        act.log("help_overdue", help=request.id)
        tell(act, "overdue", request)


def _forget(act: Act) -> None:
    """The report of the night: what was deleted, and how much of it."""
    old = help_requests.ended(act.tx, act.now - KEPT)
    for request in old:
        forget(act.tx, request)
    help_story.drop_hand_overs(act.tx, act.now)
    if old:
        act.log("forget_help", requests=len(old))
    left = volunteers.left(act.tx, act.now - KEPT)
    phones, reasons = (volunteers.forget_phones(act.tx, left),
                       help_visits.forget_reasons(act.tx, left))
    if phones or reasons:
        act.log("forget_volunteers", volunteers=phones, reasons=reasons)
