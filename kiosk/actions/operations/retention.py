"""How long the house keeps what is somebody's, and the report of what it deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import bookings, help_requests, journal, waiting
from kiosk.context import Lobby
from kiosk.domain import bookings as of_bookings
from kiosk.domain.operations.backup_schedule import DAILY, LOG_DAYS
from kiosk.domain.staff.roles import LONGEST_SESSION
from kiosk.domain.volunteers import help_requests as of_help

REPORTED = timedelta(days=30)
# The clocks look every quarter of an hour; what is there days after its time stays for good.
LATE = timedelta(days=1)
MOST = 500
# By the deed of the report the name of what was deleted, and how the line counts it.
DEEDS = {"forget_bookings": ("bookings", "bookings"), "forget_help": ("help", "requests")}


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept for `days` and then deleted: how much of it was in the last 30 days,
    and when last (None: never). `late` says that some is there longer than it may be."""

    name: str
    days: int
    deleted: int = 0
    last: datetime | None = None
    late: bool = False


def retention(lobby: Lobby) -> tuple[Kept, ...]:
    """Everything that is kept for a time only. Raises StorageDown."""
    now, deleted, last = lobby.clock(), dict.fromkeys(DEEDS, 0), dict[str, datetime]()
    with lobby.database.session() as session:
        for line in journal.of_house(session, list(DEEDS), MOST):
            if now - line.at <= REPORTED:
                deleted[line.deed] += int(line.details[DEEDS[line.deed][1]])
            last.setdefault(line.deed, line.at)
        of_rooms = now - of_bookings.KEPT - LATE
        late = {
            "forget_bookings": (bookings.to_forget(session, of_rooms)
                                or waiting.to_forget(session, of_rooms)),
            "forget_help": bool(help_requests.ended(session, now - of_help.KEPT - LATE)),
        }
    days = {"forget_bookings": of_bookings.KEPT.days, "forget_help": of_help.KEPT.days}
    return (
        *(Kept(name, days[deed], deleted[deed], last.get(deed), late[deed])
          for deed, (name, _) in DEEDS.items()),
        Kept("sessions", max(LONGEST_SESSION.days, 1)), Kept("logs", LOG_DAYS),
        Kept("backups", DAILY),
    )
