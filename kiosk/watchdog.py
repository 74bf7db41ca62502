"""The watchdog: the process's word to whoever keeps it running, as sd_notify(3) describes it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import structlog

# Seconds between two words. Whoever hears none for WATCHDOG_SECONDS ends the process, and begins it
# anew: a frozen main thread can say nothing itself.
EVERY, WATCHDOG_SECONDS = 5.0, 30.0
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class WatchedPart(Protocol):
    """A thread that may end or hang."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def hangs(self) -> bool:
        """Whether it ended, or does one thing for too long."""


class Watchdog:
    """Says `alive` for a process while none of its parts hangs, and `trigger` once one does.

    The thread on which all depends calls `look`: if that one hangs, nothing is said. Systemd and
    the program's own supervisor hear it alike, at the socket that NOTIFY_SOCKET names.
    """

    def __init__(self, environment: Mapping[str, str], mark: RunMark,
                 monotonic: Callable[[], float] = time.monotonic) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        self._address = address.replace("@", "\0", 1) if address.startswith("@") else address
        self._mark = mark
        self._monotonic = monotonic
        self._parts: tuple[WatchedPart, ...] = ()
        self._said_at = -EVERY
        self._hanging = ""

    def watch(self, *parts: WatchedPart) -> None:
        """Looks after these too from now on."""
        self._parts += parts

    def look(self) -> None:
        """Says every few seconds that all is well, or which part hangs."""
        now = self._monotonic()
        if now - self._said_at < EVERY:
            return
        self._said_at = now
        hanging = ", ".join(part.name for part in self._parts if part.hangs)
        if hanging and hanging != self._hanging:
            structlog.get_logger().error("hangs", part=hanging)
            self._mark.say(hanging)
        self._hanging = hanging
        self.tell(f"READY=1\nSTATUS={hanging} hangs\nWATCHDOG=trigger" if hanging
                  else "READY=1\nSTATUS=all is well\nWATCHDOG=1")

    def end(self) -> None:
        """Says that the process ends of itself."""
        self._mark.remove()
        self.tell("STOPPING=1")

    def tell(self, words: str) -> None:
        """Sends a word; where nobody listens, it is lost."""
        if self._address:
            with suppress(OSError), socket.socket(
                    socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as way:
                way.sendto(words.encode(), self._address)


class RunMark:
    """A file that stands while a process runs. Found at a start, it says that the process before
    was killed, crashed or hung; not that the machine was switched off."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self) -> str | None:
        """Why the process before did not end of itself, as far as it could say; None where it did.
        From here on this one runs."""
        try:
            boot, _, why = self._file.read_text("utf-8").partition(" ")
        except (OSError, ValueError):
            boot, why = "", ""
        self.say("")
        return why if boot == _boot() else None

    def say(self, why: str) -> None:
        """Writes down what the process is going to be ended for."""
        with suppress(OSError):
            self._file.write_text(f"{_boot()} {why}", "utf-8")

    def remove(self) -> None:
        """The process ends of itself."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


def _boot() -> str:
    return BOOT_ID.read_text("ascii").strip()
