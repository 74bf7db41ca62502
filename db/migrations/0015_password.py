"""Passwords for the desk: a frozen copy."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE account ADD COLUMN password_hash TEXT")
