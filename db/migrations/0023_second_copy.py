"""The copy that leaves the machine, and the code by which another kiosk gets the secret: a frozen
copy."""

from typing import Any

from peewee import SqliteDatabase


def up(_migrator: Any, db: Any) -> None:
    boolean = "INTEGER" if isinstance(db, SqliteDatabase) else "BOOLEAN"
    db.execute_sql(f"""CREATE TABLE second_copy (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), memory INTEGER NOT NULL,
        passes INTEGER NOT NULL, lanes INTEGER NOT NULL, salt TEXT NOT NULL, public TEXT NOT NULL,
        author TEXT NOT NULL, sealed_at BIGINT NOT NULL, tried_at BIGINT, made_at BIGINT,
        wanted_at BIGINT, since_at BIGINT, size BIGINT NOT NULL, trouble TEXT NOT NULL,
        detail TEXT NOT NULL, told {boolean} NOT NULL)""")
    db.execute_sql("""CREATE TABLE pairing (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), salt TEXT NOT NULL, wrapped TEXT NOT NULL,
        tries INTEGER NOT NULL, until BIGINT NOT NULL)""")
