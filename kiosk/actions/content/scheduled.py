"""What happens to content by the clock: showing and hiding what was planned."""

from __future__ import annotations

from datetime import timedelta

from db.content import drafts
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.content.affected_tickets import PASSING
from kiosk.actions.content.arranging import hide_planned
from kiosk.actions.content.drafts import publish_draft
from kiosk.actions.content.publishing import written_again
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.domain.content.drafts import Planned, PlannedChange
from kiosk.domain.refusals import Refusal

# Nothing waits longer than this, even where the clock was set back.
LONGEST_SLEEP = timedelta(minutes=1)


def run_due(ctx: AppContext) -> float:
    """Does what is due, each thing whole or not at all; the seconds until it looks again.

    A centre that was off does at its start what fell due in the meantime; what numbers stand in
    the way of comes once they are done with. Raises StorageDown.
    """
    with ctx.database.read() as reading:
        now = ctx.clock()
        due, soonest = drafts.due(reading, now), drafts.next_due(reading, now)
    did = False
    for plan in due:
        try:
            _do(ctx, plan)
        except Refusal as refusal:
            if refusal.code in PASSING:
                continue
            _give_up(ctx, plan, refusal.code)
        did = True
    if did:
        return 0.0
    pause = soonest - ctx.clock() if soonest else LONGEST_SLEEP
    return max(min(pause, LONGEST_SLEEP).total_seconds(), 0.0)


def _do(ctx: AppContext, plan: PlannedChange) -> None:
    with acting(ctx, SYSTEM, content=True) as act:
        # Looked up again: in the meantime somebody may have taken it back, or another kiosk
        # of the centre may have done it.
        if plan not in drafts.due(act.tx, act.now):
            act.without_event("it is planned no more")
            return
        drafts.drop_plan(act.tx, plan.kind, plan.item, plan.what)
        if plan.what is Planned.HIDE:
            hide_planned(act, content_types(ctx.areas)[plan.kind], plan)
        elif not publish_draft(act, plan):
            act.log("plan_failed", kind=plan.kind, item=plan.item)


def _give_up(ctx: AppContext, plan: PlannedChange, why: str) -> None:
    """What cannot be shown any more does not come back each minute; the event log says why."""
    with acting(ctx, SYSTEM) as act:
        if drafts.drop_plan(act.tx, plan.kind, plan.item, plan.what):
            written_again(act, content_types(ctx.areas)[plan.kind], plan)
            act.log("plan_failed", kind=plan.kind, item=plan.item, why=why)
        else:
            act.without_event("it is planned no more")
