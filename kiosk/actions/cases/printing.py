"""The slip of a case: its number, until when there is an answer, and the code that is one's own."""

from __future__ import annotations

import structlog

from db.cases import register
from db.content import guide as content
from db.engine.bearer_codes import hidden
from kiosk.actions.cases.requests import receipt
from kiosk.actions.cases.results import CaseReceipt
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterTrouble, Trouble
from kiosk.domain.queue.slips import Slip
from kiosk.domain.refusals import Refusal
from kiosk.wording.cases import due_day
from kiosk.wording.dates import written_moment


def receipt_of(ctx: AppContext, code: str) -> CaseReceipt:
    """The receipt of a case, for whoever has its code. Refuses with `no_such_case`."""
    with ctx.database.read() as tx:
        case = register.by_code(tx, hidden(ctx.secret, code))
        if case is None:
            raise Refusal("no_such_case")
        return receipt(ctx, tx, case)


def print_receipt(ctx: AppContext, told: CaseReceipt, language: str) -> Trouble | str | None:
    """The receipt on paper; what was wrong where none came out. It takes seconds.

    Nothing of the story is on it. It is not tried again: whoever lays paper in later would print
    somebody's code with nobody there to take it.
    """
    words = ctx.words[language]
    facts = [(words("case_slip.until"), due_day(words, told.due_on)),
             (words("case_slip.look"), words("case_slip.look_text"))]
    if told.listener is not None:
        facts.insert(0, (words("case_slip.who"), told.listener.title.in_(language)))
    with ctx.database.read() as tx:
        centre = content.guide(tx).centre.centre.in_(language)
    slip = Slip(
        centre=centre, service=told.topic.title.in_(language), number=told.number,
        kind=words("case_slip.kind"), facts=tuple(facts),
        taken=words("trial.taken", at=written_moment(words, told.received_at)), url=told.url,
        scan_hint=words("case_slip.scan" if told.url else "slip.offline"),
        foot=words("case_slip.foot"))
    try:
        ctx.printer.print_slip(slip)
    except PrinterTrouble as found:
        return found.reason
    except Exception:  # noqa: BLE001 - logged here: the receipt stands on the touch screen
        structlog.get_logger().exception("slip_failed")
        return "fault"
    return None
