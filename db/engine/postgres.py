"""PostgreSQL over a network: every wait for it ends, also where it froze with its lines open."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import peewee
import psycopg
from playhouse.postgres_ext import Psycopg3Database
from psycopg.conninfo import conninfo_to_dict, make_conninfo

# For the one look that tells whether it answers, and for any other statement. The longest of these
# reads a log of ten years; who waits for another's lock gives up earlier.
PROBE_SECONDS, STATEMENT_SECONDS = 3, 60
SILENT = "the server does not answer"
# A line whose other end is gone without a word (cable, router, a machine without power) is left
# after 5 s. Of several servers the one that writes is wanted.
LINE = {"connect_timeout": PROBE_SECONDS, "tcp_user_timeout": 5_000, "keepalives": 1,
        "keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 3,
        "target_session_attrs": "read-write"}
WRITES = ("read-write", "primary")
SERVICE = "centre"


def _told(url: str) -> dict[str, Any]:
    """What an address says, and of what it leaves open what we say. ValueError where no server
    could be found by it, or none that writes."""
    try:
        told = LINE | conninfo_to_dict(url)
    except psycopg.ProgrammingError as wrong:
        raise ValueError(str(wrong).strip()) from wrong
    if told["target_session_attrs"] not in WRITES:
        raise ValueError(f"target_session_attrs has to be one of {', '.join(WRITES)}")
    hosts, ports = (str(told.get(of, "")).split(",") for of in ("host", "port"))
    if len(ports) not in (1, len(hosts)):
        raise ValueError(f"{len(ports)} ports for {len(hosts)} hosts")
    return told


class ForPrograms(NamedTuple):
    """An address as PostgreSQL's own programs get it: everybody on a machine sees what a program
    was called with. `environment` is theirs alone, and so is the `service` file that they find
    where it says; empty where none is needed."""

    where: str
    environment: Mapping[str, str]
    service: str


def for_programs(url: str, service_file: str) -> ForPrograms:
    """An address for them, where a `service_file` can be put. Raises ValueError."""
    told = _told(url)
    password, of_key = told.pop("password", None), told.pop("sslpassword", None)
    environment = {"PGPASSWORD": str(password)} if password else {}
    if of_key is None:
        return ForPrograms(make_conninfo("", **told), environment, "")
    # The one secret for which libpq has no variable (PostgreSQL 15, 34.15).
    if "service" in told:
        raise ValueError("sslpassword: write it into the service file")
    return ForPrograms(make_conninfo("", **told, service=SERVICE),
                       environment | {"PGSERVICEFILE": service_file},
                       f"[{SERVICE}]\nsslpassword={of_key}\n")


def each_server(url: str) -> tuple[str, ...]:
    """The address of each server that one address names, in its order. Raises ValueError."""
    told = _told(url)
    listed = {of: str(told[of]).split(",") for of in ("host", "hostaddr", "port") if told.get(of)}
    return tuple(
        make_conninfo("", **told | {of: values[n % len(values)] for of, values in listed.items()})
        for n in range(max(map(len, listed.values()), default=1)))


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
    to stop waiting: after its own time, or once the poller's probe found the server silent. Lines
    from before that are used no more: another server may write by then. `silences` is how often
    it was silent when the line was opened.
    """

    database: TimedPostgres
    silences = 0
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

    @property
    def is_left(self) -> bool:
        """Whether the server was silent since the line was opened."""
        return self.silences != self.database.silences

    def _is_silent(self) -> bool:
        return self.is_left or (self.database.silent.is_set() and not LIMIT.probing)


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
        """A new connection, to the first server that writes. Raises ServerSilent where one of them
        says nothing and no other writes, else OperationalError."""
        if database.silent.is_set() and not LIMIT.probing:
            raise ServerSilent(SILENT)
        is_silent, troubles = False, list[psycopg.OperationalError]()
        for server in database.servers:
            silences = database.silences
            try:
                made = TimedConnection.connect(server, **given)
            except psycopg.OperationalError as trouble:
                is_silent |= isinstance(trouble, psycopg.errors.ConnectionTimeout)
                troubles.append(trouble)
            else:
                made.database, made.silences = database, silences
                database.prefer(server)
                return made
        LIMIT.silent = is_silent
        raise ServerSilent(SILENT) if is_silent else troubles[-1]


class TimedPostgres(Psycopg3Database):
    """A PostgreSQL database whose connections are such; one event tells all threads that it is
    silent.

    `servers` are the addresses at which it may be, the one that last took a line first: nobody
    waits twice for a machine that is gone.
    """

    psycopg3_adapter = TimedAdapter

    def __init__(self, url: str, options: str) -> None:
        """ValueError where the address names no server that could write."""
        self.servers = each_server(url)
        super().__init__(url, options=f"{options} -c statement_timeout={STATEMENT_SECONDS}s")
        self.silent, self.silences = threading.Event(), 0

    def prefer(self, server: str) -> None:
        """Says which one took a line."""
        if server != self.servers[0]:
            self.servers = (server, *(one for one in self.servers if one != server))

    def leave_old_line(self) -> None:
        """Closes this thread's connection where the server was silent since it was opened, and
        nothing was begun on it."""
        if not (self.is_closed() or self.in_transaction()) and self.connection().is_left:
            self.close()

    def hold(self, lock: int) -> TimedConnection:
        """A line of its own that holds a lock of the whole database until it is closed. Raises
        OperationalError where another holds it for `lock_timeout`."""
        line: TimedConnection | None = None
        try:
            line = self._connect()
            line.execute("select pg_advisory_lock(%s)", (lock,))
        except psycopg.OperationalError as trouble:
            if line:
                line.close()
            raise peewee.OperationalError(str(trouble)) from trouble
        return line

    def has_dropped(self) -> bool:
        """Whether this thread's connection was closed by the server, as idle ones are."""
        line: TimedConnection = self.connection()
        return line.closed and not line.was_silent

    @contextmanager
    def probe(self) -> Iterator[None]:
        """One short look whether it answers: where it says nothing, nobody else waits for it until
        a later look finds one that writes."""
        LIMIT.seconds, LIMIT.probing, LIMIT.silent = PROBE_SECONDS, True, False
        try:
            yield
            self.silent.clear()
        finally:
            if LIMIT.silent and not self.silent.is_set():
                self.silences += 1
                self.silent.set()
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
