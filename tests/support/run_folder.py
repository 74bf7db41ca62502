"""The folder of one run of the tests: all they write is in it, and it is gone when the run ends.

Run as a program it is the keeper of such a folder: it waits until the run has ended, however it
did, ends what the run left running, and throws the folder away.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PREFIX = "jiamenkou-tests-"
# What the tests write is thrown away: where there is plenty of memory it needs no disk.
MEMORY, PLENTY = Path("/dev/shm"), 4 << 30
# Seconds in which a program may put away what it has outside the folder, as an X server does.
LAST_WORDS = 5.0


class RunFolder:
    """Made by the process that runs the tests; its workers and all programs inherit it."""

    def __init__(self, base: Path | None = None) -> None:
        base = base or _roomy()
        _sweep(base)
        # It has its name only when it is locked: another run that begins just now lets it be.
        made = Path(tempfile.mkdtemp(prefix=f"new-{PREFIX}", dir=base))
        lock = os.open(made, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        self.path = made.rename(base / made.name.removeprefix("new-"))
        # PostgreSQL, which does not run as root, has a folder of its own in it.
        self.path.chmod(0o711)
        home = self.path / "home"
        home.mkdir()
        for name in [name for name in os.environ if name.startswith("XDG_")]:
            del os.environ[name]
        # Kivy, browsers and whatever else keeps something at home do it there.
        os.environ |= {"TMPDIR": str(self.path), "HOME": str(home)}
        tempfile.tempdir = str(self.path)
        self._keeper = subprocess.Popen(
            [sys.executable, "-S", __file__, str(self.path)], stdin=subprocess.PIPE,
            pass_fds=(lock,), start_new_session=True, env={},
        )
        # From here on the keeper alone holds the lock.
        os.close(lock)

    def remove(self) -> None:
        """Ends what is left of the run; the folder is gone after it."""
        assert self._keeper.stdin
        self._keeper.stdin.close()
        self._keeper.wait()


def _roomy() -> Path:
    """Where it lies: where it was said, else in memory, if there is plenty."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < PLENTY:
        return Path(tempfile.gettempdir())
    return MEMORY


def _sweep(base: Path) -> None:
    """Throws away the folders of runs that lost even their keeper."""
    for left in base.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = os.open(left, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(lock)


def keep(folder: Path) -> None:
    """Waits for the end of the run, that is of its end of the pipe."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    for number in (signal.SIGTERM, signal.SIGKILL):
        _end_all(folder, number)
    shutil.rmtree(folder, ignore_errors=True)


def _end_all(folder: Path, number: int) -> None:
    """Tells every process of the run to end, and waits for it for a while."""
    ends, told = time.monotonic() + LAST_WORDS, set()
    while (running := running_in(folder)) and time.monotonic() < ends:
        for process in running - told:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, number)
        told |= running
        time.sleep(0.05)


def running_in(folder: Path) -> set[int]:
    """The processes that were started with this folder as the place to write in."""
    found, mark = set(), f"\0TMPDIR={folder}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            started_with = b"\0" + (process / "environ").read_bytes()
            dead = (process / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
            if mark in started_with and not dead:
                found.add(int(process.name))
    return found


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
