"""Printing slips from the outbox, after what they are of is safe; each area says how its own look.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta

import structlog

from db.engine.database import ReadTransaction, WriteTransaction
from db.outbox import slips
from db.outbox.slips import SlipJob
from kiosk.actions.acting import housekeeping
from kiosk.area import HealthPart, noted
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterTrouble
from kiosk.domain.queue.slips import Slip, SlipState
from kiosk.domain.refusals import StorageDown

# Whoever asked for a slip stands at the touch screen for some minutes; one that comes later, when
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
    if job is None:
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
    trouble = _try_to_print(ctx, job)
    with _printing(ctx) as tx:
        if trouble:
            slips.failed(tx, job, trouble, now)
        else:
            slips.printed(tx, job)
    return True


def seconds_to_next_slip(ctx: AppContext) -> float | None:
    """How long until a slip of this kiosk is due, 0 where one is; None where none waits."""
    with ctx.database.read() as tx:
        due_at = slips.upcoming(tx, ctx.settings.kiosk_name)
    return None if due_at is None else max((due_at - ctx.clock()).total_seconds(), 0.0)


def slip_state(tx: ReadTransaction, kind: str, thing: int) -> SlipState:
    """Where the slip of something stands, for whoever waits for it."""
    state = slips.state_of(tx, kind, thing) or SlipState.NONE
    return SlipState.TROUBLE if state == "dropped" else SlipState(state)


def health(ctx: AppContext, _serving: bool) -> list[HealthPart]:
    """Whether every slip of this kiosk could be drawn."""
    try:
        with ctx.database.read() as tx:
            aside = slips.aside(tx, ctx.settings.kiosk_name, ctx.clock())
    except StorageDown:
        return []
    return [HealthPart("slips", not aside, noted("slips_aside", n=aside) if aside
                       else noted("slips_well"))]


def _printing(ctx: AppContext) -> AbstractContextManager[WriteTransaction]:
    return housekeeping(ctx, "a slip's printing is in its own row")


def _try_to_print(ctx: AppContext, job: SlipJob) -> str | None:
    """What kept a slip from being out; None where it is. Raises StorageDown."""
    try:
        ctx.printer.print_slip(_slip_of(ctx, job))
    except PrinterTrouble as found:
        return found.reason
    except StorageDown:
        raise
    except Exception:  # noqa: BLE001 - logged here: whatever a slip fails at, the next one is due
        structlog.get_logger().exception("slip_failed", kind=job.kind, thing=job.thing,
                                         tries=job.attempts + 1)
        return slips.FAULT
    return None


def _slip_of(ctx: AppContext, job: SlipJob) -> Slip:
    """What stands on the slip of something. KeyError where no area has such things."""
    makers = {kind: make for area in ctx.areas for kind, make in (area.slips or {}).items()}
    with ctx.database.read() as tx:
        return makers[job.kind](ctx, tx, job.thing, job.language)
