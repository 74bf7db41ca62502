"""Since when a volunteer does not help any more: their telephone is kept for a time only."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE volunteer ADD COLUMN left_at BIGINT")
