"""Centres to measure in: with the centre's own content, and as many closed days as asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.actions import queue
from kiosk.actions.content.centre import seed
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.staff.roles import StaffSession
from tests.bench.years import fill
from tests.support.centre import SEED, Clock, clerk, context_on, take
from tests.support.postgres import Server

WAITING = 20


@contextmanager
def urls(kind: str) -> Iterator[Callable[[], str]]:
    """Makes new databases of a kind, gone at the end."""
    if kind == "postgresql":
        server = Server()
        try:
            yield server.new_database
        finally:
            server.remove()
        return
    with tempfile.TemporaryDirectory(prefix="jiamenkou-bench-") as folder:
        numbers = iter(range(100))
        yield lambda: f"cysqlite:///{folder}/{next(numbers)}.db"


@dataclass
class Centre:
    """A centre of the centre with a clerk at a counter and some people waiting."""

    ctx: AppContext
    session: StaffSession
    service: str
    clock: Clock
    holding: int | None = None
    codes: list[str] = field(default_factory=list)

    def take(self) -> None:
        """Takes a number at the touch screen."""
        self.codes.append(self.take_one())

    def give_up(self) -> None:
        """The last who took a number goes again."""
        queue.give_up(self.ctx, self.codes.pop())

    def take_one(self, priority: Priority = Priority.ORDINARY) -> str:
        """Takes a number; returns its code."""
        self.clock.pass_(seconds=1)
        return take(self.ctx, self.service, priority, kiosk="kiosk-1").ticket.code

    def call_next(self) -> None:
        """Finishes the one at the counter and calls the next."""
        self.clock.pass_(seconds=1)
        view = queue.call_next(self.ctx, self.session, self.holding)
        self.holding = view.current.id if view.current else None


def open_centre(url: str, closed: int, waiting: int = WAITING) -> Centre:
    """A centre with so many tickets of closed days behind it."""
    clock = Clock()
    ctx = context_on(url, Path(tempfile.mkdtemp(prefix="jiamenkou-bench-")), clock)
    ctx.database.migrate()
    ctx.vault.keys.table.ensure()
    seed(ctx, SEED)
    fill(ctx, closed)
    centre = Centre(ctx, clerk(ctx, 2), _service_of(ctx, 2), clock)
    for n in range(waiting):
        centre.codes.append(centre.take_one(Priority.ELDER if n % 4 == 0 else Priority.ORDINARY))
    return centre


def _service_of(ctx: AppContext, counter: int) -> str:
    """A service without a cap that this counter calls."""
    from kiosk.actions.content.centre import guide

    shelves = guide(ctx)
    queue_id = next(w.queue_id for w in shelves.counters if w.number == counter)
    return next(
        s.id for s in shelves.services if s.queue_id == queue_id and not s.daily_cap and not s.hours
    )
