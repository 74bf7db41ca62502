"""The event log read whole, each night and at `check`, and what came of it the last time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.engine import event_log
from db.engine.event_log import LogHead
from kiosk.context import AppContext

KEPT = "event-log.json"
# When nobody is there.
HOUR, MINUTE = 3, 30
LONGEST_SLEEP = 60.0


@dataclass(frozen=True, slots=True)
class LogCheck:
    """A reading of the whole log: `broken` says where the chain breaks. `head` is the newest line
    that was found whole, None while there is none."""

    at: datetime
    broken: str | None
    head: LogHead | None


def last_check(ctx: AppContext) -> LogCheck | None:
    """What the last reading found; None where there was none."""
    try:
        kept = json.loads((ctx.settings.data / KEPT).read_text("utf-8"))
        head = kept["head"] and LogHead(datetime.fromisoformat(kept["head"].pop("at")),
                                        **kept["head"])
        return LogCheck(datetime.fromisoformat(kept["at"]), kept["broken"], head)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def check_log(ctx: AppContext) -> LogCheck:
    """Reads all of it, and keeps beside the secret up to where it was whole: what was rebuilt
    since then differs there. Raises StorageDown, and OSError where that cannot be kept."""
    now, last = ctx.clock(), last_check(ctx)
    known = last.head if last else None
    with ctx.database.read() as tx:
        broken = event_log.broken_at(tx, known)
        found = LogCheck(now, broken, known if broken else event_log.head(tx, now))
    head = found.head and {
        "at": found.head.at.isoformat(), "version": found.head.version, "n": found.head.n,
        "hash": found.head.hash}
    written = ctx.settings.data / f"{KEPT}.new"
    written.write_text(json.dumps({"at": now.isoformat(), "broken": broken, "head": head}), "utf-8")
    written.replace(ctx.settings.data / KEPT)
    return found


def check_nightly(ctx: AppContext) -> float:
    """Reads it once a night, or at the first start; the seconds until it looks again."""
    now, last = ctx.clock(), last_check(ctx)
    due = now.replace(hour=HOUR, minute=MINUTE, second=0, microsecond=0)
    due -= timedelta(days=due > now)
    if last is None or not due <= last.at <= now:
        check_log(ctx)
    return LONGEST_SLEEP
