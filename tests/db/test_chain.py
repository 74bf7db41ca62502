"""The journal is only added to, and whoever gets around that is found."""

from __future__ import annotations

import peewee
import pytest

from db.engine import event_log
from kiosk.actions.operations import health
from kiosk.context import AppContext
from tests.support.centre import take

OPENED = {
    True: ("DROP TRIGGER event_log_update", "DROP TRIGGER event_log_delete"),
    False: ("DROP TRIGGER event_log_closed ON event_log",),
}


def run(ctx: AppContext, sql: str) -> None:
    ctx.database.peewee.execute_sql(sql)


def opened(ctx: AppContext) -> None:
    """What somebody does who may do anything with the database."""
    for sql in OPENED[ctx.database.is_sqlite]:
        run(ctx, sql)


def broken(ctx: AppContext) -> str | None:
    with ctx.database.read() as tx:
        return event_log.broken_at(tx)


def lines(ctx: AppContext) -> list[tuple[int, int]]:
    found = ctx.database.peewee.execute_sql(
        "SELECT version, n FROM event_log ORDER BY version, n").fetchall()
    return [tuple(row) for row in found]


@pytest.fixture
def busy(ctx: AppContext) -> AppContext:
    """A centre in which some things happened."""
    for _ in range(5):
        take(ctx)
    return ctx


@pytest.mark.parametrize("sql", [
    "UPDATE event_log SET actor = 'somebody'", "DELETE FROM event_log",
])
def test_the_journal_takes_no_change(busy: AppContext, sql: str) -> None:
    before = lines(busy)
    with pytest.raises(peewee.DatabaseError, match="only added to"):
        run(busy, sql)
    assert lines(busy) == before


def test_control_an_untouched_journal_is_whole(busy: AppContext) -> None:
    assert broken(busy) is None and health.audit(busy).well
    take(busy)
    assert broken(busy) is None


@pytest.mark.parametrize(("what", "sql", "at"), [
    ("who", "UPDATE event_log SET actor = 'kiosk-2' WHERE version = {2}", 2),
    ("when", "UPDATE event_log SET at = at + 1 WHERE version = {1}", 1),
    ("details", "UPDATE event_log SET details = '[]' WHERE version = {2}", 2),
    ("taken out", "DELETE FROM event_log WHERE version = {2}", 3),
    ("the first", "DELETE FROM event_log WHERE version = {0}", 1),
    ("put in", ("INSERT INTO event_log (version, n, at, actor, action, details, hash)"
               " SELECT version, 7, at, actor, action, details, hash FROM event_log"
               " WHERE version = {2}"), 2),
])
def test_a_line_that_was_tampered_with_is_named(
    busy: AppContext, what: str, sql: str, at: int
) -> None:
    versions = [version for version, _ in lines(busy)]
    opened(busy)
    run(busy, sql.format(*versions))
    found = broken(busy)
    assert found is not None and found.startswith(f"{versions[at]}."), what
    assert found in health.audit(busy).note


def test_a_tail_that_was_cut_off_is_missed(busy: AppContext) -> None:
    opened(busy)
    run(busy, f"DELETE FROM event_log WHERE version = {lines(busy)[-1][0]}")
    assert broken(busy) == "end" and not health.audit(busy).well
