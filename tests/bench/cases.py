"""F5 for cases: list, search, wall and what is public, with 1,000 ended and with 100,000."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.engine.column_types import stored_instant
from kiosk.actions import cases
from kiosk.actions.cases.results import CaseQuery
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role, StaffSession
from tests.bench.centres import urls
from tests.bench.measure import Figure, compared, in_turns, seconds
from tests.bench.years import load
from tests.support.centre import Clock, small_centre
from tests.support.resident_cases import MORNING, bring_in, staff, told

FEW, MANY = 1_000, 100_000
A_DAY, OPEN, TIMES, TARGET = 30, 60, 30, 1.2
HOUR = 3_600_000_000
CASE = ("id", "number", "code", "request_key", "topic", "source", "state", "received_at",
        "changed_at", "due_on", "estate", "extended", "answered_at", "word_at", "ended_at",
        "released_at")
EVENT = ("case_id", "at", "action", "actor", "state", "due_on", "details")


def figures() -> Iterator[Figure]:
    """A line for each page, on both kinds of database."""
    for kind in ("sqlite", "postgresql"):
        with urls(kind) as new, TemporaryDirectory(prefix="jiamenkou-bench-") as folder:
            few = Register(new(), Path(folder) / "few", FEW)
            big: list[Register] = []
            took = seconds(lambda new=new, folder=folder, big=big: big.append(
                Register(new(), Path(folder) / "many", MANY)))
            yield Figure(f"   filling {MANY:,} cases, {kind}", f"{took:.0f} s")
            for name, least in few.pages().items():
                floor, value = in_turns(least, big[0].pages()[name], times=TIMES)
                yield compared(f"F5 {name}, {kind}, {MANY:,} : {FEW:,}", value, floor, TARGET)
            for one in (few, *big):
                one.ctx.database.close()


class Register:
    """A centre with so many ended cases behind it, and as many open ones as any."""

    def __init__(self, url: str, data: Path, ended: int) -> None:
        clock = Clock(MORNING)
        self.ctx: AppContext = bring_in(small_centre(url, data, clock))
        self.clock, self.ended = clock, ended
        self.manager: StaffSession = staff(self.ctx, Role.MANAGER)
        load(self.ctx.database, "resident_case", CASE, (_case(n) for n in range(ended)))
        load(self.ctx.database, "case_event", EVENT,
             (line for n in range(ended) for line in _events(n)))
        ask = self.ctx.database.peewee.execute_sql
        ask(f"INSERT INTO case_sequence (series, last) VALUES ('case', {ended})")
        if not self.ctx.database.is_sqlite:
            for table in ("resident_case", "case_event"):
                ask(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        ask("ANALYZE")
        for n in range(OPEN):
            told(self.ctx, f"open {n}", text=f"第{n}件事，楼道里的灯不亮")
        clock.pass_(minutes=5)

    def pages(self) -> dict[str, Callable[[], object]]:
        """What is measured."""
        ctx, at = self.ctx, self.manager

        def wall_after_a_note() -> None:
            self.clock.pass_(seconds=1)
            cases.note(ctx, at, self.ended + 1, "记一笔")
            cases.wall(ctx)

        return {
            "list": lambda: cases.register_desk(ctx, at, CaseQuery()),
            "list of ended": lambda: cases.register_desk(ctx, at, CaseQuery("ended")),
            "search": lambda: cases.register_desk(ctx, at, CaseQuery(words="灯不亮")),
            "note and wall": wall_after_a_note,
            # Of these both have as many; the feed answers with 90 days, or 1,000 rows.
            "public of 30 days": lambda: cases.public_cases(
                ctx, MORNING - timedelta(days=30), MORNING, 1_000),
            "run_due": lambda: cases.run_due(ctx),
        }


def _received(n: int) -> int:
    # The newest first, so that both have the same last weeks.
    return stored_instant(MORNING - timedelta(days=n // A_DAY + 1)) + n % A_DAY * 60_000_000


def _case(n: int) -> tuple[Any, ...]:
    at, solved = _received(n), n % 4 != 3
    ended = at + 2 * HOUR
    return (
        n + 1, n + 1, f"{n * 2654435761 % 4294967296:010d}-{n}", f"{n * 40503 % 65536:05d}-{n}",
        ("repairs", "environment", "parking")[n % 3], "phone",
        "solved" if solved else "cannot_solve", at, ended, "2099-01-01", f"e{n % 7 + 1}", False,
        at + HOUR, ended if solved else None, ended, ended if n % 5 == 0 else None)


def _events(n: int) -> Iterator[tuple[Any, ...]]:
    at, solved = _received(n), n % 4 != 3
    yield n + 1, at, "tell", "phone", "received", "2099-01-01", ""
    if solved:
        yield n + 1, at + HOUR, "answer", "staff:1", "answered", "2099-01-01", ""
        yield n + 1, at + 2 * HOUR, "solved", "phone", "solved", "2099-01-01", ""
    else:
        yield n + 1, at + 2 * HOUR, "cannot_solve", "staff:1", "cannot_solve", "2099-01-01", ""
