"""The centre's own summary: a few figures in one row, all that the street may read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from db.engine.database import ReadTransaction
from db.operations import summaries as stored
from kiosk.area import NotBefore
from kiosk.context import AppContext
from kiosk.domain.operations.street import CentreSummary, Overdue

# Seconds between two summaries.
EVERY = 15.0
# What a summary has apart: how long people wait, and how the kiosks are.
APART = ("waiting", "kiosks_away", "kiosks_broken")


def tell_street(ctx: AppContext) -> float:
    """Writes how the centre stands now. A file is read by nobody on another machine. Raises
    StorageDown."""
    if not ctx.database.is_sqlite:
        with ctx.database.read() as tx:
            told = summary(ctx, tx, now := ctx.clock()).told()
        with ctx.database.write_aside() as tx:
            stored.put(tx, told, now)
    return NotBefore(EVERY)


def summary(ctx: AppContext, tx: ReadTransaction, now: datetime) -> CentreSummary:
    """How the centre stands, out of what each area tells."""
    told: dict[str, Any] = {}
    for area in ctx.areas:
        if area.summary:
            told |= area.summary(tx, now)
    due = (one for area in ctx.areas if area.today for one in area.today(tx, now))
    return CentreSummary(**told, overdue=tuple(
        Overdue(one.kind, late, one.at) for one in due
        if one.kind not in APART and (late := one.late(now))))
