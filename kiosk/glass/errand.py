"""The errand thread: runs deeds one after the other, so that the glass never waits for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

Deed = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


class Errands:
    """`send` a deed; `poll` on the glass's own thread hands results to who asked for them.

    `on_end` runs on the errand thread as it ends: it closes that thread's connection.
    """

    def __init__(self, on_end: Callable[[], None]) -> None:
        self.pending = 0
        self._on_end = on_end
        self._deeds: SimpleQueue[tuple[Deed, Done, Failed] | None] = SimpleQueue()
        self._results: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="errands", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the deed now being done."""
        self._deeds.put(None)
        self._thread.join(timeout=3)

    def send(self, deed: Deed, done: Done, failed: Failed) -> None:
        """Does `deed` on the thread; then `done(result)` or `failed(trouble)` from `poll`."""
        self.pending += 1
        self._deeds.put((deed, done, failed))

    def poll(self) -> None:
        """Hands over what has come back."""
        while True:
            try:
                hand_over = self._results.get_nowait()
            except Empty:
                return
            self.pending -= 1
            hand_over()

    def _run(self) -> None:
        while (errand := self._deeds.get()) is not None:
            deed, done, failed = errand
            try:
                result = deed()
            except Exception as trouble:  # noqa: BLE001  # whatever it is, the screen has to say it
                self._results.put(lambda failed=failed, trouble=trouble: failed(trouble))
            else:
                self._results.put(lambda done=done, result=result: done(result))
        self._on_end()
