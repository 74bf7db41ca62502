"""The journal is only added to, and whoever gets around that is found."""

from __future__ import annotations

import peewee
import pytest

from db.engine import event_log
from db.engine.change_counter import EventRow
from kiosk.actions.operations import backups, health
from kiosk.actions.operations.log_check import check_log, check_nightly, last_check
from kiosk.context import AppContext
from tests.support.centre import Clock, take

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


def broken(ctx: AppContext, known: event_log.LogHead | None = None) -> str | None:
    with ctx.database.read() as tx:
        return event_log.broken_at(tx, known)


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
    assert found in health.audit(busy).said(busy.words["en"])


def rebuilt(ctx: AppContext, key: bytes, *, of_action: str = "take") -> None:
    """What somebody does who knows how the program makes its hashes: names another who did it, and
    makes every hash anew with the key they have."""
    opened(ctx)
    run(ctx, f"UPDATE event_log SET actor = 'somebody' WHERE action = '{of_action}'")
    head = ""
    rows = list(EventRow.select().order_by(EventRow.version, EventRow.n)
                .bind(ctx.database.peewee).dicts())
    for row in rows:
        head = event_log.chained(head, row, key)
        run(ctx, f"UPDATE event_log SET hash = '{head}'"
                 f" WHERE version = {row['version']} AND n = {row['n']}")
    run(ctx, f"UPDATE change_counter SET head = '{head}'")


@pytest.mark.parametrize("key", [b"", b"a guessed secret"], ids=["without a key", "guessed"])
def test_a_log_rebuilt_without_the_secret_is_found(busy: AppContext, key: bytes) -> None:
    check_log(busy)
    rebuilt(busy, key)
    assert broken(busy, known_head(busy)) is not None
    part = health.audit(busy)
    assert not part.well and "broken at" in part.said(busy.words["en"])
    # It goes on, and is not forgotten by the next reading.
    take(busy)
    assert not health.audit(busy).well and not health.audit(busy).well


def test_control_the_secret_itself_can_rebuild_it(busy: AppContext) -> None:
    rebuilt(busy, busy.database.chain_key)
    assert broken(busy) is None, "without what was kept beside the secret nothing is seen"
    check_log(busy)
    assert broken(busy, known_head(busy)) is None


def known_head(ctx: AppContext) -> event_log.LogHead | None:
    last = last_check(ctx)
    return last and last.head


def test_lines_of_an_earlier_program_are_sealed_by_the_first_keyed_one(busy: AppContext) -> None:
    rebuilt(busy, b"", of_action="nothing")
    assert broken(busy) is None, "a log from before there was a key"
    take(busy)
    assert broken(busy) is None
    before, (sealing, _) = lines(busy)[:-1], lines(busy)[-1]
    opened_once = f"UPDATE event_log SET actor = 'x' WHERE version = {before[2][0]}"
    run(busy, opened_once)
    assert broken(busy) == f"{before[2][0]}.0"
    rebuilt_before(busy, before)
    assert broken(busy) == f"{sealing}.0", "the seal does not fit any more"


def rebuilt_before(ctx: AppContext, places: list[tuple[int, int]]) -> None:
    """Makes the plain hashes of these lines anew, as anybody can."""
    head = ""
    for version, n in places:
        row = next(iter(EventRow.select().where(
            (EventRow.version == version) & (EventRow.n == n)).bind(ctx.database.peewee).dicts()))
        head = event_log.chained(head, row)
        run(ctx, f"UPDATE event_log SET hash = '{head}' WHERE version = {version} AND n = {n}")


def test_no_plain_line_may_follow_a_keyed_one(busy: AppContext) -> None:
    last, head = lines(busy)[-1], ""
    opened(busy)
    for row in EventRow.select().order_by(EventRow.version, EventRow.n).bind(
            busy.database.peewee).dicts():
        if (row["version"], row["n"]) == last:
            plain = event_log.chained(head, row)
            run(busy, f"UPDATE event_log SET hash = '{plain}' WHERE version = {last[0]}")
            run(busy, f"UPDATE change_counter SET head = '{plain}'")
        head = row["hash"]
    assert broken(busy) == f"{last[0]}.{last[1]}"


def test_a_whole_log_that_goes_back_behind_the_last_reading_is_found(busy: AppContext) -> None:
    """Somebody puts an older copy of the database in its place, whole and with its own head."""
    check_log(busy)
    opened(busy)
    kept = lines(busy)[:-2]
    run(busy, f"DELETE FROM event_log WHERE version > {kept[-1][0]}")
    run(busy, f"UPDATE change_counter SET head = (SELECT hash FROM event_log"
              f" WHERE version = {kept[-1][0]})")
    assert broken(busy) is None, "the log alone says nothing"
    assert not health.audit(busy).well


def test_a_restore_is_no_break(busy: AppContext, clock: Clock) -> None:
    file = backups.back_up(busy)
    clock.pass_(minutes=1)
    take(busy)
    assert health.audit(busy).well
    clock.pass_(minutes=1)
    backups.restore(busy, file)
    assert health.audit(busy).well


def test_it_is_read_once_a_night_and_the_desk_says_what_came_of_it(
    busy: AppContext, clock: Clock
) -> None:
    assert check_nightly(busy) > 0
    first = last_check(busy)
    assert first and first.broken is None and first.head
    clock.pass_(hours=2)
    check_nightly(busy)
    assert last_check(busy) == first, "not twice for one night"
    rebuilt(busy, b"")
    assert [part.well for part in health.checkup(busy) if part.name == "audit"] == [True]
    clock.pass_(days=1)
    check_nightly(busy)
    assert [part.well for part in health.checkup(busy) if part.name == "audit"] == [False]
    clock.pass_(days=3)
    late = [part for part in health.checkup(busy, serving=True) if part.name == "audit"]
    assert not late[0].well


def test_a_tail_that_was_cut_off_is_missed(busy: AppContext) -> None:
    opened(busy)
    run(busy, f"DELETE FROM event_log WHERE version = {lines(busy)[-1][0]}")
    assert broken(busy) == "end" and not health.audit(busy).well
