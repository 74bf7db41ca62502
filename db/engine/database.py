"""The database: opening it, a session to read, a change to write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import cysqlite
import peewee
import psycopg
from cysqlite.exceptions import DatabaseCorruptError
from playhouse.cysqlite_ext import CySqliteDatabase
from playhouse.migrations import Runner

from db.engine.change_counter import ChangeCounter
from db.engine.column_types import Param, PreparedQuery
from db.engine.file_lock import LockFile
from db.engine.postgres import TimedPostgres
from kiosk.domain.refusals import Refusal, StorageDown

Answer = TypeVar("Answer")

MIGRATIONS = Path(__file__).parents[1] / "migrations"
# Below this, two connections that write and checkpoint can corrupt a WAL database.
OLDEST_SQLITE = (3, 51, 3)
BUSY_SECONDS = 15
# The advisory lock of who prepares a database that several machines use.
PREPARING = 1
PAGES_A_STEP = 256
# The newest migration that this program knows.
KNOWN = max(int(file.name[:4]) for file in MIGRATIONS.glob("[0-9]*.py"))
# Whatever a remembered value was read from.
ANY = object()
# A page on the disk that cannot be read; a server has to be repaired by whoever keeps it.
DAMAGE = (DatabaseCorruptError, psycopg.errors.DataCorrupted, psycopg.errors.IndexCorrupted)
# A client that froze or lost its network in the middle of a change must not hold up the centre.
POSTGRES = f"-c lock_timeout={BUSY_SECONDS}s -c idle_in_transaction_session_timeout=10s"
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "mmap_size": 0,
           # What is deleted is overwritten, and what a REPLACE deletes is seen by the triggers.
           "secure_delete": 1, "recursive_triggers": 1}

READ_COUNTER = PreparedQuery(lambda: ChangeCounter.select(ChangeCounter.version,
                                                          ChangeCounter.content))
INCREMENT = PreparedQuery(
    lambda: ChangeCounter.update(
        version=ChangeCounter.version + 1, content=ChangeCounter.content + Param("content")
    ).returning(ChangeCounter.version, ChangeCounter.content, ChangeCounter.head)
)


class ReadTransaction:
    """An open reading transaction: one consistent picture."""

    def __init__(self, database: Database, version: int, content: int) -> None:
        self.database = database
        self.version = version
        self.content = content

    def execute(self, prepared: PreparedQuery, **values: Any) -> Any:
        """Runs a prepared statement inside this transaction; returns the driver's cursor."""
        return prepared.execute(self.database.peewee, **values)

    def query(self, query: Any) -> Any:
        """Runs a peewee query inside this transaction."""
        return query.bind(self.database.peewee).execute()

    def column(self, query: Any) -> list[Any]:
        """The one column that a peewee query selects or returns, as it is stored."""
        return [value for (value,) in self.query(query.tuples())]

    def value(self, query: Any) -> Any:
        """The one value that a peewee query selects or returns; None where it finds no row."""
        return next(iter(self.column(query)), None)

    def remembered(self, name: str, load: Callable[[], Answer]) -> Answer:
        """Content loaded once and kept until the staff change any of it."""
        return self._kept(name, self.content, load)

    def since_the_last_change(self, name: str, when: object, load: Callable[[], Answer]) -> Answer:
        """Worked out once for all who ask at a time, such as a day, before anything changes in the
        centre."""
        return self._kept(name, (self.version, when), load)

    def _kept(self, name: str, stand: object, load: Callable[[], Answer]) -> Answer:
        known: Answer | None = self.database.recall(name, stand)
        return self.database.remember(name, load(), stand) if known is None else known


