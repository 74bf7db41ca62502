"""Accounts put out of use, and what the staff did found quickly: a frozen copy."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE account ADD COLUMN active BOOLEAN NOT NULL DEFAULT true")
    db.execute_sql(
        "CREATE INDEX journal_of_staff ON journal (version, n)"
        " WHERE actor >= 'staff:' AND actor < 'staff;'")
