"""How many kiosks one PostgreSQL server carries: what each asks of it, idle and busy, and in how
many connections; 50 of them at once, and 5,000 phones whose pages read the same database."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from kiosk.actions import queue
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.core.site import EVERY
from kiosk.workers import Worker, device_workers, scheduled_workers
from tests.bench.measure import Figure
from tests.bench.pages import new_centre
from tests.bench.phones import TICKETS, load, told
from tests.support.centre import context_on, take
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.pages import served_process
from tests.support.guarantees.processes import PROCESSES
from tests.support.postgres import Server

KIOSKS, A_FEW, IN_A_PROCESS, PHONES = 50, 4, 10, 5_000
SETTLES, FOR = 10.0, 20.0
# A busy hall: somebody takes a number, is called or is done every second.
A_CHANGE_EVERY = 1.0


class SimulatedKiosk:
    """All that a kiosk asks a database by itself: touch screen with printer and voice, and pages
    with their jobs. Home asks anew after each change, as the screen does."""

    def __init__(self, url: str, name: str, folder: Path) -> None:
        self._parts: list[ChangePoller | Worker] = []
        screen = context_on(url, folder / name, KIOSK_NAME=name)
        feed = ChangePoller(screen.database)
        pages = context_on(url, folder / f"{name}-web", KIOSK_NAME=name)
        looks = ChangePoller(pages.database, EVERY)
        self._parts += [feed, looks, Worker("home", lambda: _home(screen), screen, feed),
                        *device_workers(screen, feed), *scheduled_workers(pages, looks)]

    def start(self) -> None:
        """Switches it on."""
        for part in self._parts:
            part.start()


def _home(ctx: AppContext) -> None:
    queue.hall(ctx)


def run(url: str, first: int, count: int, over: Any) -> None:
    """So many kiosks in a process, until it is over."""
    with tempfile.TemporaryDirectory() as folder:
        for n in range(first, first + count):
            SimulatedKiosk(url, f"hall-{n}", Path(folder)).start()
        over.wait()


@dataclass(frozen=True)
class Asked:
    """What a server was asked in a second, in how many connections, and its share of a core."""

    transactions: float
    connections: int
    share: float


def asked(server: Server, url: str, seconds: float) -> Asked:
    """Watches a server for a while."""
    with psycopg.connect(url, autocommit=True) as line:
        def count() -> tuple[int, int]:
            # What it counts is told to others a second later.
            line.execute("SELECT pg_stat_clear_snapshot()")
            found = line.execute(
                "SELECT xact_commit + xact_rollback, (SELECT count(*) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend') FROM pg_stat_database "
                "WHERE datname = current_database()").fetchone()
            assert found
            return found[0], found[1]

        before, cpu, since = count(), server.cpu_seconds(), time.monotonic()
        time.sleep(seconds)
        after, spent = count(), time.monotonic() - since
        return Asked((after[0] - before[0]) / spent, after[1] - 1,
                     (server.cpu_seconds() - cpu) / spent)


def figures() -> Iterator[Figure]:
    """One kiosk, then all of them, idle and busy; then with the phones."""
    server = Server("/dev/shm", connections=1_500)
    try:
        centre = new_centre(server.new_database())
        ctx = centre.ctx()
        codes = [take(ctx).ticket.code for _ in range(TICKETS)]
        for n in (1, A_FEW, KIOSKS):
            over = PROCESSES.Event()
            for first in range(0, n, IN_A_PROCESS):
                PROCESSES.Process(target=run, daemon=True, args=(
                    centre.url, first, min(IN_A_PROCESS, n - first), over)).start()
            time.sleep(SETTLES + n / 5)
            yield _line(f"{n} kiosks, idle", asked(server, centre.url, FOR))
            with changing(ctx):
                yield _line(f"{n} kiosks, a change a second", asked(server, centre.url, FOR))
            if n == KIOSKS:
                yield from _with_phones(centre, codes)
            over.set()
            time.sleep(SETTLES)
        ctx.database.close()
    finally:
        server.remove()


def _line(name: str, met: Asked) -> Figure:
    return Figure(name, f"{met.transactions:.0f} asked/s",
                  f"{met.connections} connections, {met.share:.0%} of a core")


def _with_phones(centre: Centre, codes: list[str]) -> Iterator[Figure]:
    with served_process(centre) as (port, pages):
        met = load(centre, port, pages, codes, PHONES, changes=True)
    yield from told(met, PHONES, f"{KIOSKS} kiosks", changes=True)


@contextmanager
def changing(ctx: AppContext) -> Iterator[None]:
    """Somebody takes a number every second, while open."""
    over = threading.Event()

    def takes() -> None:
        while not over.wait(A_CHANGE_EVERY):
            take(ctx)
        ctx.database.close()

    thread = threading.Thread(target=takes, daemon=True)
    thread.start()
    yield
    over.set()
    thread.join()
