"""What of the activities is due now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from kiosk.actions.reservations.area import midnight
from kiosk.area import DueNow, due
from kiosk.domain.staff.roles import MAY_ATTEND_ACTIVITIES


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """What still takes place today."""
    today = midnight(now.date())
    sessions = (one.starts_at for one in stored.between(tx, today, today + timedelta(days=1))
                if one.is_planned and one.ends_at > now)
    yield from due("activities_today", sessions, MAY_ATTEND_ACTIVITIES, "activities",
                   -timedelta(minutes=30), timedelta.max)
