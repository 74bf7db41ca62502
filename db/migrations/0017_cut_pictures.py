"""Pictures that are a part of another one: of which, and which part."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    for column in ("cut_from", "cut"):
        db.execute_sql(f"ALTER TABLE picture_file ADD COLUMN {column} TEXT")
