"""What the house did by itself found quickly: a frozen copy."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("CREATE INDEX journal_of_house ON journal (version, n) WHERE actor = 'house'")
