"""The background task: runs actions one after the other on a thread, so that the screen never
waits; Kivy's clock polls their results."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from kivy.clock import Clock

from kiosk.ui.widgets.tappable import Tappable

T = TypeVar("T")
R = TypeVar("R")
Failed = Callable[[Exception], object]
# What follows on the touch screen's own thread.
Outcome = Callable[[], object]
BUSY_AFTER = 0.2
# Only so that nothing hangs for ever: who waits for an action gets it, however busy the machine is.
PATIENCE = 60.0


class BackgroundTask:
    """While an action runs (`working`) other taps wait: nobody does two things at once.

    `on_end` runs on the thread as it ends: it closes that thread's connection.
    """

    def __init__(self, on_end: Callable[[], None]) -> None:
        self.working = False
        self._pending = 0
        self._on_end = on_end
        self._actions: SimpleQueue[Callable[[], Outcome] | None] = SimpleQueue()
        self._results: SimpleQueue[Outcome] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="errands", daemon=True)
        self._poll = Clock.create_trigger(self._collect, 0, interval=True)

    def start(self) -> None:
        """Begins to do actions."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the action now being done."""
        self._poll.cancel()
        self._actions.put(None)
        self._thread.join(timeout=3)

    def do(
        self, action: Callable[[], T], done: Callable[[T], object], failed: Failed,
        button: Tappable | None,
    ) -> None:
        """An action that somebody waits for. Past a moment its button looks busy."""
        self.working = True
        # What .kv hands over is a proxy, and its page may go before the action is done.
        button = button and button.__self__
        busy = Clock.schedule_once(partial(_look_busy, button), BUSY_AFTER)

        def then(follow: Callable[[R], object], result: R) -> None:
            self.working = False
            busy.cancel()
            if button is not None:
                button.busy = False
            follow(result)

        self.quietly(action, partial(then, done), partial(then, failed))

    def quietly(
        self, action: Callable[[], T], done: Callable[[T], object], failed: Failed
    ) -> None:
        """An action that nobody waits for: on the thread, then `done(result)` or
        `failed(trouble)`."""
        self._pending += 1
        self._actions.put(partial(_outcome, action, done, failed))
        self._poll()

    def step(self) -> None:
        """All that was asked for is done now, whoever waits for it, and what follows has come."""
        while self._pending:
            self._hand_over(PATIENCE)

    def _collect(self, _dt: float) -> None:
        while not self._results.empty():
            self._hand_over(0)
        if not self._pending:
            self._poll.cancel()

    def _hand_over(self, patience: float) -> None:
        result = self._results.get(timeout=patience)
        self._pending -= 1
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


def _look_busy(button: Tappable | None, _dt: float) -> None:
    if button is not None:
        button.busy = True
