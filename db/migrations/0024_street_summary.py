"""What a centre tells the street of itself: a frozen copy."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("""CREATE TABLE street_summary (
        id INTEGER NOT NULL PRIMARY KEY, written_at BIGINT NOT NULL, told TEXT NOT NULL)""")
