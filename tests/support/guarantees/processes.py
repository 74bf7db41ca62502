"""Processes of their own that begin at the same moment and tell what they saw."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

# A fork of the test run would share its SQLite locks: what a server forked early has is clean.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "tests.support.guarantees.preloaded"])


@dataclass(frozen=True)
class Told:
    """What one process was answered, every trouble it saw, and its actions' seconds;
    `spans` says when each was asked for and done."""

    labels: tuple[str, ...]
    troubles: tuple[str, ...]
    slowest: float = 0.0
    took: tuple[float, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()


Work = Callable[[Any], Told]

# What lies at least between looking and writing in a program under load, and at most where
# nobody else is left to look.
SHORTEST_THOUGHT, LONGEST_THOUGHT = 0.003, 0.2
_looks: Any = None


def together(first: Sequence[Work], then: Sequence[Work] = ()) -> tuple[list[Told], list[Told]]:
    """Lets every work begin at once, each in a process; answers what each was told.

    Each work is given an event that is set once all of `first` have ended.
    """
    gate = PROCESSES.Barrier(len(first) + len(then))
    over, looks = PROCESSES.Event(), PROCESSES.Value("q", 0)
    readers = []
    for work in (*first, *then):
        reader, writer = PROCESSES.Pipe(duplex=False)
        told = (work, gate, over, looks, writer)
        PROCESSES.Process(target=_begin, args=told, daemon=True).start()
        writer.close()
        readers.append(reader)
    ended = [reader.recv() for reader in readers[: len(first)]]
    over.set()
    return ended, [reader.recv() for reader in readers[len(first) :]]


def think() -> None:
    """What somebody does between looking and writing who knows no rule: until one of the others
    has looked too, so that they meet on the busiest machine."""
    with _looks.get_lock():
        _looks.value += 1
        mine = _looks.value
    ends = time.monotonic() + LONGEST_THOUGHT
    time.sleep(SHORTEST_THOUGHT)
    while _looks.value == mine and time.monotonic() < ends:
        time.sleep(SHORTEST_THOUGHT)


def _begin(work: Work, gate: Any, over: Any, looks: Any, writer: Connection) -> None:
    global _looks  # noqa: PLW0603  # one for the whole process
    _looks = looks
    gate.wait()
    writer.send(work(over))
