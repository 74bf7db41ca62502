"""Others who hold the database: a look sees one picture, a change waits, but not for ever."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import cysqlite
import psycopg
import pytest

from db.engine import database
from db.queue import queries as queue
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from tests.support.centre import AFTERNOON, context_on, small_centre, take
from tests.support.postgres import Server
from tests.support.screen import wait_until

PATIENCE = 1
IN_A_CHANGE = "select pid from pg_stat_activity where state = 'idle in transaction'"


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second instead of fifteen."""
    monkeypatch.setattr(database, "BUSY_SECONDS", PATIENCE)
    monkeypatch.setattr(
        database, "POSTGRES", database.POSTGRES.replace("=15s", f"={PATIENCE}s")
        .replace("=10s", f"={PATIENCE}s"),
    )


def taps(ctx: AppContext, people: int) -> list[str]:
    """What each of several people hears who tap at once."""
    heard: list[str] = []

    def tap() -> None:
        try:
            heard.append(take(ctx).ticket.label)
        except StorageDown:
            heard.append("not now")
        ctx.database.close()

    threads = [threading.Thread(target=tap) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def test_a_look_sees_one_picture_while_others_take_numbers(ctx: AppContext) -> None:
    with ctx.database.read() as tx:
        before = queue.in_queue(tx, AFTERNOON.date(), "A")
        assert taps(ctx, 1) == ["A001"]
        assert queue.in_queue(tx, AFTERNOON.date(), "A") == before == ()
    with ctx.database.read() as tx:
        assert len(queue.in_queue(tx, AFTERNOON.date(), "A")) == 1


def test_a_file_held_by_another_program_is_said_to_everybody_and_then_free(
    tmp_path: Path,
) -> None:
    ctx = small_centre(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path / "data")
    holder = cysqlite.connect(str(tmp_path / "centre.db"))
    holder.execute("begin immediate")
    assert taps(ctx, 6) == ["not now"] * 6
    holder.execute("rollback")
    assert take(ctx).ticket.label == "A001"


@pytest.mark.parametrize(("waited", "is_late"), [(PATIENCE - 0.1, False), (PATIENCE, True)])
def test_nobody_waits_first_in_line_and_then_for_the_database_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: float, is_late: bool
) -> None:
    turns, times = database.WriterLock(tmp_path / "turn"), iter((0.0, waited))
    monkeypatch.setattr(database, "time", SimpleNamespace(monotonic=lambda: next(times)))
    with pytest.raises(StorageDown) if is_late else nullcontext(), turns.next():
        pass


def test_a_client_that_froze_in_a_change_holds_nobody_up(postgres: Server, tmp_path: Path) -> None:
    url = postgres.new_database()
    small_centre(url, tmp_path / "data").database.close()
    frozen = context_on(url, tmp_path / "data").database.peewee
    frozen.connect()
    frozen.execute_sql("begin")
    frozen.execute_sql("update change_counter set version = version + 1")
    with psycopg.connect(url, autocommit=True) as looking:
        wait_until(lambda: not looking.execute(IN_A_CHANGE).fetchall(), 60)
    assert take(context_on(url, tmp_path / "data")).ticket.label == "A001"


def test_a_change_behind_a_lock_that_stays_says_that_it_did_not_happen(
    postgres: Server, tmp_path: Path
) -> None:
    url = postgres.new_database()
    ctx = small_centre(url, tmp_path / "data")
    with psycopg.connect(url) as holder:
        holder.execute("update change_counter set version = version + 1")
        assert taps(ctx, 1) == ["not now"]
        holder.rollback()
    assert take(ctx).ticket.label == "A001"
