"""Calls from the touch screen to whoever writes a case down: a frozen copy."""

from typing import Any

from peewee import SqliteDatabase


def up(_migrator: Any, db: Any) -> None:
    serial = "INTEGER" if isinstance(db, SqliteDatabase) else "SERIAL"
    db.execute_sql(f"""CREATE TABLE case_call (
        id {serial} NOT NULL PRIMARY KEY, request_key TEXT NOT NULL, kiosk TEXT NOT NULL,
        topic TEXT NOT NULL, listener TEXT NOT NULL, called_at BIGINT NOT NULL, taken_by INTEGER,
        taken_at BIGINT, ended_at BIGINT,
        CHECK ((taken_by IS NULL) = (taken_at IS NULL)))""")
    db.execute_sql("CREATE UNIQUE INDEX case_call_request_key ON case_call (request_key)")
    db.execute_sql("CREATE INDEX case_call_called_at ON case_call (called_at)")
