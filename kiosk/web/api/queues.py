"""/api/v1/queues: who is called, and how many wait."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kiosk.actions import queue
from kiosk.actions.queue.results import CounterNow, CounterState
from kiosk.context import AppContext
from kiosk.web.api.records import Record, instant, text

# A queue stands as the readiest of its counters.
READIEST = (CounterState.OPEN, CounterState.PAUSED, CounterState.CLOSED)


def queues_told(ctx: AppContext) -> Record:
    """The hall: its queues, its counters, the last calls and whom nobody answered for."""
    hall = queue.hall(ctx)
    counters = sorted(hall.counters, key=lambda one: (one.queue.id, one.number))
    return {
        "at": instant(hall.now),
        "open": hall.opening.is_open,
        "waiting": hall.waiting,
        "queues": [_queue(list(of)) for _, of in groupby(counters, key=lambda one: one.queue.id)],
        "counters": [_counter(one) for one in hall.counters],
        "calls": [{"number": call.label, "counter": call.counter, "at": instant(call.at),
                   "again": call.again} for call in hall.calls],
        "missed": list(hall.missed),
    }


def _queue(counters: Sequence[CounterNow]) -> Record:
    """A queue, told by its counters: all of them know how many wait, and how long."""
    first = counters[0]
    return {
        "id": first.queue.id,
        "prefix": first.queue.prefix,
        "name": text(first.queue.name),
        "state": min((one.state for one in counters), key=READIEST.index),
        "waiting": first.waiting,
        "wait_minutes": {"low": first.wait.low, "high": first.wait.high} if first.wait else None,
        "counters": [one.number for one in counters],
    }


def _counter(counter: CounterNow) -> Record:
    return {"number": counter.number, "queue": counter.queue.id, "state": counter.state,
            "serving": counter.serving, "next": counter.next_label}
