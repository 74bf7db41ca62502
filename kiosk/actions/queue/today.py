"""What of the queue is due now, and what the street hears of it: who waits, and how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.queue import queries as queue
from kiosk.area import DueNow, due
from kiosk.domain.calendar import business_day
from kiosk.domain.content.guide import Guide
from kiosk.domain.queue.tickets import State, Ticket
from kiosk.domain.staff.roles import MAY_CALL


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Numbers that wait, and those set aside whose holder says that it is not done."""
    guide = content.guide(tx)
    tickets = _tickets(tx, guide, now)
    waiting = _waiting(tickets)
    yield from due("waiting", waiting, MAY_CALL, "home", timedelta(minutes=20),
                   timedelta(minutes=40))
    not_done = (one.closed_at for one in tickets if one.state is State.PARKED and one.closed_at)
    yield from due("not_done", not_done, MAY_CALL, "home", timedelta(minutes=5),
                   timedelta(minutes=15))


def in_summary(tx: ReadTransaction, now: datetime) -> Mapping[str, object]:
    """How many wait and since when, and how many counters are open."""
    guide = content.guide(tx)
    states = queue.counter_states(tx, business_day(now, guide.centre.day_starts))
    waiting = list(_waiting(_tickets(tx, guide, now)))
    return {
        "counters": sum(states.get(one.number) == "open" for one in guide.counters),
        "waiting": len(waiting), "first_waits": min(waiting, default=None)}


def _tickets(tx: ReadTransaction, guide: Guide, now: datetime) -> list[Ticket]:
    day = business_day(now, guide.centre.day_starts)
    return [one for queue_ in guide.queues for one in queue.in_queue(tx, day, queue_.id)]


def _waiting(tickets: Iterable[Ticket]) -> Iterator[datetime]:
    return (one.taken_at for one in tickets if one.state is State.WAITING)
