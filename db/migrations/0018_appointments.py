"""A number may be for a booked time; a queue counts who was called since one: a frozen copy."""

from typing import Any

STATEMENTS = (
    "ALTER TABLE ticket ADD COLUMN appointment_at BIGINT",
    "ALTER TABLE queue_day ADD COLUMN since_appointment INTEGER NOT NULL DEFAULT 2",
    "DROP INDEX ticket_in_queue",
    """CREATE INDEX ticket_in_queue ON ticket
    (day, queue_id, state, priority, service_id, call_at_count, appointment_at)""",
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
