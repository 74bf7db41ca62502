"""Restarts: what of the program was ended because it hung, or died, and began anew by itself."""

from __future__ import annotations

from datetime import timedelta

from db.engine import event_log
from db.engine.database import ReadTransaction
from kiosk.actions.acting import SYSTEM, acting
from kiosk.area import HealthPart, noted
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown

EVENT = "restarted"
# So long it is said; and of one that dies again and again, one in so long is written down.
SAID_FOR, ONE_IN = timedelta(days=1), timedelta(minutes=10)


def say_restarted(ctx: AppContext, part: str, why: str) -> None:
    """Writes down that a process (`ui`, `web`) of this machine did not end of itself, and why, as
    far as it could say. Raises StorageDown."""
    with acting(ctx, SYSTEM) as act:
        act.without_event("the same was written down just now")
        kiosk, now = ctx.settings.kiosk_name, act.now
        if not any(now - one.at < ONE_IN for one in _of(act.tx, part, kiosk)):
            act.log(EVENT, part=part, kiosk=kiosk, why=why)


def restarts(ctx: AppContext) -> list[HealthPart]:
    """For a day it is said what began anew by itself."""
    try:
        with ctx.database.read() as tx:
            lately = [one for one in event_log.since(tx, 0, [EVENT])
                      if ctx.clock() - one.at < SAID_FOR]
    except StorageDown:
        return []
    if not lately:
        return []
    last = lately[-1]
    return [HealthPart("restarts", False, noted(
        f"restarted_{last.details['part']}", detail=last.details["why"], at=last.at,
        kiosk=last.details["kiosk"], n=len(lately)))]


def _of(tx: ReadTransaction, part: str, kiosk: str) -> list[event_log.Event]:
    return [one for one in event_log.since(tx, 0, [EVENT])
            if (one.details["part"], one.details["kiosk"]) == (part, kiosk)]
