"""The wish that something be silent, and whose turn it is to speak."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

Running = TypeVar("Running")


class CancelToken:
    """Goes with what is said, and silences just that; once it has come it stays.

    The same one may go with several things said one after the other, such as the sentences
    of a page.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._end: Callable[[], None] | None = None
        self._come = False

    @property
    def has_come(self) -> bool:
        """Whether nothing more is to be heard."""
        return self._come

    def come(self) -> None:
        """Be silent, at once; from any thread."""
        with self._guard:
            self._come = True
            if self._end:
                self._end()

    @contextmanager
    def over(
        self, start: Callable[[], Running], end: Callable[[Running], None]
    ) -> Iterator[Running | None]:
        """What `start` begins, and None where it is too late; `end` is done if it comes."""
        with self._guard:
            running = None if self._come else start()
            if running is not None:
                self._end = partial(end, running)
        try:
            yield running
        finally:
            with self._guard:
                self._end = None


class SpeechQueue:
    """One speaks at a time; who gives way lets all others speak first.

    `waiting` is how many are not speaking yet.
    """

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._speaking = False
        self._first = 0
        self.waiting = 0

    @contextmanager
    def turn(self, gives_way: bool) -> Iterator[None]:
        """Waits until it is one's turn."""
        with self._free:
            self._first += not gives_way
            self.waiting += 1
            self._free.wait_for(
                lambda: not self._speaking and not (gives_way and self._first)
            )
            self.waiting -= 1
            self._first -= not gives_way
            self._speaking = True
        try:
            yield
        finally:
            with self._free:
                self._speaking = False
                self._free.notify_all()
