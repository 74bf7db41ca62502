"""What the expected wait goes by: how long services took, how right the estimates were."""

from __future__ import annotations

from peewee import SQL

from db.database import Session
from db.fields import Gap, Prepared
from db.tables import TicketRow
from kiosk.domain.waits import ESTIMATES_REMEMBERED, SERVED_REMEMBERED

# Written as literals: PostgreSQL uses a partial index only where it can prove its condition.
LAST_SERVED = Prepared(
    lambda: TicketRow.select(TicketRow.closed_at - TicketRow.last_called_at)
    .where((TicketRow.service == Gap("service")) & (TicketRow.state == SQL("'done'")))
    .order_by(TicketRow.closed_at.desc()).limit(SERVED_REMEMBERED)
)
LAST_RATIOS = Prepared(
    lambda: TicketRow.select(TicketRow.wait_ratio)
    .where((TicketRow.line == Gap("line")) & TicketRow.wait_ratio.is_null(False))
    .order_by(TicketRow.called_at.desc()).limit(ESTIMATES_REMEMBERED)
)


def wait_point(session: Session, ticket_id: int) -> float | None:
    """The estimate in seconds that a ticket was given."""
    query = TicketRow.select(TicketRow.wait_point).where(TicketRow.id == ticket_id)
    point: float | None = session.ask(query.tuples())[0][0]
    return point


def last_served(session: Session, service_id: str) -> list[float]:
    """How long the last ones served of a service took, in seconds."""
    rows = session.run(LAST_SERVED, service=service_id).fetchall()
    return [took / 1_000_000 for (took,) in rows]


def last_ratios(session: Session, line_id: str) -> list[float]:
    """Waited over estimated, of the latest estimates of a line that came true."""
    return [ratio for (ratio,) in session.run(LAST_RATIOS, line=line_id).fetchall()]
