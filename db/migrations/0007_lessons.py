"""The after-school class: a frozen copy.

What is encrypted has the triggers of 0004 and a line in the view of all keys in use. No child
stands without a guardian whose telephone was confirmed, whatever writes it.
"""

from typing import Any

from peewee import SqliteDatabase

from db.engine.sealed_columns import add_sealed_columns

SEALED = (
    ("guardian", "owner_index"), ("guardian", "sealed"), ("child", "sealed"),
    ("child_pickup", "sealed"), ("child_delegation", "sealed"), ("class_incident", "sealed"),
)
TABLES = """
CREATE TABLE guardian (
    id {serial}, code TEXT NOT NULL, request_key TEXT NOT NULL, term TEXT NOT NULL,
    number SMALLINT NOT NULL, owner_index TEXT, sealed TEXT, notice TEXT NOT NULL,
    consented_at BIGINT NOT NULL, confirmed_at BIGINT, made_at BIGINT NOT NULL);
CREATE UNIQUE INDEX guardian_code ON guardian (code);
CREATE UNIQUE INDEX guardian_request_key ON guardian (request_key);
CREATE INDEX guardian_owner_index ON guardian (owner_index);
CREATE TABLE child (
    id {serial}, guardian_id INTEGER NOT NULL REFERENCES guardian (id), term TEXT NOT NULL,
    request_key TEXT NOT NULL, sealed TEXT, weekdays TEXT NOT NULL, made_at BIGINT NOT NULL);
CREATE UNIQUE INDEX child_request_key ON child (request_key);
CREATE INDEX child_guardian_id ON child (guardian_id);
CREATE TABLE child_pickup (
    id {serial}, child_id INTEGER NOT NULL REFERENCES child (id), sealed TEXT);
CREATE INDEX child_pickup_child_id ON child_pickup (child_id);
CREATE TABLE child_delegation (
    id {serial}, child_id INTEGER NOT NULL REFERENCES child (id), day TEXT NOT NULL,
    code TEXT NOT NULL, digits TEXT NOT NULL, request_key TEXT NOT NULL, sealed TEXT,
    taken_back_at BIGINT);
CREATE UNIQUE INDEX child_delegation_code ON child_delegation (code);
CREATE UNIQUE INDEX child_delegation_request_key ON child_delegation (request_key);
CREATE INDEX child_delegation_child_id ON child_delegation (child_id);
CREATE TABLE child_day (
    child_id INTEGER NOT NULL REFERENCES child (id), day TEXT NOT NULL, state TEXT NOT NULL,
    code TEXT NOT NULL, digits TEXT NOT NULL, arrived_at BIGINT, collected_at BIGINT,
    collected_by TEXT NOT NULL, scanned BOOLEAN NOT NULL, tries SMALLINT NOT NULL,
    PRIMARY KEY (child_id, day),
    CHECK (state IN ('expected', 'absent', 'here', 'collected')));
CREATE UNIQUE INDEX child_day_code ON child_day (code);
CREATE INDEX child_day_day ON child_day (day);
CREATE TABLE child_call (
    id {serial}, child_id INTEGER NOT NULL REFERENCES child (id), at BIGINT NOT NULL,
    outcome TEXT NOT NULL);
CREATE INDEX child_call_child_id ON child_call (child_id);
CREATE TABLE class_alarm (
    id {serial}, kind TEXT NOT NULL, child_id INTEGER, at BIGINT NOT NULL, seen_at BIGINT);
CREATE INDEX class_alarm_at ON class_alarm (at);
CREATE TABLE class_incident (
    id {serial}, child_id INTEGER NOT NULL REFERENCES child (id), at BIGINT NOT NULL,
    made_by TEXT NOT NULL, sealed TEXT);
CREATE INDEX class_incident_child_id ON class_incident (child_id);
CREATE TABLE class_act (key TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, answer TEXT NOT NULL)
"""
UNCONFIRMED = """NOT EXISTS (SELECT 1 FROM guardian WHERE guardian.id = NEW.guardian_id
    AND guardian.confirmed_at IS NOT NULL)"""
SQLITE = (
    *(
        f"""CREATE TRIGGER guardian_first_{what} BEFORE {event} ON child WHEN {UNCONFIRMED}
        BEGIN SELECT RAISE(ABORT, 'guardian_first'); END"""
        for what, event in (("added", "INSERT"), ("changed", "UPDATE OF guardian_id"))
    ),
)
POSTGRES = (
    f"""CREATE FUNCTION guardian_first() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {UNCONFIRMED} THEN
            RAISE 'guardian_first' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER guardian_first BEFORE INSERT OR UPDATE OF guardian_id ON child
    FOR EACH ROW EXECUTE FUNCTION guardian_first()""",
)


def up(_migrator: Any, db: Any) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    serial = "INTEGER NOT NULL PRIMARY KEY" if is_sqlite else "SERIAL NOT NULL PRIMARY KEY"
    for statement in TABLES.format(serial=serial).split(";\n"):
        db.execute_sql(statement)
    add_sealed_columns(db, SEALED)
    for statement in SQLITE if is_sqlite else POSTGRES:
        db.execute_sql(statement)
