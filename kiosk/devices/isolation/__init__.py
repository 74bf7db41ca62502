"""Files from outside are read in a process of their own, with limits on memory and time.

Whatever a file does to the libraries that read it, touch screen and pages go on. The process is
`python -m kiosk.devices.isolation`: the file on its input, what was read on its output.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from kiosk.assets import ASSETS
from kiosk.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

# One file is read at a time; as many may wait for it, so that most of the pages' threads stay free,
# and none longer than anybody waits for the database.
WAITING, WAIT_SECONDS = 2, 15
# Longer than its limit of computing time, where the machine is busy with other things.
SECONDS = 60
# What the process ends with: a Refusal stands on its output; it ran out of memory.
REFUSED, NO_MEMORY = 3, 4



class IsolationBusy(Exception):
    """Others have files read just now, or the machine has no room for one process more."""


class IsolationTooMuch(Exception):
    """Reading took more memory or time than there is for one file."""


class IsolationFailed(Exception):
    """The file made its reader fail."""


def read_isolated(reader: str, data: bytes, *arguments: str) -> bytes:
    """What `reader` makes of a file. It is named `module:function`, is given the bytes and the
    arguments, and returns bytes.

    Raises the reader's own Refusal, IsolationBusy, IsolationTooMuch, IsolationFailed.
    """
    with _turns.taken():
        code, written = _run(reader, data, arguments)
    if code == REFUSED:
        refused = json.loads(written)
        raise Refusal(refused["code"], **refused["details"])
    # Killed: it took too much time, or the machine had no memory left.
    if code in (NO_MEMORY, -signal.SIGXCPU, -signal.SIGKILL):
        raise IsolationTooMuch
    if code:
        raise IsolationFailed
    return written


def _run(reader: str, data: bytes, arguments: tuple[str, ...]) -> tuple[int, bytes]:
    command = [sys.executable, "-m", "kiosk.devices.isolation", reader, *arguments]
    try:
        # What reads a stranger's file is told nothing of the centre, settings included.
        done = subprocess.run(command, cwd=ASSETS.parent, env={}, input=data,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
                              check=False)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL, b""
    except OSError as trouble:
        raise IsolationBusy from trouble
    return done.returncode, done.stdout


class OneAtATime:
    """Lets one through at a time; so many may wait for it, none of them longer than `seconds`."""

    def __init__(self, waiting: int, seconds: float) -> None:
        self._place = BoundedSemaphore(1 + waiting)
        self._turn = Lock()
        self._seconds = seconds

    @contextmanager
    def taken(self) -> Iterator[None]:
        """While it lasts nobody else is let through. Raises IsolationBusy."""
        if not self._place.acquire(blocking=False):
            raise IsolationBusy
        try:
            if not self._turn.acquire(timeout=self._seconds):
                raise IsolationBusy
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._place.release()


_turns = OneAtATime(WAITING, WAIT_SECONDS)
