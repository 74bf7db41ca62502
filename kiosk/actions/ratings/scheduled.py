"""What falls due of ratings: the sweep of a week, forgetting, follow-ups that are late."""

from __future__ import annotations

from datetime import timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.ratings import queries as stored
from kiosk.actions.acting import SYSTEM, Act, acting
from kiosk.actions.ratings.giving import count, monday
from kiosk.area import HealthPart, RetentionRule, noted
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.rating import RATED_WITHIN
from kiosk.domain.ratings.asking import SAID_KEPT
from kiosk.domain.refusals import StorageDown

ROUNDS = timedelta(minutes=10)
# A number is rated within so many days of its end, which is on its own day.
MARKS_KEPT = RATED_WITHIN + timedelta(days=2)
RETENTION = (RetentionRule(
    "ratings", SAID_KEPT.days, "forget_ratings", "ratings", stored.have_old_notes,
    ("rating_note",)),)


def run_due(ctx: AppContext) -> float:
    """Sweeps what waits together with each new week, and forgets what was said long ago; returns
    after how many seconds to ask again. Raises StorageDown."""
    with ctx.database.read() as tx:
        is_due = _is_new_week(ctx, tx) or stored.have_old_notes(tx, ctx.clock() - SAID_KEPT)
    if is_due:
        with acting(ctx, SYSTEM) as act:
            act.without_event("another process may have done it")
            if _is_new_week(ctx, act.tx):
                count(act)
                stored.drop_marks(act.tx, act.now.date() - MARKS_KEPT)
                act.log("sweep_ratings")
            gone = stored.forget_notes(act.tx, act.now - SAID_KEPT)
            if gone:
                act.log("forget_ratings", ratings=gone)
    return ROUNDS.total_seconds()


def health(ctx: AppContext, _serving: bool) -> list[HealthPart]:
    """How many poor ratings are open, and how many of them late."""
    try:
        with ctx.database.read() as tx:
            today = ctx.clock().date()
            clocks = stored.open_follow_ups(tx, today)
    except StorageDown:
        return [HealthPart("ratings", False, noted("unreachable"))]
    late = sum(one.is_late(today) for one in clocks)
    notes = (*noted("ratings_open", n=len(clocks)),
             *(noted("ratings_late", n=late) if late else ()))
    return [HealthPart("ratings", not late, notes)]


def erase(act: Act, keys: frozenset[str]) -> int:
    """Deletes once more what was said, and what waited, under one of these keys."""
    return stored.forget_with_keys(act.tx, keys)


def _is_new_week(ctx: AppContext, tx: ReadTransaction) -> bool:
    held = stored.pool(tx)
    today = business_day(ctx.clock(), content.guide(tx).centre.day_starts)
    return held is not None and held.swept < monday(today)
