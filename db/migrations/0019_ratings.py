"""Ratings of served numbers: sums of five, what waits for them, what was said, tablets: a frozen
copy. Tables of marks have no row ids on SQLite, whose order would be that of coming."""

from typing import Any

from peewee import SqliteDatabase

from db.engine.sealed_columns import add_sealed_columns

SEALED = (
    ("rating_pool", "sealed"), ("rating_note", "story"), ("rating_note", "contact"),
    ("rating_note", "person_index"),
)
TABLES = """
CREATE TABLE rated_ticket (mark TEXT NOT NULL PRIMARY KEY, day TEXT NOT NULL){rowless};
CREATE INDEX rated_ticket_day ON rated_ticket (day);
CREATE TABLE rating_pool (
    id INTEGER NOT NULL PRIMARY KEY, swept TEXT NOT NULL, sealed TEXT, CHECK (id = 1));
CREATE TABLE rating_sum (
    id {serial}, day TEXT NOT NULL, service TEXT, counter INTEGER, level_1 INTEGER NOT NULL,
    level_2 INTEGER NOT NULL, level_3 INTEGER NOT NULL, level_4 INTEGER NOT NULL,
    level_5 INTEGER NOT NULL, tags TEXT NOT NULL,
    CHECK (level_1 + level_2 + level_3 + level_4 + level_5 >= 5));
CREATE INDEX rating_sum_day ON rating_sum (day);
CREATE TABLE rating_note (
    mark TEXT NOT NULL PRIMARY KEY, day TEXT NOT NULL, level SMALLINT, tags TEXT NOT NULL,
    answer_by TEXT, deal_by TEXT, answered_at BIGINT, dealt_at BIGINT, added_at BIGINT,
    story TEXT, contact TEXT, person_index TEXT,
    CHECK (level IS NULL OR level IN (1, 2)),
    CHECK ((level IS NULL) = (answer_by IS NULL))){rowless};
CREATE INDEX rating_note_day ON rating_note (day);
CREATE INDEX rating_note_person_index ON rating_note (person_index)
    WHERE person_index IS NOT NULL;
CREATE TABLE rating_tablet (
    counter INTEGER NOT NULL PRIMARY KEY, code TEXT, code_ends_at BIGINT, token TEXT)
"""


def up(_migrator: Any, db: Any) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    serial = "INTEGER NOT NULL PRIMARY KEY" if is_sqlite else "SERIAL NOT NULL PRIMARY KEY"
    rowless = " WITHOUT ROWID" if is_sqlite else ""
    for statement in TABLES.format(serial=serial, rowless=rowless).split(";\n"):
        db.execute_sql(statement)
    add_sealed_columns(db, SEALED)
