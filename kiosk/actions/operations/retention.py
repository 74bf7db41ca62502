"""How long the house keeps what is somebody's, and the report of what it deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import journal
from kiosk.context import Lobby

REPORTED = timedelta(days=30)
# The clocks look every quarter of an hour; what is there days after its time stays for good.
LATE = timedelta(days=1)
MOST = 500


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """Something that is kept for `days` and then deleted: how much of it was in the last 30 days,
    and when last (None: never). `late` says that some is there longer than it may be."""

    name: str
    days: int
    deleted: int = 0
    last: datetime | None = None
    late: bool = False


def retention(lobby: Lobby) -> tuple[RetentionReport, ...]:
    """Everything that is kept for a time only. Raises StorageDown."""
    now = lobby.clock()
    rules = [rule for area in lobby.areas for rule in area.retention or ()]
    counted = {rule.event: rule.counted for rule in rules if rule.event}
    deleted, last = dict.fromkeys(counted, 0), dict[str, datetime]()
    with lobby.database.session() as session:
        for line in journal.of_house(session, list(counted), MOST):
            if now - line.at <= REPORTED:
                deleted[line.deed] += int(line.details[counted[line.deed]])
            last.setdefault(line.deed, line.at)
        return tuple(
            RetentionReport(
                rule.name, rule.days, deleted.get(rule.event or "", 0), last.get(rule.event or ""),
                rule.has_before(session, now - timedelta(days=rule.days) - LATE),
            )
            for rule in rules
        )
