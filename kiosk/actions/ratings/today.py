"""What of the ratings is due now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.ratings import queries as stored
from kiosk.area import DueNow, due, end_of
from kiosk.domain.calendar import business_day
from kiosk.domain.staff.roles import MAY_READ_RATINGS


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Poor ratings of served numbers that are to be answered or dealt with: from the day after, as
    on their page."""
    today = business_day(now, content.guide(tx).centre.day_starts)
    ends = (end_of(one.due, now) for one in stored.open_follow_ups(tx, today))
    yield from due("ratings", ends, MAY_READ_RATINGS, "ratings", -timedelta(days=1), timedelta(0))
