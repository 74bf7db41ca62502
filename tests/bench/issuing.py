"""F1: taking a number, beside the same rows written by the bare driver just as durably."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import cysqlite
import psycopg

from tests.bench.centres import open_centre, urls
from tests.bench.measure import Figure, compared, in_turns

TIMES = 400
TARGET = 2.0


def figures() -> Iterator[Figure]:
    """One line for each kind of database."""
    for kind in ("sqlite", "postgresql"):
        with urls(kind) as new:
            url = new()
            centre = open_centre(url, 1000, waiting=0)
            floor, close = bare(url, kind)
            # Whoever took a number goes again, so that the line's length plays no part.
            value, least = in_turns(centre.take, floor, times=TIMES, between=centre.give_up)
            close()
            centre.ctx.database.close()
            yield compared(f"F1 take_number, {kind}", value, least, TARGET)


def bare(url: str, kind: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """The rows of one number, written by the driver alone in one transaction."""
    mark = "?" if kind == "sqlite" else "%s"
    connection: Any
    if kind == "sqlite":
        connection = cysqlite.connect(url.removeprefix("cysqlite:///"))
        for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = 1"):
            connection.execute(f"PRAGMA {pragma}")
        begin = "BEGIN IMMEDIATE"
    else:
        connection = psycopg.connect(url, autocommit=True)
        begin = "BEGIN"

    def write() -> None:
        connection.execute(begin)
        version = connection.execute(
            "UPDATE change_counter SET version = version + 1 RETURNING version").fetchone()[0]
        last = connection.execute(SERIES).fetchone()[0]
        keys = secrets.token_urlsafe(17), secrets.token_hex(8), last
        n = connection.execute(TICKET.replace("?", mark), keys).fetchone()[0]
        connection.execute(JOURNAL.replace("?", mark), (version, n))
        connection.execute(SLIP.replace("?", mark), (n,))
        connection.execute("COMMIT")

    return write, connection.close


SERIES = """INSERT INTO ticket_sequence (day, prefix, last) VALUES ('2026-10-16', 'Z', 1)
ON CONFLICT (day, prefix) DO UPDATE SET last = ticket_sequence.last + 1 RETURNING last"""
TICKET = """INSERT INTO ticket (code, request_key, day, prefix, number, service_id, queue_id,
priority, state, needs_slow_call, taken_at, calls) SELECT ?, ?, '2026-10-16', 'Z', ?, service.id,
service.queue_id, 'ordinary', 'given_up', false, 0, 0 FROM content_item AS service
WHERE kind = 'service' AND position = 0 RETURNING id"""
JOURNAL = """INSERT INTO event_log (version, n, at, actor, action, ticket_id, details)
VALUES (?, 0, 0, 'kiosk-1', 'take', ?, '{}')"""
SLIP = """INSERT INTO slip (kind, thing, kiosk, state, attempts, asked_at, next_at, language)
VALUES ('ticket', ?, 'other', 'printed', 0, 0, 0, 'zh_CN')"""
