"""Printing slips from the outbox, after the number is safe."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta

import structlog

from db.content import guide as content
from db.engine.database import WriteTransaction
from db.outbox import slips
from db.outbox.slips import SlipJob
from db.queue import queries as queue
from kiosk.actions.acting import housekeeping
from kiosk.actions.queue.queue_state import receipt
from kiosk.actions.queue.results import Receipt
from kiosk.area import HealthPart, noted
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterTrouble
from kiosk.domain.content.guide import Centre
from kiosk.domain.queue.slips import Slip
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.refusals import StorageDown
from kiosk.wording.dates import written_moment
from kiosk.wording.queue import listed_counters, wait_figure, wait_unit
from kiosk.wording.translator import Translator

# Whoever took a number stands at the touch screen for some minutes; a slip that comes later, when
# paper is back, would only lie there for somebody else.
SLIP_LIVES = timedelta(minutes=5)


def print_next_slip(ctx: AppContext) -> bool:
    """Prints the oldest slip of this kiosk that is due; whether there was one.

    A try is counted before it begins, success is kept only after the printer has taken all of it; a
    failed one comes again. A slip that fails by itself, whatever the printer says, stops none that
    comes after it, and is set aside after `slips.MOST_FAULTS` tries.
    """
    kiosk, now = ctx.settings.kiosk_name, ctx.clock()
    with ctx.database.read() as tx:
        job = slips.due(tx, kiosk, now)
        ticket = queue.by_id(tx, job.ticket_id) if job else None
    if job is None or ticket is None:
        return False
    is_late = now - job.asked_at > SLIP_LIVES
    with _printing(ctx) as tx:
        if is_late:
            slips.dropped(tx, job)
        elif job.is_poison:
            slips.set_aside(tx, job)
        else:
            slips.tried(tx, job, now)
    if is_late or job.is_poison:
        return True
    trouble = _try_to_print(ctx, job, ticket)
    with _printing(ctx) as tx:
        if trouble:
            slips.failed(tx, job, trouble, now)
        else:
            slips.printed(tx, job)
    return True


def _printing(ctx: AppContext) -> AbstractContextManager[WriteTransaction]:
    return housekeeping(ctx, "a slip's printing is in its own row")


def _try_to_print(ctx: AppContext, job: SlipJob, ticket: Ticket) -> str | None:
    """What kept a slip from being out; None where it is. Raises StorageDown."""
    try:
        with ctx.database.read() as tx:
            slip = worded(receipt(ctx, tx, ticket), content.guide(tx).centre,
                          ctx.words[job.language])
        ctx.printer.print_slip(slip)
    except PrinterTrouble as found:
        return found.reason
    except StorageDown:
        raise
    except Exception:  # noqa: BLE001 - logged here: whatever a slip fails at, the next one is due
        structlog.get_logger().exception("slip_failed", ticket=job.ticket_id,
                                         tries=job.attempts + 1)
        return slips.FAULT
    return None


def health(ctx: AppContext, _serving: bool) -> list[HealthPart]:
    """Whether every slip of this kiosk could be drawn."""
    try:
        with ctx.database.read() as tx:
            aside = slips.aside(tx, ctx.settings.kiosk_name, ctx.clock())
    except StorageDown:
        return []
    return [HealthPart("slips", not aside, noted("slips_aside", n=aside) if aside
                       else noted("slips_well"))]


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
