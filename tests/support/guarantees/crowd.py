"""A crowd in a centre with eight counters: residents who take numbers, clerks who call them."""

from __future__ import annotations

import random
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from db.content import guide as content
from db.engine import event_log
from db.engine.database import INCREMENT, READ_COUNTER, Database, WriteTransaction
from db.queue import appointments
from kiosk.actions import queue
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import StaffSession
from tests.support.appointments import appointment
from tests.support.centre import AFTERNOON, SMALL, Clock, clerk, context_on, take
from tests.support.guarantees.processes import Told

COUNTERS = 8
IMPATIENT = 0.5
# How many of those who come have booked; there are places for all of them.
BOOKED, PLACES = 0.2, 5000


class Ticking(Clock):
    """A clock that goes, the same in every process of the machine."""

    def __call__(self) -> datetime:
        return AFTERNOON + timedelta(seconds=time.monotonic() % 60)


class Unguarded(Database):
    """A database whose changes take no lock before they read, as one writes it at first."""

    @contextmanager
    def write(self, *, content: bool = False) -> Iterator[WriteTransaction]:
        with self._answering(), self.peewee.atomic():
            version, shelf = READ_COUNTER.execute(self.peewee).fetchone()
            yield WriteTransaction(self, version + 1, shelf)
            INCREMENT.execute(self.peewee, content=int(content))


@dataclass(frozen=True)
class Centre:
    """Where the crowd meets; without `guarded` or `turns` it is a negative control."""

    url: str
    data: Path
    guarded: bool = True
    turns: bool = True

    def ctx(self) -> AppContext:
        """A context for one process."""
        ctx = context_on(self.url, self.data, Ticking())
        if not self.guarded:
            return replace(ctx, database=Unguarded(ctx.database.peewee))
        if not self.turns:
            ctx.database.peewee._timeout = IMPATIENT
            return replace(ctx, database=Database(ctx.database.peewee, ("IMMEDIATE",)))
        return ctx


def build(centre: Centre) -> list[StaffSession]:
    """A centre whose eight counters all call one queue, and a clerk at each."""
    ctx = context_on(centre.url, centre.data, Ticking())
    ctx.database.migrate()
    ctx.vault.keys.table.ensure()
    written = tomllib.loads(SMALL)
    written["counters"] = [{"number": n + 1, "queue": "A"} for n in range(COUNTERS)]
    with ctx.database.write(content=True) as tx:
        content.seed(tx, written)
        appointments.put(tx, "medical", {
            "service": "medical", "title": {"zh": "医保", "en": "medical"}, "slot": 10, "lead": 0,
            "places": PLACES})
    sessions = [clerk(ctx, n + 1, f"员工{n + 1}") for n in range(COUNTERS)]
    ctx.database.close()
    return sessions


def take_until_over(centre: Centre, over: Any) -> Told:
    """Takes numbers without any rest, until all others have theirs."""
    told = Taking(centre)
    while not over.is_set():
        told.take()
    return told.end()


def take_now_and_then(centre: Centre, count: int, over: Any) -> Told:
    """Takes a number every few milliseconds."""
    told = Taking(centre)
    for _ in range(count):
        time.sleep(0.003)
        told.take()
    return told.end()


class Taking:
    """One who takes numbers, with when each was asked for and had, by the machine's own clock."""

    def __init__(self, centre: Centre) -> None:
        self._ctx = centre.ctx()
        self._labels, self._troubles = list[str](), list[str]()
        self._spans = list[tuple[float, float]]()

    def take(self) -> None:
        """Asks for one."""
        asked = time.monotonic()
        try:
            self._labels.append(take(self._ctx).ticket.label)
            self._spans.append((asked, time.monotonic()))
        except StorageDown as trouble:
            self._troubles.append(str(trouble))

    def end(self) -> Told:
        """Goes, and says what came of it."""
        self._ctx.database.close()
        return Told(tuple(self._labels), tuple(self._troubles), spans=tuple(self._spans))