class WriteTransaction(ReadTransaction):
    """An open writing transaction: alone until it ends, whole or not at all.

    `version` is the data version of this transaction; its events carry it. `head` is the hash of
    the last event. `changed` are the columns that it wrote: of rows it deleted all of
    them, of new rows the key.
    """

    def __init__(
        self, database: Database, version: int, content: int, head: str = "", *,
        changes_content: bool = False,
    ) -> None:
        super().__init__(database, version, content)
        self.head = head
        self.changes_content = changes_content
        self.lines = 0
        self.changed: set[peewee.Field] = set()

    def query(self, query: Any) -> Any:
        """Runs a peewee query inside this transaction."""
        if isinstance(query, peewee.Update):
            self.changed.update(query._update)
        elif isinstance(query, peewee.Delete):
            self.changed.update(query.model._meta.sorted_fields)
        elif isinstance(query, peewee.Insert):
            self.changed.add(query.model._meta.primary_key)
        return super().query(query)

    def remembered(self, name: str, load: Callable[[], Answer]) -> Answer:
        """Content loaded once and kept, but for what this transaction itself changes of it: that
        may never be."""
        return load() if self.changes_content else super().remembered(name, load)

    def since_the_last_change(self, name: str, when: object, load: Callable[[], Answer]) -> Answer:
        """What this transaction sees: it is itself the last change."""
        return load()

    def expect_content(self) -> None:
        """ValueError where the transaction did not begin as one that changes content: what is kept
        in memory would not be read anew."""
        if not self.changes_content:
            raise ValueError("content changes in a transaction that did not say so")

    def savepoint(self) -> AbstractContextManager[object]:
        """A part of this change that can fail alone: what came before it stands."""
        savepoint: AbstractContextManager[object] = self.database.peewee.atomic()
        return savepoint


