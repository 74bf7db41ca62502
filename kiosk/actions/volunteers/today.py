"""What of volunteer help is due now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.engine.database import ReadTransaction
from db.volunteers import help_requests
from kiosk.area import DueNow, due
from kiosk.domain.staff.roles import MAY_SEND_HELP
from kiosk.domain.volunteers.help_requests import ANSWERED_WITHIN, OPEN


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Calls from the hall, who ought to have left a home, and requests that nobody has taken."""
    live = help_requests.live(tx)
    open_ = [one for one in live if one.state in OPEN]
    yield from due("help_calls", (one.asked_at for one in open_ if one.is_call), MAY_SEND_HELP,
                   "help", timedelta(0), ANSWERED_WITHIN)
    overdue = (one.there_at for one in live if one.overdue(now) and one.there_at)
    yield from due("help_overdue", overdue, MAY_SEND_HELP, "help", timedelta(0), timedelta(0))
    yield from due("help_waiting", (one.asked_at for one in open_ if not one.is_call),
                   MAY_SEND_HELP, "help", timedelta(hours=2), timedelta(days=1))
