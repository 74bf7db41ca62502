"""A centre whose queues were kept as lines moves on: every word is the new one, all else as was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import peewee
import pytest

from db.engine.database import Database, open_database
from tests.support.versions import move_in, versions

BEFORE = versions()[versions().index("0011_queue") - 1]
# The old word as part of what people wrote, with quotation marks around it: no key.
QUOTED = 'say "line": it stays, and "line" too'
OLD = {"title.zh": "医保", "line": "A", "summary.zh": QUOTED}
NEW = {"title.zh": "医保", "queue": "A", "summary.zh": QUOTED}
RULES = {"queue": {"priority_run": 3}, "words": ["line"]}
# Kind and item before; what is written of it before, and after.
ITEMS = (
    ("line", "C", {"id": "C", "prefix": "C"}, {"id": "C", "prefix": "C"}),
    ("counter", "3", {"line": "C"}, {"queue": "C"}),
    ("service", "pension", {"line": "C", "category": "insurance", "summary": {"zh": QUOTED}},
     {"queue": "C", "category": "insurance", "summary": {"zh": QUOTED}}),
    ("centre", "2", RULES, RULES),
    ("notice", "2", {"text": {"zh": QUOTED}}, {"text": {"zh": QUOTED}}),
)
TEXTS = (("content_draft", "written"), ("content_draft", "base"), ("content_version", "written"),
         ("content_plan", "written"), ("content_plan", "base"))


def ask(centre: Database, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Asks the database itself."""
    with centre.peewee.atomic():
        cursor = centre.peewee.execute_sql(sql.replace("?", centre.peewee.param), values)
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []


@pytest.fixture
def centre(url: str) -> Iterator[Database]:
    """A centre of before, with something in each table, and somebody at the desk in the middle."""
    database = open_database(url)
    move_in(database, BEFORE)
    for kind, item, body, _ in ITEMS:
        ask(database, "INSERT INTO content_item (kind, id, position, body) VALUES (?, ?, 9, ?)",
            kind, item, written(body))
    for kind, cells in (("service", OLD), ("counter", {"line": "A"}), ("line", {"prefix": "A"})):
        values = (kind, "A", written(cells), written(cells))
        ask(database, """INSERT INTO content_draft (kind, item, written, base, "by", at)
            VALUES (?, ?, ?, ?, '小王', 1)""", *values)
        ask(database, """INSERT INTO content_plan (kind, item, what, due_at, written, base, "by")
            VALUES (?, ?, 'show', 9, ?, ?, '小王')""", *values)
        ask(database, """INSERT INTO content_version (kind, item, n, written, hidden, "by", at)
            VALUES (?, ?, 1, ?, false, '小王', 1)""", *values[:3])
    yield database
    database.close()


def written(body: dict[str, Any]) -> str:
    """As the program writes it."""
    return json.dumps(body, ensure_ascii=False)


def test_every_item_has_its_kind_and_names_its_queue(centre: Database) -> None:
    log = ask(centre, "SELECT * FROM event_log ORDER BY version")
    centre.migrate("0011_queue")
    for kind, item, _, body in ITEMS:
        assert ask(centre, "SELECT kind, body FROM content_item WHERE id = ? AND kind = ?", item,
                   kind.replace("line", "queue")) == [(kind.replace("line", "queue"),
                                                       written(body))]
    refers = "SELECT kind, id, queue_id FROM content_item WHERE queue_id IS NOT NULL ORDER BY 1, 2"
    assert ask(centre, refers) == [
        ("counter", "1", "A"), ("counter", "10", "B"), ("counter", "3", "C"),
        ("service", "medical", "A"), ("service", "pension", "C")]
    assert ask(centre, "SELECT count(*) FROM content_item WHERE kind = 'line'") == [(0,)]
    assert ask(centre, "SELECT * FROM event_log ORDER BY version") == log


def test_what_somebody_writes_and_what_is_planned_and_was_shown_has_the_new_words(
    centre: Database,
) -> None:
    centre.migrate("0011_queue")
    for table, column in TEXTS:
        found = ask(centre, f"SELECT kind, {column} FROM {table} WHERE item = 'A' ORDER BY kind")
        assert found == [("counter", written({"queue": "A"})), ("queue", written({"prefix": "A"})),
                         ("service", written(NEW))], (table, column)


def test_numbers_keep_their_place_in_the_queue(centre: Database) -> None:
    tickets = "SELECT id, queue_id, {}, {} FROM ticket ORDER BY id"
    days = "SELECT day, queue_id, calls, {} FROM queue_day"
    before = ask(centre, tickets.format("due", "slower")), ask(centre, days.format("run"))
    centre.migrate("0011_queue")
    assert before == (ask(centre, tickets.format("call_at_count", "needs_slow_call")),
                      ask(centre, days.format("priority_streak")))
    assert before[0][1][2] == 3 and before[1][0][3] == 1, "there is something to keep"


@pytest.mark.parametrize("sql", [
    "DELETE FROM content_item WHERE kind = 'queue' AND id = 'A'",
    "UPDATE content_item SET id = 'Z' WHERE kind = 'queue' AND id = 'C'",
    "UPDATE content_item SET body = '{\"queue\": \"Z\"}' WHERE kind = 'counter'",
    "UPDATE content_item SET body = '{\"prefix\": \"A\"}' WHERE kind = 'queue' AND id = 'B'",
    "UPDATE ticket SET queue_id = 'Z'", "UPDATE queue_day SET queue_id = 'Z'",
])
def test_every_guard_still_holds(centre: Database, sql: str) -> None:
    centre.migrate("0011_queue")
    with pytest.raises(peewee.IntegrityError):
        ask(centre, sql)


def test_a_queue_that_nothing_names_is_taken_away(centre: Database) -> None:
    """The control to the guards: what refuses is the reference, not the table."""
    centre.migrate("0011_queue")
    ask(centre, "DELETE FROM content_item WHERE kind IN ('counter', 'service') AND queue_id = 'C'")
    ask(centre, "DELETE FROM content_item WHERE kind = 'queue' AND id = 'C'")


def test_the_file_is_whole(centre: Database) -> None:
    centre.migrate("0011_queue")
    assert centre.trouble() is None
    if centre.is_sqlite:
        assert ask(centre, "PRAGMA integrity_check") == [("ok",)]
        # SQLite looks at no foreign key while it migrates.
        assert ask(centre, "PRAGMA foreign_key_check") == []
        # The control: a queue that were forgotten would be found.
        centre.peewee.execute_sql("PRAGMA foreign_keys = 0")
        ask(centre, "UPDATE content_item SET kind = 'line' WHERE kind = 'queue'")
        assert ask(centre, "PRAGMA foreign_key_check") != []
