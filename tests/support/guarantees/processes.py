"""Processes of their own that begin at the same moment and tell what they saw."""

from __future__ import annotations

import multiprocessing
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


def together(first: Sequence[Work], then: Sequence[Work] = ()) -> tuple[list[Told], list[Told]]:
    """Lets every work begin at once, each in a process; answers what each was told.

    Each work is given an event that is set once all of `first` have ended.
    """
    gate = PROCESSES.Barrier(len(first) + len(then))
    over = PROCESSES.Event()
    readers = []
    for work in (*first, *then):
        reader, writer = PROCESSES.Pipe(duplex=False)
        PROCESSES.Process(target=_begin, args=(work, gate, over, writer), daemon=True).start()
        writer.close()
        readers.append(reader)
    ended = [reader.recv() for reader in readers[: len(first)]]
    over.set()
    return ended, [reader.recv() for reader in readers[len(first) :]]


def _begin(work: Work, gate: Any, over: Any, writer: Connection) -> None:
    gate.wait()
    writer.send(work(over))
