"""Words of the queue: a frozen copy."""

from typing import Any

COLUMNS = (
    ("ticket", "due", "call_at_count"), ("ticket", "slower", "needs_slow_call"),
    ("queue_day", "run", "priority_streak"),
)


def up(_migrator: Any, db: Any) -> None:
    for table, old, new in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
