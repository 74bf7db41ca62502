"""Printing slips from the outbox, after the number is safe."""

from __future__ import annotations

from datetime import timedelta

from db.content import guide as content
from db.outbox import slips
from db.queue import queries as queue
from kiosk.actions.acting import housekeeping
from kiosk.actions.queue.queue_state import receipt
from kiosk.actions.queue.results import Receipt
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterTrouble
from kiosk.domain.content.guide import Centre
from kiosk.domain.queue.slips import Slip
from kiosk.wording.dates import written_moment
from kiosk.wording.queue import listed_counters, wait_figure, wait_unit
from kiosk.wording.translator import Translator

# Whoever took a number stands at the touch screen for some minutes; a slip that comes later, when
# paper is back, would only lie there for somebody else.
SLIP_LIVES = timedelta(minutes=5)


def print_next_slip(ctx: AppContext) -> bool:
    """Prints the oldest slip of this kiosk that is due; whether there was one.

    Success is kept only after the printer has taken all of it; a failed one comes again.
    """
    kiosk, now = ctx.settings.kiosk_name, ctx.clock()
    with ctx.database.read() as tx:
        job = slips.due(tx, kiosk, now)
        ticket = queue.by_id(tx, job.ticket_id) if job else None
        if job is None or ticket is None:
            return False
        centre = content.guide(tx).centre
        slip = worded(receipt(ctx, tx, ticket), centre, ctx.words[job.language])
    # Not tried yet, it is as old as the tap that asked for it, which may be 重新打印.
    asked_at = ticket.taken_at if job.attempts else job.due_at
    is_late, trouble = now - asked_at > SLIP_LIVES, None
    try:
        if not is_late:
            ctx.printer.print_slip(slip)
    except PrinterTrouble as found:
        trouble = found.reason
    with housekeeping(ctx, "a slip's printing is in its own row") as tx:
        if is_late:
            slips.dropped(tx, job)
        elif trouble:
            slips.failed(tx, job, trouble, now)
        else:
            slips.printed(tx, job)
    return True


def seconds_to_next_slip(ctx: AppContext) -> float | None:
    """How long until a slip of this kiosk is due, 0 where one is; None where none waits."""
    with ctx.database.read() as tx:
        due_at = slips.upcoming(tx, ctx.settings.kiosk_name)
    return None if due_at is None else max((due_at - ctx.clock()).total_seconds(), 0.0)


def worded(answer: Receipt, centre: Centre, words: Translator) -> Slip:
    """The slip of a ticket in a language; nothing personal is on it."""
    ticket = answer.ticket
    facts = [(words("slip.ahead"), words("slip.people", n=answer.ahead))]
    if answer.wait:
        wait = f"{wait_figure(answer.wait)} {wait_unit(words, answer.wait)}"
        facts.append((words("slip.wait"), wait))
    facts.append((words("slip.go_to"), listed_counters(words, answer.counters)))
    return Slip(
        centre=centre.centre.in_(words.language),
        service=answer.service.title.in_(words.language),
        number=ticket.label,
        kind=words(f"priority.{ticket.priority}"),
        facts=tuple(facts),
        taken=words("slip.taken", at=written_moment(words, ticket.taken_at)),
        url=answer.url,
        scan_hint=words("slip.scan_hint" if answer.url else "slip.offline"),
        foot=words("slip.foot", minutes=centre.queue.return_within // timedelta(minutes=1)),
    )
