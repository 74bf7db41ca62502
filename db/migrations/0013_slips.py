"""A slip is of a thing of any kind, and knows when it was asked for; papers of activities: a
frozen copy."""

from typing import Any

from peewee import SqliteDatabase

STATEMENTS = (
    # A ticket's slip of before was asked for when the number was taken.
    """CREATE TABLE slip_before AS
    SELECT slip.*, ticket.taken_at FROM slip JOIN ticket ON ticket.id = slip.ticket_id""",
    "DROP TABLE slip",
    """CREATE TABLE slip (
    kind TEXT NOT NULL, thing BIGINT NOT NULL, kiosk TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL, asked_at BIGINT NOT NULL, next_at BIGINT NOT NULL, trouble TEXT,
    language TEXT NOT NULL, PRIMARY KEY (kind, thing))""",
    """INSERT INTO slip SELECT 'ticket', ticket_id, kiosk, state, attempts, taken_at, next_at,
    trouble, language FROM slip_before""",
    "DROP TABLE slip_before",
    """CREATE INDEX slips_to_print ON slip (kiosk, asked_at, thing)
    WHERE state IN ('queued', 'trouble')""",
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
    blob = "BLOB" if isinstance(db, SqliteDatabase) else "BYTEA"
    db.execute_sql(f"""CREATE TABLE paper_file (file TEXT NOT NULL PRIMARY KEY,
        made_at BIGINT NOT NULL, body {blob} NOT NULL)""")
