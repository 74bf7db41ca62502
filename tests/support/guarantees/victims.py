"""Takers that are killed at any moment, and what they had acknowledged by then."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from tests.support.centre import take
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.processes import PROCESSES

# Long enough for some numbers, short enough that a kill falls into the middle of one.
LONGEST_LIFE = 0.04
LONGEST_START = 20.0
BETWEEN_TAPS = 0.02


def take_and_acknowledge(centre: Centre, slip: Path, pause: float = 0.0) -> None:
    """Takes numbers for ever; each is on paper (a file, forced to disk) as soon as it is given."""
    ctx = centre.ctx()
    with slip.open("ab", buffering=0) as paper:
        while True:
            _acknowledge(ctx, paper.fileno())
            time.sleep(pause)


def acknowledge_before_commit(centre: Centre, slip: Path) -> None:
    """The negative control: tells many numbers in one transaction that is not committed yet."""
    ctx = centre.ctx()
    with slip.open("ab", buffering=0) as paper:
        while True:
            with ctx.database.write():
                for _ in range(50):
                    _acknowledge(ctx, paper.fileno())


def _acknowledge(ctx: AppContext, paper: int) -> None:
    # A bystander may find the server busy with a victim's end; it asks again, as a tap does.
    with suppress(StorageDown):
        label = take(ctx).ticket.label
        os.write(paper, f"{label}\n".encode())
        os.fsync(paper)


def kill_one(work: Callable[[Centre, Path], None], centre: Centre, slip: Path, seed: int) -> None:
    """Starts a taker, lets it give some numbers, and kills it at a moment of chance."""
    before = slip.stat().st_size if slip.exists() else 0
    process = PROCESSES.Process(target=partial(work, centre, slip), daemon=True)
    process.start()
    patience = time.monotonic() + LONGEST_START
    while not slip.exists() or slip.stat().st_size == before:
        if time.monotonic() > patience or not process.is_alive():
            raise AssertionError("the taker gave no number")
        time.sleep(0.001)
    time.sleep(random.Random(seed).random() * LONGEST_LIFE)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()


def acknowledged(slip: Path) -> list[str]:
    """Every number that was told; a line cut short by the kill was not."""
    return [line.decode() for line in slip.read_bytes().split(b"\n")[:-1]]


def kept(centre: Centre) -> list[str]:
    """Every number that the database has."""
    ctx = centre.ctx()
    rows = ctx.database.peewee.execute_sql("SELECT prefix, number FROM ticket").fetchall()
    ctx.database.close()
    return [f"{prefix}{number:03d}" for prefix, number in rows]
