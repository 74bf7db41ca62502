"""The errand thread: runs actions one after the other, so that the glass never waits for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
Failed = Callable[[Exception], object]
# What follows on the glass's own thread.
Outcome = Callable[[], object]
# Only so that nothing hangs for ever: who waits for an action gets it, however busy the machine is.
PATIENCE = 60.0


class TaskThread:
    """`send` an action; `poll` on the glass's own thread hands results to who asked for them.

    `on_end` runs on the errand thread as it ends: it closes that thread's connection.
    """

    def __init__(self, on_end: Callable[[], None]) -> None:
        self.pending = 0
        self._on_end = on_end
        self._actions: SimpleQueue[Callable[[], Outcome] | None] = SimpleQueue()
        self._results: SimpleQueue[Outcome] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="errands", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the action now being done."""
        self._actions.put(None)
        self._thread.join(timeout=3)

    def send(
        self, action: Callable[[], T], done: Callable[[T], object], failed: Failed
    ) -> None:
        """Does `action` on the thread; then `done(result)` or `failed(trouble)` from `poll`."""
        self.pending += 1
        self._actions.put(partial(_outcome, action, done, failed))

    def poll(self) -> None:
        """Hands over what has come back."""
        while not self._results.empty():
            self._hand_over(0)

    def finish(self) -> None:
        """Waits until all that was sent is done, and hands it over."""
        while self.pending:
            self._hand_over(PATIENCE)

    def _hand_over(self, patience: float) -> None:
        result = self._results.get(timeout=patience)
        self.pending -= 1
        result()

    def _run(self) -> None:
        while (errand := self._actions.get()) is not None:
            self._results.put(errand())
        self._on_end()


def _outcome(action: Callable[[], T], done: Callable[[T], object], failed: Failed) -> Outcome:
    try:
        result = action()
    except Exception as trouble:  # noqa: BLE001  # whatever it is, the screen has to say it
        return partial(failed, trouble)
    return partial(done, result)
