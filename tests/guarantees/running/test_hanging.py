"""The real program with a thread that hangs or ended: it is ended, begins anew, 状况 says so."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from kiosk.actions.operations.restarts import restarts
from tests.support.centre import ROOT, context_on
from tests.support.screen import PATIENCE, Program, wait_until

# Read by each Python that starts: within seconds what takes half a minute in a hall, and a callback
# on the thread that says that all is well, which blocks for ever once a file of its process is
# there. A worker's action ends its thread in the same way.
PLANTED = """
import os, sys, time
from pathlib import Path

sys.path.insert(0, {root!r})
from kiosk import supervisor, watchdog

watchdog.EVERY, supervisor.WATCHDOG_SECONDS, supervisor.LAST_WORDS = 0.2, 8.0, 2.0
role = sys.argv[-1] if sys.argv else ""

def planted(name):
    try:
        Path(os.environ["KIOSK_DATA"], name).unlink()
    except FileNotFoundError:
        return False
    return True

def look(self, known=watchdog.Watchdog.look):
    known(self)
    for part in self._parts:
        if part.name == "damage" and planted("kill-a-worker-of-" + role):
            part._action = sys.exit
    if planted("freeze-" + role):
        time.sleep(3600)

watchdog.Watchdog.look = look
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The whole program, kept by its own supervisor, with the plants in it."""
    (tmp_path / "plants").mkdir()
    (tmp_path / "plants" / "sitecustomize.py").write_text(PLANTED.format(root=str(ROOT)))
    data = tmp_path / "data"
    data.mkdir()
    made = Program(data, None, KIOSK_SPEECH="none", SDL_VIDEODRIVER="offscreen",
                   KIOSK_WINDOW="540x960", PYTHONPATH=str(tmp_path / "plants"))
    made.start()
    yield made
    made.stop()


def both(program: Program) -> set[int]:
    """Touch screen and pages as processes, once each says that it runs; empty until then."""
    assert program._running
    found = set()
    for child in psutil.Process(program._running.pid).children():
        # One that has just ended has no words any more.
        with suppress(psutil.Error, IndexError):
            if (program.data / f"{child.cmdline()[-1]}.running").exists():
                found.add(child.pid)
    return found if len(found) == 2 else set()


def test_what_hangs_is_ended_and_begins_anew(program: Program) -> None:
    ctx = context_on(f"cysqlite:///{program.data / 'jiamenkou.db'}", program.data)

    for plants in (("freeze-ui", "freeze-web"), ("kill-a-worker-of-ui", "kill-a-worker-of-web")):
        before = wait_until(lambda: both(program))
        for plant in plants:
            (program.data / plant).touch()
        wait_until(lambda before=before: both(program).isdisjoint(before) and both(program))
        wait_until(lambda: restarts(ctx))
    wait_until(program.answers)
    wait_until(lambda: "记了 2 次" in restarts(ctx)[0].said(ctx.words["zh_CN"]))
    trace = (program.data / "console.txt").read_text("utf-8", "replace")
    assert trace.count("Fatal Python error: Aborted") >= 2 and "in look" in trace, "where it hung"
    ctx.database.close()


def test_whoever_keeps_the_pages_hears_that_they_begin_live_and_end(tmp_path: Path) -> None:
    program = Program(tmp_path, None, KIOSK_SPEECH="none", NOTIFY_SOCKET=str(tmp_path / "notify"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(PATIENCE)
        program.start("web")
        assert systemd.recv(1024) == b"READY=1\nSTATUS=all is well\nWATCHDOG=1"
        assert b"WATCHDOG=1" in systemd.recv(1024)
        assert (tmp_path / "web.running").exists()
        assert program.stop() == -signal.SIGTERM
        heard = iter(lambda: systemd.recv(1024), b"STOPPING=1")
        assert all(b"WATCHDOG=1" in word for word in heard)
        assert not (tmp_path / "web.running").exists()
