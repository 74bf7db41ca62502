"""Whether whoever took a number had all that the service needs: for the clerk."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE ticket ADD COLUMN readiness TEXT")