def take_numbers(centre: Centre, count: int, seed: int, over: Any = None) -> Told:
    """A resident after the other: one of five has an appointment whose time has come, and of the
    others two of five a priority."""
    ctx, chance = centre.ctx(), random.Random(seed)
    labels, troubles, slowest = [], [], 0.0
    for _ in range(count):
        kind = Priority.ELDER if chance.random() < 0.4 else Priority.ORDINARY
        begun = time.monotonic()
        try:
            if chance.random() < BOOKED:
                code = appointment(ctx, AFTERNOON).held.code
                labels.append(queue.arrive(ctx, code).ticket.label)
            else:
                labels.append(take(ctx, priority=kind).ticket.label)
        except Exception as trouble:  # noqa: BLE001 - whatever it is, a resident would see it
            troubles.append(repr(trouble))
        slowest = max(slowest, time.monotonic() - begun)
    ctx.database.close()
    return Told(tuple(labels), tuple(troubles), slowest)


def call_numbers(centre: Centre, session: StaffSession, over: Any) -> Told:
    """A clerk who calls until nobody takes numbers and nobody waits any more."""
    ctx = centre.ctx()
    labels, troubles, slowest = [], [], 0.0
    holding: int | None = None
    while True:
        last, begun = over.is_set(), time.monotonic()
        try:
            current = queue.call_next(ctx, session, holding).current
            if current:
                labels.append(current.label)
                holding = current.id
        except Refusal as refusal:
            if refusal.code == "nobody_waits":
                if last:
                    break
                time.sleep(0.002)
                continue
            troubles.append(refusal.code)
            holding = _held(ctx, session)
        except Exception as trouble:  # noqa: BLE001 - whatever it is, a clerk would see it
            troubles.append(repr(trouble))
            holding = _held(ctx, session)
        slowest = max(slowest, time.monotonic() - begun)
    ctx.database.close()
    return Told(tuple(labels), tuple(troubles), slowest)


def _held(ctx: AppContext, session: StaffSession) -> int | None:
    current = queue.desk(ctx, session).current
    return current.id if current else None


@dataclass(frozen=True)
class Event:
    """A number taken or called, in the order in which it was committed."""

    action: str
    ticket_id: int
    label: str
    first: bool
    booked: bool = False


def history(centre: Centre) -> list[Event]:
    """What the event log says happened, in order."""
    ctx = centre.ctx()
    with ctx.database.read() as tx:
        tickets = {
            id_: (f"{prefix}{number:03d}", prefix == "Y", booked is not None)
            for id_, prefix, number, booked in ctx.database.peewee.execute_sql(
                "SELECT id, prefix, number, appointment_at FROM ticket"
            ).fetchall()
        }
        events = [
            Event(line.action, line.ticket_id or 0, *tickets[line.ticket_id or 0])
            for line in event_log.since(tx, 0, ("take", "call"))
        ]
    ctx.database.close()
    return events


def against_the_rule(events: list[Event]) -> list[str]:
    """The calls that no rule explains, told in plain words of its own.

    Whoever booked, whose time has come, is next; while others wait, two of them go between two who
    booked. Of the others two with a priority, then an ordinary one; within a kind first come, first
    served; whoever is alone of a kind goes.
    """
    first, ordinary, booked = list[str](), list[str](), list[str]()
    run, others, wrong = 0, 2, []
    for event in events:
        if event.action == "take":
            (booked if event.booked else first if event.first else ordinary).append(event.label)
            continue
        expected = first if first and (run < 2 or not ordinary) else ordinary
        if booked and (others >= 2 or not expected):
            expected = booked
        if not expected or expected[0] != event.label:
            wrong.append(event.label)
        for line in (first, ordinary, booked):
            if event.label in line:
                line.remove(event.label)
        others = 0 if event.booked else others + 1
        if not event.booked:
            run = run + 1 if event.first else 0
    return wrong
