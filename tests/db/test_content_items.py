"""Content in its one table: what is referred to stays, letters stay apart, the order holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import peewee
import pytest

from db.content import content_items
from db.engine.database import WriteTransaction
from db.rooms import queries as rooms
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import HeadCount
from tests.support.centre import take

DAY = date(2026, 10, 16)


def a_queue(tx: WriteTransaction) -> None:
    """A queue that nothing refers to yet."""
    content_items.put(tx, "queue", "D", {"prefix": "D"})


def a_counter(tx: WriteTransaction) -> None:
    """A counter of that queue."""
    a_queue(tx)
    content_items.put(tx, "counter", "9", {"queue": "D"})


def a_service(tx: WriteTransaction) -> None:
    """A service of that queue, alone in its category."""
    a_queue(tx)
    content_items.put(tx, "category", "new", {"icon": "id"})
    content_items.put(tx, "service", "new", {"category": "new", "queue": "D"})


def a_room(tx: WriteTransaction) -> None:
    """A room somebody walked into."""
    content_items.put(tx, "room", "new", {})
    rooms.count(tx, "new", DAY, HeadCount(2, full=False))


def ids(ctx: AppContext, kind: str) -> list[str]:
    with ctx.database.read() as tx:
        return [one.id for one in content_items.items(tx, kind)]


def freed(ctx: AppContext) -> None:
    """The negative control: a database in which references and letters guard nothing."""
    ask = ctx.database.peewee.execute_sql
    ask("DROP INDEX one_queue_a_prefix")
    if ctx.database.is_sqlite:
        ask("PRAGMA foreign_keys = 0")
        return
    for table, name in ask(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'f' AND confrelid = 'content_item'::regclass").fetchall():
        ask(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
@pytest.mark.parametrize(("made", "kind", "item"), [
    (a_counter, "queue", "D"), (a_service, "queue", "D"), (a_service, "category", "new"),
    (a_room, "room", "new"), (None, "service", "medical"), (None, "queue", "A"),
])
def test_what_anything_refers_to_is_not_taken_away(
    ctx: AppContext, made: Callable[[WriteTransaction], None] | None, kind: str, item: str,
    guarded: bool
) -> None:
    take(ctx)
    with ctx.database.write(content=True) as tx:
        if made:
            made(tx)
    if not guarded:
        freed(ctx)
    with ctx.database.write(content=True) as tx:
        if guarded:
            with pytest.raises(Refusal, match="still_used"):
                content_items.remove(tx, kind, item)
        else:
            content_items.remove(tx, kind, item)
        # What else is done in the same change stands.
        content_items.put(tx, "notice", "7", {"text": {}})
    assert (item in ids(ctx, kind)) is guarded and ids(ctx, "notice") == ["7"]


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
@pytest.mark.parametrize(("kind", "item", "body"), [
    ("queue", "E", {"prefix": "A"}), ("queue", "B", {"prefix": "A"}),
    ("counter", "9", {"queue": "nowhere"}), ("counter", "1", {"queue": "nowhere"}),
    ("service", "new", {"category": "nowhere", "queue": "A"}),
    ("service", "medical", {"category": "insurance", "queue": "insurance"}),
])
def test_two_queues_have_two_letters_and_nothing_is_named_that_is_not_there(
    ctx: AppContext, kind: str, item: str, body: content_items.Body, guarded: bool
) -> None:
    before = ids(ctx, kind)
    if not guarded:
        freed(ctx)
        with ctx.database.write(content=True) as tx:
            content_items.put(tx, kind, item, body)
            assert {"id": item, **body} in content_items.bodies(tx, kind)
        return
    with ctx.database.write(content=True) as tx, pytest.raises(Refusal, match="still_used"):
        content_items.put(tx, kind, item, body)
    assert ids(ctx, kind) == before


def test_what_is_made_by_the_database_is_written_by_nobody(ctx: AppContext) -> None:
    with pytest.raises(peewee.DatabaseError, match="service_key"):
        ctx.database.peewee.execute_sql("UPDATE content_item SET service_key = 'other'")


def test_what_is_new_stands_last_and_what_is_numbered_by_its_number(ctx: AppContext) -> None:
    with ctx.database.write(content=True) as tx:
        content_items.remove(tx, "service", "medical")
        for id_ in ("new", "a"):
            content_items.put(tx, "service", id_, {"category": "insurance", "queue": "A"})
        content_items.put(tx, "service", "card", {"category": "insurance", "queue": "B"})
        for number in ("10", "9", "4"):
            content_items.put(tx, "counter", number, {"queue": "A"})
        content_items.remove(tx, "counter", "2")
    assert ids(ctx, "service") == ["card", "pension", "capped", "new", "a"]
    assert ids(ctx, "counter") == ["1", "3", "4", "9", "10"]
    with ctx.database.write(content=True) as tx:
        content_items.order(tx, "service", ["a", "new", "capped", "card", "pension"])
    assert ids(ctx, "service") == ["a", "new", "capped", "card", "pension"]
