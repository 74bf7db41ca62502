"""What the expected wait goes by: how long services took, how right the estimates were."""

from __future__ import annotations

from peewee import SQL

from db.engine.column_types import Param, PreparedQuery
from db.engine.database import ReadTransaction
from db.queue.tables import TicketRow
from kiosk.domain.queue.expected_wait import ESTIMATES_REMEMBERED, SERVED_REMEMBERED

# Written as literals: PostgreSQL uses a partial index only where it can prove its condition.
LAST_SERVED = PreparedQuery(
    lambda: TicketRow.select(TicketRow.closed_at - TicketRow.last_called_at)
    .where((TicketRow.service == Param("service")) & (TicketRow.state == SQL("'done'"))
           # Whoever was served by a number on paper was never called.
           & TicketRow.last_called_at.is_null(False))
    .order_by(TicketRow.closed_at.desc()).limit(SERVED_REMEMBERED)
)
LAST_SCORES = PreparedQuery(
    lambda: TicketRow.select(TicketRow.wait_score)
    .where((TicketRow.queue == Param("queue")) & TicketRow.wait_score.is_null(False))
    .order_by(TicketRow.called_at.desc()).limit(ESTIMATES_REMEMBERED)
)


def score_of(tx: ReadTransaction, ticket_id: int, waited: float) -> float | None:
    """How far the wait in seconds was from a ticket's estimate, in its scale; None without one."""
    query = TicketRow.select(TicketRow.wait_point, TicketRow.wait_scale)
    point, scale = tx.query(query.where(TicketRow.id == ticket_id).tuples())[0]
    return (waited - point) / scale if scale else None


def last_served(tx: ReadTransaction, service_id: str) -> list[float]:
    """How long the last ones served of a service took, in seconds."""
    rows = tx.execute(LAST_SERVED, service=service_id).fetchall()
    return [took / 1_000_000 for (took,) in rows]


def last_scores(tx: ReadTransaction, queue_id: str) -> list[float]:
    """How far off the latest estimates of a queue were, each in its own scale."""
    return [score for (score,) in tx.execute(LAST_SCORES, queue=queue_id).fetchall()]
