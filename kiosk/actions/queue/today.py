"""What of the queue is due now: who waits, and who came back because it was not done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.queue import queries as queue
from kiosk.area import DueNow, due
from kiosk.domain.calendar import business_day
from kiosk.domain.queue.tickets import State
from kiosk.domain.staff.roles import MAY_CALL


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Numbers that wait, and those set aside whose holder says that it is not done."""
    guide = content.guide(tx)
    day = business_day(now, guide.centre.day_starts)
    tickets = [one for queue_ in guide.queues for one in queue.in_queue(tx, day, queue_.id)]
    waiting = (one.taken_at for one in tickets if one.state is State.WAITING)
    yield from due("waiting", waiting, MAY_CALL, "home", timedelta(minutes=20),
                   timedelta(minutes=40))
    not_done = (one.closed_at for one in tickets if one.state is State.PARKED and one.closed_at)
    yield from due("not_done", not_done, MAY_CALL, "home", timedelta(minutes=5),
                   timedelta(minutes=15))
