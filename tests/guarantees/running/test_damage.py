"""A database that breaks or vanishes under the running pages: they end, and the next start repairs
it."""

from __future__ import annotations

import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import backup
from kiosk.change_poller import ChangePoller
from kiosk.workers import DAMAGED, DamageWatcher
from tests.support.centre import ROOT, context_on
from tests.support.screen import PATIENCE, Program, wait_until

# Another process that has the database open, such as a touch screen.
HOLDER = """
import time
from main import *
opened = prepare(build_context(read_settings(os.environ)))
print("open", flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a centre that has one good backup: made once, copied for each test."""
    folder: Path = tmp_path_factory.mktemp("centre")
    made = Program(folder, None, KIOSK_SPEECH="none")
    made.command("migrate")
    made.command("backup")
    return folder


@pytest.fixture
def centre(backed_up: Path, tmp_path: Path) -> Program:
    """A centre that has one good backup, and does not run."""
    shutil.copytree(backed_up, tmp_path, dirs_exist_ok=True)
    return Program(tmp_path, None, KIOSK_SPEECH="none")


@pytest.fixture
def pages(centre: Program) -> Iterator[Program]:
    """The pages of such a centre."""
    centre.start("web")
    yield centre
    if centre._running and centre._running.poll() is None:
        centre.stop()


def health(pages: Program) -> tuple[int, str]:
    """The status and the words of `/healthz`."""
    try:
        with urllib.request.urlopen(f"{pages.url}/healthz", timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def spoil(file: Path) -> None:
    """Writes over every page but the first, as a dying disk does."""
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xa5" * (file.stat().st_size - 4096))


def fold(file: Path) -> None:
    """Brings all of the WAL into the file."""
    opened = sqlite3.connect(file)
    opened.execute("pragma wal_checkpoint(truncate)")
    opened.close()


@pytest.mark.parametrize("break_it", [spoil, Path.unlink], ids=["written over", "deleted"])
def test_pages_whose_database_broke_end_and_the_next_start_repairs_it(
    pages: Program, tmp_path: Path, break_it: object
) -> None:
    file = tmp_path / "jiamenkou.db"
    assert health(pages) == (200, "ok")
    second = subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=ROOT,
        env=pages.environment, stdout=subprocess.PIPE, text=True)
    try:
        assert second.stdout and "open" in second.stdout.readline()
        fold(file)
        break_it(file)  # type: ignore[operator]  # one of two
        assert pages._running
        assert pages._running.wait(PATIENCE) == DAMAGED
        # While anybody has it open nothing is put in its place, and nobody gets a PIN.
        started = subprocess.run(
            [sys.executable, "main.py", "web"], cwd=ROOT, env=pages.environment, check=False,
            capture_output=True, text=True)
        assert (started.returncode, started.stdout) == (1, "")
        assert "no process has it open" in started.stderr
    finally:
        second.kill()
        second.wait()
    pages.start("web")
    said = (tmp_path / "console.txt").read_text("utf-8")
    assert "THE DATABASE WAS DAMAGED" in said and "PIN" not in said
    assert health(pages) == (200, "ok")
    assert not (tmp_path / "database.damaged").exists()


@pytest.mark.usefixtures("centre")
def test_control_pages_with_a_whole_database_go_on(tmp_path: Path) -> None:
    ctx = context_on(f"cysqlite:///{tmp_path / 'jiamenkou.db'}", tmp_path)
    ended: list[int] = []
    watcher = DamageWatcher(ctx, ended.append)
    assert watcher.look() > 0 and ended == []
    (tmp_path / "jiamenkou.db").rename(tmp_path / "other.db")
    watcher.look()
    assert ended == [DAMAGED], "and the same one would have noticed"
    (tmp_path / "other.db").rename(tmp_path / "jiamenkou.db")
    (tmp_path / "database.damaged").unlink(missing_ok=True)
    ctx.database.close()


def test_a_page_that_cannot_be_read_counts_as_storage_down(tmp_path: Path) -> None:
    from tests.support.centre import small_centre

    url = f"cysqlite:///{tmp_path / 'centre.db'}"
    ctx = small_centre(url, tmp_path)
    feed = ChangePoller(ctx.database)
    feed.look()
    assert not feed.down and not ctx.database.damaged
    ctx.database.close()
    fold(tmp_path / "centre.db")
    spoil(tmp_path / "centre.db")
    feed.look()
    assert feed.down and ctx.database.damaged
    assert backup.damage(url)
    ctx.database.close()


def test_a_disk_that_takes_nothing_is_known_to_whoever_watches(pages: Program) -> None:
    assert health(pages) == (200, "ok")
    assert pages._running
    pid = pages._running.pid
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    # As with a full disk, nothing can be made longer from here on.
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    wait_until(lambda: health(pages)[0] == 503)
    assert re.fullmatch("nothing can be written: .+", health(pages)[1])
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
    wait_until(lambda: health(pages) == (200, "ok"))
    assert not list(pages.data.glob(".liveness*"))
