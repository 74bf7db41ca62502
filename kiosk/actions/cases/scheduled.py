"""What falls due in cases: silence, questions nobody answered, reminders, forgetting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from db.cases import book as stored, calls, drafts, mediation, register, story
from db.engine.database import ReadTransaction
from kiosk.actions import reservations
from kiosk.actions.acting import SYSTEM, Act, acting
from kiosk.actions.cases.reception import RECEPTION
from kiosk.actions.cases.transitions import (
    SYSTEM_PARTY,
    close_parts,
    forget,
    move_on,
    tell_staff,
)
from kiosk.actions.reservations.scheduled import to_forget
from kiosk.area import HealthPart, RetentionRule, noted
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.cases.cases import KEPT, PHONE_KEPT, Case
from kiosk.domain.cases.deadlines import Urgency
from kiosk.domain.cases.mediation import Mediation
from kiosk.domain.cases.states import CaseAction
from kiosk.domain.refusals import StorageDown
from kiosk.domain.working_days import is_working_day, working_days_between

ROUNDS = timedelta(minutes=5)
# From when on in the morning somebody is reminded.
REMINDED_FROM = time(8, 30)
REMINDED_BEFORE = 1
KEYS_KEPT = timedelta(days=30)
REMINDER = "reminded"
# The pages may have been off for a night.
LATE = timedelta(days=1)
TABLES = ("resident_case", "case_event", "case_picture")
RETENTION = (
    RetentionRule(
        "case_phones", PHONE_KEPT.days, "forget_case_phones", "cases",
        lambda tx, before: bool(register.ended_before(tx, before, contact_only=True)),
        ("resident_case",)),
    RetentionRule(
        "cases", KEPT.days, "forget_cases", "cases",
        lambda tx, before: bool(register.ended_before(tx, before, contact_only=False)), TABLES),
    RetentionRule(
        "mediations", KEPT.days, "forget_mediations", "mediations",
        lambda tx, before: bool(mediation.ended_before(tx, before)),
        ("mediation_side", "mediation_event")),
    # A text on its way from the touch screen to a phone lasts minutes.
    RetentionRule("case_drafts", 1, None, "", drafts.are_old, ("case_draft",)),
    RetentionRule(
        "reception_bookings", RECEPTION.rules.kept.days, "forget_bookings", "bookings",
        lambda tx, before: to_forget(RECEPTION, tx, before + RECEPTION.rules.kept),
        ("booking", "waitlist_entry")),
)


def run_due(ctx: AppContext) -> float:
    """Does what is due now, and returns after how many seconds to ask again. Raises StorageDown."""
    now = ctx.clock()
    with ctx.database.read() as tx:
        due = bool(_lapsed(tx, now.date()) or _waited(tx, now.date())
                   or register.ended_before(tx, now - PHONE_KEPT, contact_only=True)
                   or register.ended_before(tx, now - KEPT, contact_only=False)
                   or mediation.ended_before(tx, now - KEPT) or drafts.are_old(tx, now)
                   ) or _reminds(tx, now)
    if due:
        with acting(ctx, SYSTEM) as act:
            act.without_event("another process may have done it")
            _lapse(act)
            _resume(act)
            _remind(act)
            _forget(act)
    return min(ROUNDS.total_seconds(), reservations.run_due(RECEPTION, ctx))


def health(ctx: AppContext, _serving: bool) -> list[HealthPart]:
    """How many cases are overdue, and poor ratings nobody follows up; and nothing personal is kept
    for too long."""
    now = ctx.clock()
    try:
        with ctx.database.read() as tx:
            live = register.live(tx)
            overdue = sum(one.urgency(now.date()) is Urgency.OVERDUE for one in live)
            ratings = sum(one.follow_up.is_late(now.date())
                          for one in story.open_follow_ups(tx) if one.follow_up)
            late = len(register.ended_before(tx, now - PHONE_KEPT - LATE, contact_only=True))
    except StorageDown:
        return [HealthPart("cases", False, noted("unreachable"))]
    notes = (*noted("cases_open", n=len(live), overdue=overdue),
             *(noted("ratings_late", n=ratings) if ratings else ()),
             *(noted("case_phones_late", n=late) if late else ()))
    return [HealthPart("cases", not (overdue or ratings or late), notes)]


def _lapsed(tx: ReadTransaction, today: date) -> list[Case]:
    silent_after = stored.book(tx).centre.silent_after
    return [one for one in register.live(tx)
            if (on := one.lapses_on(silent_after)) is not None and on <= today]


def _waited(tx: ReadTransaction, today: date) -> list[Case]:
    return [one for one in register.live(tx)
            if (on := one.resumes_on()) is not None and on <= today]


def _lapse(act: Act) -> None:
    for case in _lapsed(act.tx, act.now.date()):
        close_parts(act, move_on(act, case, CaseAction.LAPSE, SYSTEM_PARTY))


def _resume(act: Act) -> None:
    for case in _waited(act.tx, act.now.date()):
        move_on(act, case, CaseAction.RESUME, SYSTEM_PARTY)


def _reminds(tx: ReadTransaction, now: datetime) -> bool:
    return now.time() >= REMINDED_FROM and bool(_to_remind(tx, now) or _mediations(tx, now))


def _to_remind(tx: ReadTransaction, now: datetime) -> list[Case]:
    """What is due within a working day or has passed, and of which nobody was reminded today."""
    if not is_working_day(now.date()) or _has_reminded(tx, now):
        return []
    return [one for one in register.live(tx) if (level := one.urgency(now.date())) is not None
            and (level is Urgency.OVERDUE
                 or working_days_between(now.date(), one.due_on) <= REMINDED_BEFORE)]


def _mediations(tx: ReadTransaction, now: datetime) -> list[Mediation]:
    """Whose follow-up visit, court or clock falls due, once a day."""
    if not is_working_day(now.date()) or _has_reminded(tx, now):
        return []
    today = now.date()
    return [one for one in mediation.live(tx)
            if min(one.due_on, one.court_by or date.max, one.visit_on or date.max)
            <= today + timedelta(days=REMINDED_BEFORE)]


def _has_reminded(tx: ReadTransaction, now: datetime) -> bool:
    begins = datetime.combine(now.date(), time.min, ZONE)
    return register.is_used_since(tx, REMINDER, begins)


def _remind(act: Act) -> None:
    """Once a morning, of each case to whoever the notifications go to: number and topic alone."""
    if not _reminds(act.tx, act.now):
        return
    cases, quarrels = _to_remind(act.tx, act.now), _mediations(act.tx, act.now)
    register.use_again(act.tx, REMINDER, act.now)
    for case in cases:
        is_late = case.urgency(act.now.date()) is Urgency.OVERDUE
        tell_staff(act, "overdue" if is_late else "soon", case)
    for _ in quarrels:
        tell_staff(act, "mediation", None)
    act.log("case_reminders", cases=len(cases), mediations=len(quarrels))



def _forget(act: Act) -> None:
    """The report of the night: what was deleted, and how much of it."""
    phones = register.ended_before(act.tx, act.now - PHONE_KEPT, contact_only=True)
    for case in phones:
        register.forget_contact(act.tx, case.id)
    if phones:
        act.log("forget_case_phones", cases=len(phones))
    old = register.ended_before(act.tx, act.now - KEPT, contact_only=False)
    for case in old:
        forget(act.tx, case)
    if old:
        act.log("forget_cases", cases=len(old))
    quarrels = mediation.ended_before(act.tx, act.now - KEPT)
    for id_ in quarrels:
        mediation.forget(act.tx, id_)
    if quarrels:
        act.log("forget_mediations", mediations=len(quarrels))
    register.drop_keys(act.tx, act.now - KEYS_KEPT)
    calls.drop_old(act.tx, act.now - KEYS_KEPT)
    drafts.drop_old(act.tx, act.now)
