"""The feed: whether anything changed in the centre, as one growing number."""

from __future__ import annotations

import threading

from db.engine.database import Database
from kiosk.domain.refusals import StorageDown


class ChangePoller:
    """Reads the pulse on a thread of its own; who wants news compares `version`.

    `version` is -1 until the first reading; `down` says that the database cannot be reached.
    Who would rather sleep until there is news hands in an event with `rouse_at_news`. It looks
    every `every` seconds: twice a second is enough for a touch screen, which is told at once.
    """

    def __init__(self, database: Database, every: float = 0.5) -> None:
        self.version = -1
        self.down = False
        self._database = database
        self._every = every
        self._sleepers: list[threading.Event] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)

    def start(self) -> None:
        """Begins to read."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread."""
        self._stopping.set()
        self._thread.join()

    def rouse_at_news(self, sleeper: threading.Event) -> None:
        """Sets the event whenever the pulse has changed, or the database is back."""
        self._sleepers.append(sleeper)

    def look(self) -> None:
        """Reads the pulse once, at once."""
        known = self.version, self.down
        try:
            self.version = self._database.version()
            self.down = False
        except StorageDown:
            self.down = True
        if (self.version, self.down) != known:
            for sleeper in self._sleepers:
                sleeper.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.look()
            self._stopping.wait(self._every)
        self._database.close()
