"""The journal's lines chained by hashes, and closed to all but adding: a frozen copy."""

import hashlib
import json
from typing import Any

PAGE = 2000
LINE = "version, n, at, actor, deed, ticket_id, \"window\", details"
# The database keeps the head by itself: that takes no way to the server and back.
SQLITE = (
    ("CREATE TRIGGER journal_update BEFORE UPDATE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"),
    ("CREATE TRIGGER journal_delete BEFORE DELETE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"),
    ("CREATE TRIGGER journal_head AFTER INSERT ON journal"
    " BEGIN UPDATE pulse SET head = NEW.hash; END"),
)
POSTGRES = (
    ("CREATE FUNCTION journal_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION 'the journal is only added to'; END $$"),
    ("CREATE TRIGGER journal_closed BEFORE UPDATE OR DELETE ON journal"
    " FOR EACH ROW EXECUTE FUNCTION journal_is_closed()"),
    ("CREATE FUNCTION journal_has_head() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN UPDATE pulse SET head = NEW.hash; RETURN NULL; END $$"),
    ("CREATE TRIGGER journal_head AFTER INSERT ON journal"
    " FOR EACH ROW EXECUTE FUNCTION journal_has_head()"),
)


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE journal ADD COLUMN hash TEXT NOT NULL DEFAULT ''")
    db.execute_sql("ALTER TABLE pulse ADD COLUMN head TEXT NOT NULL DEFAULT ''")
    db.execute_sql(f"UPDATE pulse SET head = {db.param}", (chain(db),))
    for sql in SQLITE if db.param == "?" else POSTGRES:
        db.execute_sql(sql)


def chain(db: Any) -> str:
    """Gives each line its hash, page by page; returns the last one."""
    head, last = "", (-1, -1)
    ask = (f"SELECT {LINE} FROM journal WHERE (version, n) > ({db.param}, {db.param})"
           f" ORDER BY version, n LIMIT {PAGE}")
    write = f"UPDATE journal SET hash = {db.param} WHERE version = {db.param} AND n = {db.param}"
    while True:
        rows = [tuple(row) for row in db.execute_sql(ask, last).fetchall()]
        for row in rows:
            line = json.dumps(row, ensure_ascii=False)
            head = hashlib.sha256(f"{head}{line}".encode()).hexdigest()
            db.execute_sql(write, (head, *row[:2]))
        if len(rows) < PAGE:
            return head
        last = rows[-1][:2]
