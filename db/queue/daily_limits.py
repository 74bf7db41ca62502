"""How many numbers a capped service has given out on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.engine.column_types import Gap, Prepared
from db.engine.database import Change, Session
from db.queue.tables import ServiceDayRow

COUNT_TAKEN = Prepared(
    lambda: ServiceDayRow.insert(day=Gap("day"), service=Gap("service"), taken=1)
    .on_conflict(
        conflict_target=(ServiceDayRow.day, ServiceDayRow.service),
        update={ServiceDayRow.taken: ServiceDayRow.taken + 1},
        where=ServiceDayRow.taken < Gap("cap"),
    )
    .returning(ServiceDayRow.taken)
)


def count_against_cap(change: Change, day: date, service_id: str, cap: int) -> bool:
    """Counts one more number of a capped service; False when it is full, and nothing changed."""
    row = change.run(COUNT_TAKEN, day=day.isoformat(), service=service_id, cap=cap).fetchone()
    return row is not None


def is_full(session: Session, day: date, service_id: str, cap: int) -> bool:
    """Whether a capped service has given out all its numbers of the day."""
    query = ServiceDayRow.select(ServiceDayRow.taken).where(_this(day, service_id))
    return any(taken >= cap for taken in session.column(query))


def give_back(change: Change, day: date, service_id: str) -> None:
    """A number of a capped service was given up: somebody else may have its place."""
    change.ask(
        ServiceDayRow.update(taken=ServiceDayRow.taken - 1).where(_this(day, service_id)))


def _this(day: date, service_id: str) -> Any:
    return (ServiceDayRow.day == day.isoformat()) & (ServiceDayRow.service == service_id)
