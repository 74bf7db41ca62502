"""A lock of a file for which one waits in line, but not for ever."""

from __future__ import annotations

import fcntl
import threading
from pathlib import Path


class LockFile:
    """One thread's hold on a lock file.

    The kernel keeps the line and ends a hold with its process, but knows no deadline, and a process
    that was stopped keeps what it holds. So a thread of our own stands in the line; whoever gave up
    waiting finds it there the next time, and it lets go at once of what nobody wants any more.
    """

    def __init__(self, file: Path) -> None:
        self._opened = file.open("w")
        self._guard = threading.Lock()
        self._came: threading.Event | None = None
        self._is_wanted = False

    def take(self, seconds: float) -> None:
        """Holds the lock. TimeoutError where it did not come to that in time."""
        with self._guard:
            if self._came is None:
                if self._taken_at_once():
                    return
                self._came = threading.Event()
                threading.Thread(target=self._stand_in_line, args=[self._came],
                                 name="in line", daemon=True).start()
            came, self._is_wanted = self._came, True
        came.wait(seconds)
        with self._guard:
            self._is_wanted = False
            if not came.is_set():
                raise TimeoutError("others hold the database")
            self._came = None

    def release(self) -> None:
        """Lets the next one in."""
        fcntl.flock(self._opened, fcntl.LOCK_UN)

    def close(self) -> None:
        """Lets go for good."""
        self._opened.close()

    def _taken_at_once(self) -> bool:
        try:
            fcntl.flock(self._opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _stand_in_line(self, came: threading.Event) -> None:
        fcntl.flock(self._opened, fcntl.LOCK_EX)
        with self._guard:
            if self._is_wanted:
                came.set()
            else:
                self._came = None
                self.release()
