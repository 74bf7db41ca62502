"""The opening check of each kiosk, and numbers on paper: a frozen copy."""

from typing import Any

from peewee import SqliteDatabase


def up(_migrator: Any, db: Any) -> None:
    boolean = "INTEGER" if isinstance(db, SqliteDatabase) else "BOOLEAN"
    db.execute_sql(f"""CREATE TABLE opening_check (
        kiosk TEXT NOT NULL, part TEXT NOT NULL, well {boolean} NOT NULL, said_zh TEXT NOT NULL,
        said_en TEXT NOT NULL, todo_zh TEXT NOT NULL, todo_en TEXT NOT NULL,
        checked_at BIGINT NOT NULL, PRIMARY KEY (kiosk, part))""")
