"""Ten years of closed days, filled in within a minute or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from db.engine.column_types import stored_instant
from db.engine.database import Database
from kiosk.actions.content.centre import guide
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.content.guide import Service
from tests.support.centre import AFTERNOON

A_DAY = 400
ACTIONS = ("take", "call", "finish")
AT_ONCE = 40_000
MINUTE = 60_000_000
TICKET = (
    "id", "code", "request_key", "day", "prefix", "number", "service_id", "queue_id", "priority",
    "state", "needs_slow_call", "taken_at", "calls", "counter", "called_at", "last_called_at",
    "closed_at", "wait_low", "wait_high", "wait_point", "wait_scale", "wait_score",
)
JOURNAL = ("version", "n", "at", "actor", "action", "ticket_id", "counter", "details")
SLIP = ("kind", "thing", "kiosk", "state", "attempts", "asked_at", "next_at", "language")
SERIES = ("day", "prefix", "last")
QUEUE_DAY = ("day", "queue_id", "calls", "priority_streak")


def fill(ctx: AppContext, tickets: int) -> None:
    """Puts so many finished tickets before today, with journal, slips and counters.

    Only into a centre where no number was taken yet.
    """
    services = guide(ctx).services
    database = ctx.database
    begins = database.version() + 1
    load(database, "ticket", TICKET, _tickets(tickets, services))
    ask = database.peewee.execute_sql
    if not database.is_sqlite:
        # A million lines in one transaction would each leave a dead row of the pulse behind.
        ask("ALTER TABLE event_log DISABLE TRIGGER event_log_head")
    load(database, "event_log", JOURNAL, _lines(tickets, begins))
    if not database.is_sqlite:
        ask("ALTER TABLE event_log ENABLE TRIGGER event_log_head")
    load(database, "slip", SLIP, _slips(tickets))
    queues = sorted({service.queue_id for service in services})
    days = [_day(n).isoformat() for n in range(-(-tickets // A_DAY))]
    load(database, "ticket_sequence", SERIES,
         ((day, p, A_DAY) for day in days for p in ("Y", *queues)))
    load(database, "queue_day", QUEUE_DAY, ((day, p, A_DAY, 0) for day in days for p in queues))
    ask(f"UPDATE change_counter SET version = {begins + tickets * len(ACTIONS)}")
    if not database.is_sqlite:
        ask("SELECT setval(pg_get_serial_sequence('ticket', 'id'), max(id)) FROM ticket")
    ask("ANALYZE")


def _day(n: int) -> date:
    """The n-th closed day, counted back from yesterday."""
    return AFTERNOON.date() - timedelta(days=n + 1)


def _taken(n: int) -> int:
    opens = datetime.combine(_day(n // A_DAY), time(8, 30), ZONE)
    return stored_instant(opens) + (n % A_DAY) * MINUTE


def _tickets(count: int, services: tuple[Service, ...]) -> Iterator[tuple[Any, ...]]:
    for n in range(count):
        service = services[n % len(services)]
        first, gone = n % 5 == 0, n % 10 == 9
        taken = _taken(n)
        served = [None] * 4 if gone else [2, taken + 9 * MINUTE, taken + 9 * MINUTE,
                                          taken + 14 * MINUTE]
        yield (
            # Scattered as real codes are, so that their index is as wide.
            n + 1, f"{n * 2654435761 % 4294967296:010d}-{n}", f"{n * 40503 % 65536:05d}-{n}",
            _day(n // A_DAY).isoformat(), "Y" if first else service.queue_id, n % A_DAY + 1,
            service.id, service.queue_id, "elder" if first else "ordinary",
            "given_up" if gone else "done", first, taken, 0 if gone else 1, *served, 7, 12,
            540.0, 120.0, None if gone else (n % 21 - 10) / 10,
        )


def _lines(count: int, begins: int) -> Iterator[tuple[Any, ...]]:
    for n in range(count):
        at = _taken(n)
        for k, action in enumerate(ACTIONS):
            yield begins + n * len(
                ACTIONS) + k, 0, at + k * MINUTE, "kiosk-1", action, n + 1, 2, "{}"


def _slips(count: int) -> Iterator[tuple[Any, ...]]:
    for n in range(count):
        yield "ticket", n + 1, "kiosk-1", "printed", 0, _taken(n), _taken(n), "zh_CN"


def load(
    database: Database, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Writes rows in bulk, each kind of database in its own fastest way."""
    named = ", ".join(f'"{column}"' for column in columns)
    connection = database.peewee.connection()
    if not database.is_sqlite:
        copying = f"COPY {table} ({named}) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(copying) as into:
            for row in rows:
                into.write_row(row)
        connection.commit()
        return
    into = f"INSERT INTO {table} ({named}) VALUES ({', '.join('?' * len(columns))})"
    source = iter(rows)
    while some := list(islice(source, AT_ONCE)):
        with database.peewee.atomic():
            connection.executemany(into, some)
