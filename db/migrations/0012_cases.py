"""Cases, their log, ratings and pictures, reception days and mediation: a frozen copy.

What is encrypted has the triggers of 0004 and a line in the view of all keys in use. Logs are only
added to, and no solved case is one by the word of staff, whatever writes it.
"""

from typing import Any

from peewee import SqliteDatabase

from db.engine.sealed_columns import add_sealed_columns

SEALED = (
    ("resident_case", "person_index"), ("resident_case", "contact"), ("resident_case", "address"),
    ("case_event", "sealed"), ("case_picture", "sealed"), ("case_draft", "sealed"),
    ("mediation_side", "sealed"), ("mediation_event", "sealed"),
)
# Each with all its columns but the one that is emptied when what was said is deleted.
LOGS = (
    ("case_event", "id, case_id, at, action, actor, state, due_on, details"),
    ("mediation_event", "id, mediation_id, at, action, actor, side, details"),
)
TABLES = """
CREATE TABLE case_sequence (series TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE resident_case (
    id {serial}, number INTEGER NOT NULL, code TEXT NOT NULL, request_key TEXT NOT NULL,
    topic TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL, received_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL, due_on TEXT NOT NULL, listener TEXT, estate TEXT,
    building SMALLINT, person_index TEXT, notice TEXT, assignee TEXT,
    parent_id INTEGER REFERENCES resident_case (id),
    merged_into INTEGER REFERENCES resident_case (id), paused_on TEXT, extended BOOLEAN NOT NULL,
    answered_at BIGINT, word_at BIGINT, ended_at BIGINT, released_at BIGINT, contact TEXT,
    address TEXT,
    CHECK ((parent_id IS NULL) = (code <> '')),
    CHECK (parent_id IS NULL OR parent_id <> id),
    CHECK ((state = 'asked') = (paused_on IS NOT NULL)),
    CHECK ((state IN ('solved', 'cannot_solve', 'not_ours', 'duplicate', 'withdrawn', 'silent',
        'on_paper')) = (ended_at IS NOT NULL)),
    CHECK ((state = 'duplicate') = (merged_into IS NOT NULL)));
CREATE UNIQUE INDEX case_number ON resident_case (number) WHERE parent_id IS NULL;
CREATE UNIQUE INDEX case_code ON resident_case (code) WHERE parent_id IS NULL;
CREATE UNIQUE INDEX case_request_key ON resident_case (request_key);
CREATE INDEX case_received_at ON resident_case (received_at, changed_at);
CREATE INDEX case_live ON resident_case (due_on, id) WHERE ended_at IS NULL;
CREATE INDEX case_ended ON resident_case (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX case_kept ON resident_case (ended_at)
    WHERE ended_at IS NOT NULL AND notice IS NOT NULL;
CREATE INDEX case_released ON resident_case (released_at) WHERE released_at IS NOT NULL;
CREATE INDEX case_parent ON resident_case (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX case_merged ON resident_case (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX case_person_index ON resident_case (person_index) WHERE person_index IS NOT NULL;
CREATE INDEX case_assignee ON resident_case (assignee) WHERE assignee IS NOT NULL;
CREATE TABLE case_event (
    id {serial}, case_id INTEGER NOT NULL REFERENCES resident_case (id), at BIGINT NOT NULL,
    action TEXT NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL, due_on TEXT NOT NULL,
    details TEXT NOT NULL, sealed TEXT,
    CHECK (action <> 'solved' OR (actor <> 'system' AND substr(actor, 1, 6) <> 'staff:')));
CREATE INDEX case_event_case_id ON case_event (case_id);
CREATE INDEX case_event_at ON case_event (at);
CREATE TABLE case_picture (
    id {serial}, case_id INTEGER NOT NULL REFERENCES resident_case (id), at BIGINT NOT NULL,
    actor TEXT NOT NULL, request_key TEXT NOT NULL, sealed TEXT);
CREATE INDEX case_picture_case_id ON case_picture (case_id);
CREATE UNIQUE INDEX case_picture_request_key ON case_picture (request_key);
CREATE TABLE case_draft (
    token TEXT NOT NULL PRIMARY KEY, ends_at BIGINT NOT NULL, topic TEXT NOT NULL,
    listener TEXT NOT NULL, sealed TEXT);
CREATE INDEX case_draft_ends_at ON case_draft (ends_at);
CREATE TABLE case_act (key TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL);
CREATE TABLE case_rating (
    case_id INTEGER NOT NULL PRIMARY KEY REFERENCES resident_case (id), level SMALLINT NOT NULL,
    tags TEXT NOT NULL, wants_call BOOLEAN NOT NULL, at BIGINT NOT NULL, answer_by TEXT,
    deal_by TEXT, answered_at BIGINT, dealt_at BIGINT, added_at BIGINT,
    CHECK (level BETWEEN 1 AND 5));
CREATE INDEX case_rating_open ON case_rating (answer_by)
    WHERE answer_by IS NOT NULL AND dealt_at IS NULL;
CREATE TABLE reception_day (
    id {serial}, area TEXT NOT NULL, resource_id TEXT NOT NULL, day TEXT NOT NULL,
    opens TEXT NOT NULL, closes TEXT NOT NULL, slot SMALLINT NOT NULL, receiver TEXT NOT NULL,
    account_id INTEGER NOT NULL, made_at BIGINT NOT NULL, cancelled BOOLEAN NOT NULL,
    FOREIGN KEY (area, resource_id) REFERENCES resource (area, id),
    CHECK (opens < closes), CHECK (slot > 0));
CREATE INDEX reception_day_day ON reception_day (day);
CREATE TABLE mediation (
    id {serial}, state TEXT NOT NULL, opened_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,
    due_on TEXT NOT NULL, made_by TEXT NOT NULL, case_id INTEGER REFERENCES resident_case (id),
    agreed_at BIGINT, visited_at BIGINT, court_at BIGINT, ended_at BIGINT);
CREATE INDEX mediation_live ON mediation (due_on) WHERE ended_at IS NULL;
CREATE INDEX mediation_ended ON mediation (ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE mediation_side (
    id {serial}, mediation_id INTEGER NOT NULL REFERENCES mediation (id), side TEXT NOT NULL,
    code TEXT NOT NULL, consented_at BIGINT, sealed TEXT, CHECK (side IN ('a', 'b')));
CREATE UNIQUE INDEX mediation_side_code ON mediation_side (code);
CREATE UNIQUE INDEX mediation_two_sides ON mediation_side (mediation_id, side);
CREATE TABLE mediation_event (
    id {serial}, mediation_id INTEGER NOT NULL REFERENCES mediation (id), at BIGINT NOT NULL,
    action TEXT NOT NULL, actor TEXT NOT NULL, side TEXT NOT NULL, details TEXT NOT NULL,
    sealed TEXT, CHECK (side IN ('a', 'b', 'both', '')));
CREATE INDEX mediation_event_mediation_id ON mediation_event (mediation_id);
CREATE TABLE mediation_paper (
    mediation_id INTEGER NOT NULL REFERENCES mediation (id), paper TEXT NOT NULL,
    done_at BIGINT NOT NULL, done_by TEXT NOT NULL, PRIMARY KEY (mediation_id, paper))
"""
SQLITE = (
    *(
        f"""CREATE TRIGGER {table}_only_added_to_{what} BEFORE {event} ON {table}
        BEGIN SELECT RAISE(ABORT, 'only_added_to'); END"""
        for table, columns in LOGS
        for what, event in (("deleted", "DELETE"), ("changed", f"UPDATE OF {columns}"))
    ),
)
POSTGRES = (
    """CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE 'only_added_to' USING ERRCODE = 'check_violation'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_only_added_to BEFORE DELETE OR UPDATE OF {columns} ON {table}
        FOR EACH ROW EXECUTE FUNCTION only_added_to()"""
        for table, columns in LOGS
    ),
)


def up(_migrator: Any, db: Any) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    serial = "INTEGER NOT NULL PRIMARY KEY" if is_sqlite else "SERIAL NOT NULL PRIMARY KEY"
    for statement in TABLES.format(serial=serial).split(";\n"):
        db.execute_sql(statement)
    add_sealed_columns(db, SEALED)
    for statement in SQLITE if is_sqlite else POSTGRES:
        db.execute_sql(statement)
