"""The opening check of each kiosk, and numbers on paper: a frozen copy."""

from typing import Any

from peewee import SqliteDatabase


def up(_migrator: Any, db: Any) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    boolean, serial = ("INTEGER", "INTEGER") if is_sqlite else ("BOOLEAN", "SERIAL")
    db.execute_sql(f"""CREATE TABLE opening_check (
        kiosk TEXT NOT NULL, part TEXT NOT NULL, well {boolean} NOT NULL, said_zh TEXT NOT NULL,
        said_en TEXT NOT NULL, todo_zh TEXT NOT NULL, todo_en TEXT NOT NULL,
        checked_at BIGINT NOT NULL, PRIMARY KEY (kiosk, part))""")
    db.execute_sql(f"""CREATE TABLE paper_sheet (
        id {serial} NOT NULL PRIMARY KEY, day TEXT NOT NULL,
        queue_id TEXT NOT NULL REFERENCES content_item (queue_key), prefix TEXT NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL, printed_at BIGINT NOT NULL,
        used INTEGER NOT NULL, booked_at BIGINT, CHECK (first <= last))""")
    db.execute_sql(
        "CREATE UNIQUE INDEX paper_sheet_day_prefix_first ON paper_sheet (day, prefix, first)")
