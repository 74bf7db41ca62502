"""PostgreSQL over a network: every wait for it ends, also where it froze with its lines open."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

import peewee
import psycopg
from playhouse.postgres_ext import Psycopg3Database
from psycopg.conninfo import conninfo_to_dict, make_conninfo

# For the one look that tells whether it answers, and for any other statement. The longest of these
# reads a log of ten years; who waits for another's lock gives up earlier.
PROBE_SECONDS, STATEMENT_SECONDS = 3, 60
SILENT = "the server does not answer"
# A line whose other end is gone without a word: cable, router, a machine without power.
LINE = {"connect_timeout": PROBE_SECONDS, "tcp_user_timeout": 10_000, "keepalives": 1,
        "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


def for_programs(url: str) -> tuple[str, dict[str, str]]:
    """An address as PostgreSQL's own programs get it, and what of it only their environment is
    told: everybody on a machine sees what a program was called with."""
    told = conninfo_to_dict(url)
    password = told.pop("password", None)
    return make_conninfo("", **told), {"PGPASSWORD": str(password)} if password else {}


class ServerSilent(psycopg.OperationalError):
    """The server has a line to us and says nothing."""


class WaitLimit(threading.local):
    """How long this thread waits for a statement, whether it only probes the server, and whether
    it found it silent."""

    seconds: float = STATEMENT_SECONDS
    probing = False
    silent = False


LIMIT = WaitLimit()


class TimedConnection(psycopg.Connection[Any]):
    """A connection that is given up when the server says nothing for too long.

    A server that froze neither ends a statement nor closes the line, so it is the client that has
    to stop waiting: after its own time, or once the poller's probe found the server `silent`.
    """

    silent: threading.Event
    was_silent = False

    def wait(self, gen: Any, *given: Any, **more: Any) -> Any:
        """As its base does. Raises ServerSilent."""
        end = time.monotonic() + LIMIT.seconds
        try:
            return super().wait(_until(gen, lambda: time.monotonic() >= end or self._is_silent()),
                                *given, **more)
        except ServerSilent:
            # In the middle of an answer: it is of no use any more.
            self.was_silent = True
            self.pgconn.finish()
            raise

    def _is_silent(self) -> bool:
        return self.silent.is_set() and not LIMIT.probing


def _until(gen: Any, is_over: Callable[[], bool]) -> Generator[Any, Any, Any]:
    """The same waiting, which looks each time nothing came whether it goes on."""
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if not ready and is_over():
                LIMIT.silent = True
                raise ServerSilent(SILENT)
            wanted = gen.send(ready)
    except StopIteration as ended:
        return ended.value


class TimedAdapter(peewee.Psycopg3Adapter):
    """Opens such connections."""

    def connect(self, database: TimedPostgres, **given: Any) -> TimedConnection:
        """A new connection. Raises ServerSilent, OperationalError."""
        if database.silent.is_set() and not LIMIT.probing:
            raise ServerSilent(SILENT)
        try:
            made = TimedConnection.connect(database.database, **given)
        except psycopg.errors.ConnectionTimeout as trouble:
            LIMIT.silent = True
            raise ServerSilent(SILENT) from trouble
        made.silent = database.silent
        return made


class TimedPostgres(Psycopg3Database):
    """A PostgreSQL database whose connections are such; one event tells all threads that it is
    silent."""

    psycopg3_adapter = TimedAdapter

    def __init__(self, url: str, options: str) -> None:
        super().__init__(url, options=f"{options} -c statement_timeout={STATEMENT_SECONDS}s",
                         **LINE)
        self.silent = threading.Event()

    def has_dropped(self) -> bool:
        """Whether this thread's connection was closed by the server, as idle ones are."""
        line: TimedConnection = self.connection()
        return line.closed and not line.was_silent

    @contextmanager
    def probe(self) -> Iterator[None]:
        """One short look whether it answers: where it says nothing, nobody else waits for it until
        a later look finds it again."""
        LIMIT.seconds, LIMIT.probing, LIMIT.silent = PROBE_SECONDS, True, False
        try:
            yield
        finally:
            (self.silent.set if LIMIT.silent else self.silent.clear)()
            LIMIT.seconds, LIMIT.probing = STATEMENT_SECONDS, False

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """A statement may take as long as it takes: a migration of many rows."""
        LIMIT.seconds = float("inf")
        self.execute_sql("set statement_timeout = 0")
        try:
            yield
        finally:
            LIMIT.seconds = STATEMENT_SECONDS
            self.close()
