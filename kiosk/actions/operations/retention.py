"""How long the centre keeps what is somebody's, and the report of what it deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.engine import event_log
from db.engine.database import ReadTransaction
from kiosk.area import RetentionRule
from kiosk.context import AppContext

REPORTED = timedelta(days=30)
# The clocks look every quarter of an hour; what is there days after its time stays for good.
LATE = timedelta(days=1)
MOST = 500


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """Something that is kept for `days` and then deleted: how much of it was in the last 30 days,
    and when last (None: never). `late` says that some is there longer than it may be, `is_logged`
    that deleting it is an event."""

    name: str
    days: int
    deleted: int = 0
    last: datetime | None = None
    late: bool = False
    is_logged: bool = False


def retention(ctx: AppContext) -> tuple[RetentionReport, ...]:
    """Everything that is kept for a time only. Raises StorageDown."""
    now = ctx.clock()
    rules = [(area.name, rule) for area in ctx.areas for rule in area.retention or ()]
    with ctx.database.read() as tx:
        events = event_log.of_system(tx, [rule.event for _, rule in rules if rule.event], MOST)
        return tuple(_report(tx, area, rule, events, now) for area, rule in rules)


def _report(
    tx: ReadTransaction, area: str, rule: RetentionRule, events: Sequence[event_log.Event],
    now: datetime,
) -> RetentionReport:
    own = [one for one in events
           if one.action == rule.event and one.details.get("area", area) == area]
    return RetentionReport(
        rule.name, rule.days,
        sum(int(one.details[rule.counted]) for one in own if now - one.at <= REPORTED),
        own[0].at if own else None,
        rule.has_before(tx, now - timedelta(days=rule.days) - LATE),
        rule.event is not None,
    )
