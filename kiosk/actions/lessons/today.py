"""What of the class is due now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.engine.database import ReadTransaction
from db.lessons import days, people
from kiosk.actions.lessons.area import current_term
from kiosk.actions.reservations.area import midnight
from kiosk.area import DueNow, due
from kiosk.domain.staff.roles import MAY_KEEP_LESSONS


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Alarms that nobody looks after yet, and guardians to be called back."""
    alarms = (one.at for one in days.alarms(tx, midnight(now.date())) if one.seen_at is None)
    yield from due("class_alarms", alarms, MAY_KEEP_LESSONS, "lessons", timedelta(0),
                   timedelta(minutes=5))
    term = current_term(tx, now.date())
    waiting = (one.made_at for one in people.guardians(tx, term.id)
               if one.confirmed_at is None) if term else ()
    yield from due("class_guardians", waiting, MAY_KEEP_LESSONS, "lessons", timedelta(days=1),
                   timedelta(days=3))
