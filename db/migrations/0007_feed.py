"""All claims by their begin, over or not, for the calendars: a frozen copy."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("CREATE INDEX claims_in_time ON claim (begins_at)")
