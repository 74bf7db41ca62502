"""What each kiosk says of itself: a frozen copy."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("""CREATE TABLE kiosk (
        name TEXT NOT NULL PRIMARY KEY, run TEXT NOT NULL, version TEXT NOT NULL,
        migration INTEGER NOT NULL, printer TEXT NOT NULL, voice TEXT NOT NULL,
        screen TEXT NOT NULL, disk BIGINT NOT NULL, seen_at BIGINT NOT NULL,
        troubled_at BIGINT, twin_at BIGINT, told TEXT NOT NULL, retired_at BIGINT)""")
