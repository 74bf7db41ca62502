"""The papers of activities to take along: taken in at the desk, given out, deleted when unused."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import IO

from db.activities import papers as stored
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.area import RetentionRule
from kiosk.context import AppContext
from kiosk.devices.media.papers import checked_paper
from kiosk.domain.activities.activities import is_file
from kiosk.domain.staff.roles import MAY_SET_HELP, StaffSession

KEPT_DAYS = 30
RETENTION = RetentionRule(
    "papers", KEPT_DAYS, "forget_papers", "papers",
    lambda tx, before: bool(stored.unused(tx, before)),
)


def import_paper(ctx: AppContext, who: StaffSession, file: IO[bytes], name: str) -> str:
    """Takes a PDF into the centre and returns its name there; the same has the same name.

    Refuses with `not_allowed`, and as `checked_paper` does.
    """
    body = checked_paper(file, name)
    made = f"{hashlib.sha256(body).hexdigest()[:32]}.pdf"
    with acting(ctx, who, MAY_SET_HELP) as act:
        stored.keep(act.tx, made, body, act.now)
        act.log("bring_paper", paper=made)
    return made


def paper_of(ctx: AppContext, activity_id: str) -> bytes | None:
    """The paper of an activity that is offered, where the centre has it; None where it has none, or
    it is a page elsewhere. Refuses with `no_such_activity`."""
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        paper = AREA_OF_ACTIVITIES.offered(tx, activity_id).paper
        return stored.read(tx, paper) if is_file(paper) else None


def forget_papers(ctx: AppContext) -> None:
    """Deletes what no activity has named for `KEPT_DAYS`."""
    before = ctx.clock() - timedelta(days=KEPT_DAYS)
    with ctx.database.read() as tx:
        some_unused = bool(stored.unused(tx, before))
    if some_unused:
        with acting(ctx, SYSTEM) as act:
            unused = stored.unused(act.tx, before)
            for name in unused:
                stored.delete(act.tx, name)
            act.log("forget_papers", papers=len(unused))
