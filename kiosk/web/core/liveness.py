"""The liveness of the pages: what `/healthz` tells a watching program, in one line."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext

# Seconds for which an answer of the disk is good: anybody may ask.
FRESH = 5.0
PROBE = b"\0" * 4096


class Liveness:
    """Whether the pages can do their work: database, poller, and room to write."""

    def __init__(self, ctx: AppContext, feed: ChangePoller,
                 monotonic: Callable[[], float] = time.monotonic) -> None:
        self._feed = feed
        self._monotonic = monotonic
        file = ctx.database.file
        self._folders = [ctx.settings.data, *([file.parent] if file else [])]
        self._written = ("", -FRESH)

    def trouble(self) -> str:
        """What is wrong, in one line; empty where all is well."""
        if self._feed.stalled:
            return "no pulse"
        if self._feed.down:
            return "database down"
        now = self._monotonic()
        if now - self._written[1] >= FRESH:
            self._written = (cannot_write(self._folders), now)
        return self._written[0]


def cannot_write(folders: Iterable[Path]) -> str:
    """Why one of these folders takes no file, in the system's words; empty where each does."""
    for folder in folders:
        probe = folder / f".liveness-{os.getpid()}"
        try:
            with probe.open("wb") as file:
                file.write(PROBE)
                file.flush()
                os.fsync(file.fileno())
        except OSError as trouble:
            return f"nothing can be written: {trouble.strerror}"
        finally:
            with suppress(OSError):
                probe.unlink()
    return ""
