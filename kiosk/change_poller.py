"""The feed: whether anything changed in the centre, as one growing number."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

import structlog

from db.engine.database import Database
from kiosk.domain.refusals import StorageDown

# Of whom nothing was heard for so long nothing is believed any more.
SILENT_SECONDS = 3.0
# A server that is frozen is left sooner: after so long the thread hangs.
HUNG_SECONDS = 25.0


class ChangePoller:
    """Reads the version on a thread of its own; who wants news compares `version`.

    `version` is -1 until the first reading. Who would rather sleep until there is news hands in an
    event with `rouse_at_news`. It looks every `every` seconds: twice a second is enough for a
    touch screen, which is told at once. `looked` is called after each look.
    """

    name = "poller"

    def __init__(self, database: Database, every: float = 0.5,
                 looked: Callable[[], object] = bool) -> None:
        self.version = -1
        self._failed = False
        self._looked_at: float | None = None
        self._database = database
        self._every = every
        self._looked = looked
        self._sleepers: list[threading.Event] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)

    @property
    def down(self) -> bool:
        """Whether the database cannot be reached; also where nobody knows."""
        return self._failed or self.stalled

    @property
    def stalled(self) -> bool:
        """Whether the thread was begun and has not looked for too long: it ended, or it hangs."""
        return self._silent_for() > self._every + SILENT_SECONDS

    @property
    def hangs(self) -> bool:
        """Whether only a new process helps."""
        return self._silent_for() > HUNG_SECONDS

    def _silent_for(self) -> float:
        at = self._looked_at
        return 0.0 if at is None else time.monotonic() - at

    def start(self) -> None:
        """Begins to read."""
        self._looked_at = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread."""
        self._stopping.set()
        self._thread.join()
        self._looked_at = None

    def rouse_at_news(self, sleeper: threading.Event) -> None:
        """Sets the event whenever the version has changed, or the database is back."""
        self._sleepers.append(sleeper)

    def look(self) -> None:
        """Reads the version once, at once. Whatever that ends in counts as a database that is down:
        on this thread all news of the process depend."""
        known = self.version, self._failed
        try:
            self.version = self._database.version()
            self._failed = False
        except StorageDown:
            self._failed = True
        except Exception:  # noqa: BLE001 - written into the log just below, and only once
            # Said once, not five times a second.
            if not self._failed:
                structlog.get_logger().exception("feed_failed")
            self._failed = True
        if (self.version, self._failed) != known:
            for sleeper in self._sleepers:
                sleeper.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.look()
            self._looked_at = time.monotonic()
            self._looked()
            # All kiosks lost it at one moment: they do not come back at one.
            self._stopping.wait(self._every * (random.uniform(0.5, 1.5) if self._failed else 1))
        self._database.close()
