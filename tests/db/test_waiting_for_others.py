"""Others who hold the database: a look sees one picture, a change waits, but not for ever."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading
from pathlib import Path

import cysqlite
import psutil
import psycopg
import pytest

from db.engine import database
from db.engine.file_lock import LockFile
from db.queue import queries as queue
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from tests.support.centre import AFTERNOON, ROOT, context_on, small_centre, take
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


STOPS_IN_A_CHANGE = """
import os, signal, sys
from pathlib import Path
from tests.support.centre import context_on
with context_on(sys.argv[1], Path(sys.argv[2])).database.write():
    os.kill(os.getpid(), signal.SIGSTOP)
"""


def test_a_writer_that_was_stopped_in_a_change_holds_nobody_up_for_ever(tmp_path: Path) -> None:
    url = f"cysqlite:///{tmp_path / 'centre.db'}"
    ctx = small_centre(url, tmp_path / "data")
    stopped = subprocess.Popen([sys.executable, "-c", STOPS_IN_A_CHANGE, url, str(tmp_path)],
                               cwd=ROOT)
    wait_until(lambda: psutil.Process(stopped.pid).status() == psutil.STATUS_STOPPED)
    # The control: the kernel alone lets whoever is behind it wait without end.
    with Path(f"{tmp_path / 'centre.db'}-turn").open("w") as lock:
        behind = threading.Thread(target=fcntl.flock, args=(lock, fcntl.LOCK_EX))
        behind.start()
        assert [taps(ctx, 4) for _ in range(2)] == [["not now"] * 4] * 2
        assert queue_length(ctx) == 0, "who only looks is not kept waiting"
        assert behind.is_alive()
        stopped.kill()
        stopped.wait()
        behind.join()
    assert take(ctx).ticket.label == "A001"
    wait_until(lambda: not [one for one in threading.enumerate() if one.name == "in line"])


def queue_length(ctx: AppContext) -> int:
    """How many wait."""
    with ctx.database.read() as tx:
        return len(queue.in_queue(tx, AFTERNOON.date(), "A"))


def test_who_gave_up_waiting_keeps_the_place_and_lets_go_of_what_comes_too_late(
    tmp_path: Path
) -> None:
    holder, waiting, next_one = (LockFile(tmp_path / "turn") for _ in range(3))
    holder.take(PATIENCE)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            waiting.take(0.01)
    assert len([one for one in threading.enumerate() if one.name == "in line"]) == 1
    holder.release()
    next_one.take(60)
    next_one.release()
    waiting.take(60)


def test_a_client_that_froze_in_a_change_holds_nobody_up(postgres: Server, tmp_path: Path) -> None:
    url = postgres.new_database()
    small_centre(url, tmp_path / "data").database.close()
    frozen = context_on(url, tmp_path / "data").database.peewee
    frozen.connect()
    frozen.execute_sql("begin")
    frozen.execute_sql("update change_counter set version = version + 1")
    with psycopg.connect(url, autocommit=True) as looking:
        wait_until(lambda: not looking.execute(IN_A_CHANGE).fetchall())
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
