"""Cases as tables: the paper registers brought in, the register for the street office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.cases import book as stored, register, story
from db.engine.database import ReadTransaction
from db.volunteers import catalogue as help_book
from kiosk.actions.acting import acting, allowed
from kiosk.actions.cases.results import CaseContact
from kiosk.actions.cases.staff import enter_from_paper
from kiosk.actions.cases.transitions import said_in
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.cases.case_log import outcome
from kiosk.domain.cases.cases import Case, CaseSource, CaseTopic
from kiosk.domain.cases.paper_register import PaperCase, PaperRegister, RowFault, read_register
from kiosk.domain.cases.states import CaseAction, CaseState
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_KEEP_CASES, MAY_SEND_OUT, StaffSession
from kiosk.domain.volunteers.registry import Estate

IMPORTED, EXPORTED = "import_cases", "export_cases"
NOON = time(12)


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """What an import does, or did: `new` rows to enter, `there` entered before, `faults` of the
    rest, each with its row."""

    new: int
    there: int
    faults: tuple[RowFault, ...]
    is_done: bool


@dataclass(frozen=True, slots=True)
class ExportedCase:
    """A row for the street office: no name, no telephone, no address; `text` is "" unless it was
    asked for by who may."""

    number: str
    topic: CaseTopic
    estate: Estate | None
    state: CaseState
    received_on: date
    due_on: date
    answered_on: date | None
    ended_on: date | None
    in_time: bool
    solved: bool
    level: int | None
    text: str


def plan_import(ctx: AppContext, session: StaffSession, lines: Sequence[Sequence[str]]
                ) -> PaperPlan:
    """What bringing in a table would do; nothing is entered.

    Refuses with `not_allowed`, and as `read_register` does.
    """
    allowed(session, MAY_KEEP_CASES)
    with ctx.database.read() as tx:
        found = _read(tx, lines, ctx.clock().date())
        new, there, faults = 0, 0, list(found.faults)
        for one in found.cases:
            known = register.by_number(tx, one.number)
            if known is None:
                new += 1
            elif _is_same(known, one):
                there += 1
            else:
                faults.append(_taken(one))
        return PaperPlan(new, there, _in_order(faults), is_done=False)


def import_register(ctx: AppContext, session: StaffSession, lines: Sequence[Sequence[str]]
                    ) -> PaperPlan:
    """Brings in a table: what can be entered is, what cannot is named; the same table again enters
    nothing twice. Refuses as `plan_import`."""
    with acting(ctx, session, MAY_KEEP_CASES) as act:
        found = _read(act.tx, lines, act.now.date())
        new, there, faults = 0, 0, list(found.faults)
        for one in found.cases:
            known = register.by_number(act.tx, one.number)
            if known is not None and not _is_same(known, one):
                faults.append(_taken(one))
                continue
            entered = known is None and enter_from_paper(
                act, key=f"paper {one.number}", number=one.number,
                received_at=_noon(one.received), topic_id=one.topic_id, text=one.text,
                contact=CaseContact(one.name, one.phone), address="",
                ended_on=_noon(one.ended) if one.ended else None, estate_id=one.estate_id)
            new, there = new + bool(entered), there + (not entered)
        act.log(IMPORTED, new=new, there=there, faults=len(faults))
        return PaperPlan(new, there, _in_order(faults), is_done=True)


def export_cases(ctx: AppContext, session: StaffSession, begins: date, ends: date, *,
                 stories: bool) -> tuple[ExportedCase, ...]:
    """The cases told from one day up to another, for the street office; that it was taken along is
    an event.

    Refuses with `not_allowed`, also where somebody asks for stories who may send nothing out, and
    with `bad_day` where it ends before it begins.
    """
    if stories:
        allowed(session, MAY_SEND_OUT)
    if ends < begins:
        raise Refusal("bad_day")
    with acting(ctx, session, MAY_KEEP_CASES) as act:
        tx = act.tx
        first, after = _midnight(begins), _midnight(ends + timedelta(days=1))
        found = register.received_between(tx, first, after)
        logs = story.events(tx, [one.id for one in found])
        book, estates = stored.book(tx), {one.id: one for one in help_book.book(tx).estates}
        act.log(EXPORTED, cases=len(found), stories=stories)
        rows = []
        for case in found:
            sums = outcome(logs[case.id])
            told = next(one for one in logs[case.id] if one.action is CaseAction.TELL)
            rows.append(ExportedCase(
                book.centre.said(case.number), book.topic(case.topic_id),
                estates.get(case.estate_id or ""), case.state, case.received_at.date(),
                case.due_on, case.answered_at and case.answered_at.date(),
                case.ended_at and case.ended_at.date(), sums.in_time, sums.solved, sums.level,
                (said_in(ctx, told.id, told.sealed) or "") if stories else ""))
        return tuple(rows)


def _read(tx: ReadTransaction, lines: Sequence[Sequence[str]], today: date) -> PaperRegister:
    estates = {one.id: one.name for one in help_book.book(tx).estates}
    return read_register(lines, stored.book(tx), estates, today)


def _is_same(known: Case, one: PaperCase) -> bool:
    """Whether a row was entered before: its number is that of a case of the paper registers."""
    return known.source is CaseSource.PAPER and known.received_at.date() == one.received


def _taken(one: PaperCase) -> RowFault:
    return RowFault(one.row, "number", "taken", str(one.number))


def _in_order(faults: list[RowFault]) -> tuple[RowFault, ...]:
    return tuple(sorted(faults, key=lambda one: one.row))


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, ZONE)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)