class WriterLock:
    """Lets the writers of one SQLite file in in the order of their coming.

    SQLite's own waiting is a lottery: each looks again after a pause that grows to 100 ms, so
    one that writes without rest keeps the others out for seconds. A file lock has a queue in
    the kernel, and ends with its process.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._local = threading.local()

    @contextmanager
    def next(self) -> Iterator[None]:
        """Waits for this thread's turn and holds it. Raises StorageDown where it cannot, also when
        it would have to wait longer than the database itself is waited for."""
        try:
            if not hasattr(self._local, "lock"):
                self._local.lock = LockFile(self._file)
            self._local.lock.take(BUSY_SECONDS)
        except OSError as trouble:
            raise StorageDown(str(trouble)) from trouble
        try:
            yield
        finally:
            self._local.lock.release()


class Database:
    """One SQLite file or PostgreSQL database, used by threads that each get a connection."""

    def __init__(
        self, connection: peewee.Database, lock: tuple[str, ...] = (),
        turn: Callable[[], AbstractContextManager[None]] = nullcontext,
        look: tuple[str, ...] = (),
    ) -> None:
        self.peewee = connection
        self._lock = lock
        self._look = look
        self._turn = turn
        self._memory: dict[str, tuple[object, Any]] = {}
        # Content by kind and id that is only being looked at, in the place of what is stored.
        self.preview_items: Mapping[tuple[str, str], dict[str, Any]] = {}
        # Of the event log's hashes; whoever has the database alone cannot make them.
        self.chain_key = b""
        # Once a page of the SQLite file could not be read.
        self.damaged = False

    def with_preview(self, items: Mapping[tuple[str, str], dict[str, Any]]) -> Database:
        """The same database with some content that nobody else sees, and a memory of its own."""
        preview = Database(self.peewee, self._lock, self._turn, self._look)
        preview.preview_items, preview.chain_key = items, self.chain_key
        return preview

    def remember(self, name: str, value: Answer, stand: object = None) -> Answer:
        """Keeps what was read, for the next one who asks or for when the database is down."""
        self._memory[name] = (stand, value)
        return value

    def recall(self, name: str, stand: object = ANY) -> Any:
        """What was last remembered under a name, and with a `stand` only what held at that one;
        None where nothing was."""
        remembered_at, value = self._memory.get(name, (None, None))
        return value if stand in (ANY, remembered_at) else None

    def forget(self) -> None:
        """Drops all that was remembered: another database stands in the place of the one read."""
        self._memory.clear()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file on this machine, which backups can copy."""
        return isinstance(self.peewee, CySqliteDatabase)

    @contextmanager
    def read(self) -> Iterator[ReadTransaction]:
        """Reads in one transaction. Raises StorageDown when the database cannot be reached.

        What begins a look makes PostgreSQL keep to one picture, as SQLite does by itself.
        """
        with self._answering(), self._begun(self._look, READ_COUNTER) as (version, content):
            yield ReadTransaction(self, version, content)

    @contextmanager
    def write(self, *, content: bool = False) -> Iterator[WriteTransaction]:
        """Writes in one transaction; any exception undoes all of it.

        SQLite takes the write lock at once: a deferred transaction that reads first and then
        writes fails with "database is locked" however long it may wait. The row of the counter
        comes first and stays locked to the commit, so on PostgreSQL too changes follow one another
        and versions appear in order. `content` says that staff change what residents read.
        """
        ends = False
        try:
            with (self._answering(), self._turn(), self._begun(
                    self._lock, INCREMENT, content=int(content)) as (version, shelf, head)):
                yield WriteTransaction(self, version, shelf, head, changes_content=content)
                ends = True
        except StorageDown as down:
            # A file that could not be written says so; a server may be gone before it can.
            down.unsure = ends and not self.is_sqlite
            raise

    @contextmanager
    def write_aside(self) -> Iterator[ReadTransaction]:
        """Writes in one transaction what is news to nobody: the version stays, so that no page is
        made anew and no poll is answered by more than a 304. No event can be written."""
        with (self._answering(), self._turn(),
              self._begun(self._lock, READ_COUNTER) as (version, content)):
            yield ReadTransaction(self, version, content)

    @contextmanager
    def _begun(self, how: tuple[str, ...], first: PreparedQuery, **values: Any) -> Iterator[Any]:
        """A transaction, with the row its first statement answers with.

        A server drops lines that nobody used, and tells it only to whoever uses one next: then it
        is begun once more on a new line. Nothing was done yet.
        """
        begun, is_new = False, self.peewee.is_closed() or self.peewee.in_transaction()
        while not begun:
            try:
                with self.peewee.atomic(*how):
                    row = first.execute(self.peewee, **values).fetchone()
                    begun = True
                    yield row
            except (peewee.OperationalError, peewee.InterfaceError):
                if begun or is_new or self.is_sqlite or not self.peewee.has_dropped():
                    raise
                is_new = True
                self.close()
    @property
    def file(self) -> Path | None:
        """Where the SQLite file is, whether it is there or not; None of a server."""
        return Path(self.peewee.database) if self.is_sqlite else None

    def file_id(self) -> tuple[int, int] | None:
        """Which file on which disk the SQLite file is; None without one."""
        try:
            found = self.file.stat() if self.file else None
        except OSError:
            return None
        return found and (found.st_dev, found.st_ino)

    def size(self) -> int:
        """How many bytes it has on the disk; of a server's what a backup of it may need."""
        if self.is_sqlite:
            return int(self._value("pragma page_count") * self._value("pragma page_size"))
        return int(self._value("select pg_database_size(current_database())"))

    def server_version(self) -> int:
        """The major version of the PostgreSQL server. Raises StorageDown."""
        with self._answering():
            return int(self._value("show server_version_num")) // 10_000

    def is_dumped(self) -> bool:
        """Whether a dump of a server's database is under way. Raises StorageDown."""
        return bool(self._value(
            "select count(*) from pg_stat_activity "
            "where datname = current_database() and application_name = 'pg_dump'"))

    def copy_to(self, file: Path) -> None:
        """Copies the whole SQLite file into a new one while others go on writing."""
        copy = cysqlite.connect(str(file))
        try:
            with self._answering():
                self.peewee.connection().backup(copy, pages=PAGES_A_STEP)
        finally:
            copy.close()

    def rewrite(self, tables: Iterable[str]) -> None:
        """Writes the file, or some tables of a server, anew without what was deleted or written
        over. Raises StorageDown."""
        with self._answering():
            if self.is_sqlite:
                self.peewee.execute_sql("vacuum")
                self.peewee.execute_sql("pragma wal_checkpoint(truncate)").fetchall()
            for table in () if self.is_sqlite else tables:
                self.peewee.execute_sql(f"vacuum full {table}")

    def trouble(self) -> str | None:
        """What SQLite finds wrong with the file in use; None where all is well."""
        found = self._value("pragma quick_check") if self.is_sqlite else "ok"
        return None if found == "ok" else str(found)

    def _value(self, sql: str) -> Any:
        with self._answering():
            return self.peewee.execute_sql(sql).fetchone()[0]

    def version(self) -> int:
        """The version: it grows with every change. Raises StorageDown, of a server that is silent
        after 3 s; from then on nobody waits for that server until it answers here."""
        with self._answering(), nullcontext() if self.is_sqlite else self.peewee.probe():
            version: int = READ_COUNTER.execute(self.peewee).fetchone()[0]
            return version

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            if not self.is_sqlite:
                self.peewee.leave_old_line()
            yield
        except peewee.DataError as wrong:
            # A number larger than any of ours: PostgreSQL looks at it, SQLite just finds nothing.
            raise Refusal("no_such_number") from wrong
        except (peewee.OperationalError, peewee.InterfaceError) as trouble:
            self.close()
            raise StorageDown(str(trouble)) from trouble
        except (peewee.DatabaseError, *DAMAGE) as trouble:
            said: object = trouble
            # peewee keeps what the driver said in an error of its own, and wraps that again.
            while isinstance(said, peewee.PeeweeException):
                said = getattr(said, "orig", None)
            if not isinstance(said, DAMAGE):
                raise
            self.damaged = self.is_sqlite
            self.close()
            raise StorageDown(str(trouble)) from trouble

    def close(self) -> None:
        """Closes this thread's connection; the next use opens a new one."""
        # A connection that died in the middle may refuse even to be closed.
        try:
            self.peewee.close()
        except peewee.PeeweeException:
            self.peewee._state.reset()  # there is no public way

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Lets one machine after the other prepare what they share; a file is of one machine.
        Raises StorageDown where another takes longer than anybody waits."""
        if self.is_sqlite:
            yield
            return
        with self._answering():
            line = self.peewee.hold(PREPARING)
        try:
            yield
        finally:
            line.close()

    def migrate(self, last: str | None = None, migrations: Path = MIGRATIONS) -> list[str]:
        """Brings the schema up to date, or as far as to the `last` migration; returns the names of
        those it applied. Raises StorageDown."""
        with self._answering(), nullcontext() if self.is_sqlite else self.peewee.unhurried():
            applied: list[str] = Runner(self.peewee, str(migrations)).up(last)
            return applied

    def pending(self) -> list[str]:
        """Names of migrations that were not applied yet. Raises StorageDown."""
        with self._answering():
            return [m.name for m in Runner(self.peewee, str(MIGRATIONS)).status() if not m.applied]

    def newest(self) -> int:
        """The number of the newest migration that was applied, by this program or by a newer one;
        0 without any. Raises StorageDown."""
        with self._answering():
            return max((int(name[:4]) for name in Runner(self.peewee, str(MIGRATIONS)).applied()),
                       default=0)

    def is_new(self) -> bool:
        """Whether no migration was applied yet. Raises StorageDown."""
        with self._answering():
            return not Runner(self.peewee, str(MIGRATIONS)).applied()


def open_database(url: str) -> Database:
    """Opens `cysqlite:///FILE` or `postgresql://…`.

    ValueError on any other URL; RuntimeError where the SQLite library is too old to be safe.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "cysqlite":
        if cysqlite.sqlite_version_info < OLDEST_SQLITE:
            raise RuntimeError(f"SQLite {cysqlite.sqlite_version} can corrupt a database in use")
        path = rest.removeprefix("/")
        file = CySqliteDatabase(path, pragmas=PRAGMAS, timeout=BUSY_SECONDS,
                                rank_functions=False)
        return Database(file, ("IMMEDIATE",), WriterLock(Path(f"{path}-turn")).next)
    if scheme in ("postgresql", "postgres"):
        return Database(TimedPostgres(url, POSTGRES), look=("REPEATABLE READ",))
    raise ValueError(f"not a database address: {url!r} (cysqlite:///FILE or postgresql://…)")
