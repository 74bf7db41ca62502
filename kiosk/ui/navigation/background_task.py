"""Doing: what the person at the glass asked for, one action at a time, polled from Kivy's clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from kivy.clock import Clock

from kiosk.ui.navigation.task_thread import Failed, TaskThread
from kiosk.ui.widgets.tappable import Tappable

T = TypeVar("T")
R = TypeVar("R")
BUSY_AFTER = 0.2


class BackgroundTask:
    """While an action runs (`working`) other taps wait: nobody does two things at once."""

    def __init__(self, on_end: Callable[[], None]) -> None:
        self.working = False
        self._errands = TaskThread(on_end)
        self._poll = Clock.create_trigger(self._collect, 0, interval=True)

    def start(self) -> None:
        """Begins to do actions."""
        self._errands.start()

    def stop(self) -> None:
        """Ends after the action now being done."""
        self._poll.cancel()
        self._errands.stop()

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
        """An action that nobody waits for."""
        self._errands.send(action, done, failed)
        self._poll()

    def step(self) -> None:
        """All that was asked for is done now, whoever waits for it, and what follows has come."""
        self._errands.finish()

    def _collect(self, _dt: float) -> None:
        self._errands.poll()
        if not self._errands.pending:
            self._poll.cancel()


def _look_busy(button: Tappable | None, _dt: float) -> None:
    if button is not None:
        button.busy = True
