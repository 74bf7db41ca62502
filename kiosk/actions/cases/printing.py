"""The slip of a case: its number, until when there is an answer, and the code that is one's own."""

from __future__ import annotations

import structlog

from db.cases import story
from db.content import guide as content
from db.engine.database import ReadTransaction
from db.outbox import slips
from kiosk.actions.acting import acting
from kiosk.actions.cases.requests import receipt
from kiosk.actions.cases.results import CaseReceipt
from kiosk.actions.cases.transitions import of_code, of_id
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterTrouble, Trouble
from kiosk.domain.cases.states import CaseAction
from kiosk.domain.queue.slips import Slip
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_TAKE_CASES, StaffSession
from kiosk.wording.cases import due_day
from kiosk.wording.dates import written_moment

# In the outbox a slip is of the line of the log that gave the code which is on it.
SLIP = "case"
GIVES_CODE = (CaseAction.TELL, CaseAction.NEW_SECRET)


def receipt_of(ctx: AppContext, code: str) -> CaseReceipt:
    """The receipt of a case, for whoever has its code. Refuses with `no_such_case`."""
    with ctx.database.read() as tx:
        return receipt(ctx, tx, of_code(ctx, tx, code))


def print_receipt(ctx: AppContext, told: CaseReceipt, language: str) -> Trouble | str | None:
    """The receipt on paper; what was wrong where none came out. It takes seconds.

    Nothing of the story is on it. It is not tried again: whoever lays paper in later would print
    somebody's code with nobody there to take it.
    """
    with ctx.database.read() as tx:
        slip = _slip(ctx, tx, told, language)
    try:
        ctx.printer.print_slip(slip)
    except PrinterTrouble as found:
        return found.reason
    except Exception:  # noqa: BLE001 - logged here: the receipt stands on the touch screen
        structlog.get_logger().exception("slip_failed")
        return "fault"
    return None


def give_slip(ctx: AppContext, session: StaffSession, code: str) -> CaseReceipt:
    """Lets the slip of a case come out at the touch screen, for whom it was taken in at the desk:
    once for each code, and only by whoever has just made it.

    Refuses with `not_allowed`, `no_such_case` (no such code), `slip_given`.
    """
    with acting(ctx, session, MAY_TAKE_CASES) as act:
        case = of_code(ctx, act.tx, code)
        made_by = next(one.id for one in reversed(story.of_case(act.tx, case.id))
                       if one.action in GIVES_CODE)
        if slips.state_of(act.tx, SLIP, made_by) is not None:
            raise Refusal("slip_given")
        settings = ctx.settings
        slips.add(act.tx, SLIP, made_by, settings.kiosk_name, settings.language, act.now)
        act.log("case_slip", case=case.id)
        return receipt(ctx, act.tx, case)


def case_slip(ctx: AppContext, tx: ReadTransaction, event_id: int, language: str) -> Slip:
    """The slip of a case, by the line of its log that gave it its code."""
    return _slip(ctx, tx, receipt(ctx, tx, of_id(tx, story.case_of(tx, event_id))), language)


def _slip(ctx: AppContext, tx: ReadTransaction, told: CaseReceipt, language: str) -> Slip:
    words = ctx.words[language]
    facts = [(words("case_slip.until"), due_day(words, told.due_on)),
             (words("case_slip.look"), words("case_slip.look_text"))]
    if told.listener is not None:
        facts.insert(0, (words("case_slip.who"), told.listener.title.in_(language)))
    return Slip(
        centre=content.guide(tx).centre.centre.in_(language),
        service=told.topic.title.in_(language), number=told.number,
        kind=words("case_slip.kind"), facts=tuple(facts),
        taken=words("trial.taken", at=written_moment(words, told.received_at)), url=told.url,
        scan_hint=words("case_slip.scan" if told.url else "slip.offline"),
        foot=words("case_slip.foot"))
