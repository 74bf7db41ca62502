"""What is sealed at the next start names its key: volunteers' names, why hours were corrected."""

from typing import Any

from db.engine.sealed_columns import add_sealed_columns

# Each with the table it stands in.
SEALED = (("volunteer", "name"), ("help_visit", "reason"))


def up(_migrator: Any, db: Any) -> None:
    add_sealed_columns(db, SEALED)
