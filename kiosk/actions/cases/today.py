"""What of the cases is due now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.cases import calls, register, story
from db.engine.database import ReadTransaction
from kiosk.area import DueNow, due, end_of
from kiosk.domain.cases.deadlines import Urgency
from kiosk.domain.staff.roles import MAY_KEEP_CASES, MAY_TAKE_CASES


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Calls of whoever wants to tell something, answers due or nearly, and poor ratings."""
    ringing = (one.called_at for one in calls.ringing(tx, now) if one.taken_at is None)
    yield from due("case_calls", ringing, MAY_TAKE_CASES, "cases", timedelta(0),
                   timedelta(minutes=5))
    near = (end_of(one.due_on, now) for one in register.live(tx)
            if not one.is_part and one.urgency(now.date()) in (Urgency.OVERDUE, Urgency.SOON))
    yield from due("case_answers", near, MAY_TAKE_CASES, "cases", -timedelta(days=7), timedelta(0))
    ratings = (end_of(one.follow_up.due, now) for one in story.open_follow_ups(tx)
               if one.follow_up)
    yield from due("case_ratings", ratings, MAY_KEEP_CASES, "cases", -timedelta(days=1),
                   timedelta(0))
