"""How many numbers a capped service has given out on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.engine.column_types import Param, PreparedQuery
from db.engine.database import ReadTransaction, WriteTransaction
from db.queue.tables import ServiceDayCountRow

COUNT_TAKEN = PreparedQuery(
    lambda: ServiceDayCountRow.insert(day=Param("day"), service=Param("service"), taken=1)
    .on_conflict(
        conflict_target=(ServiceDayCountRow.day, ServiceDayCountRow.service),
        update={ServiceDayCountRow.taken: ServiceDayCountRow.taken + 1},
        where=ServiceDayCountRow.taken < Param("cap"),
    )
    .returning(ServiceDayCountRow.taken)
)


def count_against_cap(tx: WriteTransaction, day: date, service_id: str, cap: int) -> bool:
    """Counts one more number of a capped service; False when it is full, and nothing changed."""
    row = tx.execute(COUNT_TAKEN, day=day.isoformat(), service=service_id, cap=cap).fetchone()
    return row is not None


def is_full(tx: ReadTransaction, day: date, service_id: str, cap: int) -> bool:
    """Whether a capped service has given out all its numbers of the day."""
    query = ServiceDayCountRow.select(ServiceDayCountRow.taken).where(_this(day, service_id))
    return any(taken >= cap for taken in tx.column(query))


def give_back(tx: WriteTransaction, day: date, service_id: str) -> None:
    """A number of a capped service was given up: somebody else may have its place."""
    tx.query(
        ServiceDayCountRow.update(taken=ServiceDayCountRow.taken - 1).where(_this(day, service_id)))


def _this(day: date, service_id: str) -> Any:
    return (ServiceDayCountRow.day == day.isoformat()) & (ServiceDayCountRow.service == service_id)
