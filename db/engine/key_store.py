"""The key store: a key for each personal value, outside the database and its backups.

A key is destroyed by overwriting it in place. Its row stays and says so, that no copy of the store
brings it back. On SQLite the store is a file of its own, on PostgreSQL a table that is left out of
the dumps.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

import cysqlite
import peewee
import structlog
from peewee import BigIntegerField, CompositeKey, Model, TextField
from playhouse.cysqlite_ext import CySqliteDatabase

from db.engine.column_types import stored_instant
from db.engine.database import BUSY_SECONDS, Database, WriterLock
from db.engine.row_mapper import upsert
from kiosk.domain.refusals import StorageDown

# Keys that one durable write makes: a booking costs no more than its own.
BATCH = 32
WRAPPED_BYTES = 40
DESTROYED = "00" * WRAPPED_BYTES
# A journal that stays where it is can be overwritten; one that is deleted leaves its blocks behind.
PRAGMAS = {"journal_mode": "persist", "synchronous": "full", "secure_delete": 1,
           "temp_store": "memory", "mmap_size": 0}


class RecordKeyRow(Model):
    """A key, wrapped by the secret; zeros where it was destroyed. A row with a mark instead
    (`m` and 79 characters) stands for a telephone. `at` says when it was made or destroyed.

    Every form of a row has the same length: what is written over it leaves nothing of it.
    """

    id = TextField(primary_key=True)
    wrapped = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "record_key"


class StandingRow(Model):
    """What a restore must not take back: the state of an account or a link, as JSON."""

    kind = TextField()
    subject = TextField()
    body = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "standing"
        primary_key = CompositeKey("kind", "subject")


# Each place has them outside of the migrations: a restore of the database leaves them as they are.
TABLES = (
    """CREATE TABLE IF NOT EXISTS record_key (
    id TEXT NOT NULL PRIMARY KEY, wrapped TEXT NOT NULL, at BIGINT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS standing (kind TEXT NOT NULL, subject TEXT NOT NULL,
    body TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (kind, subject))""",
)
OUTSIDE = tuple(model._meta.table_name for model in (RecordKeyRow, StandingRow))


class KeyTable:
    """The tables of a key store in one place: a SQLite file, or the database of the centre.

    What is added to a `mirror` waits for no disk: the check finds out what a power cut took of it.

    Raises StorageDown where it cannot be read or written.
    """

    def __init__(
        self, connection: peewee.Database, file: Path | None = None, *, mirror: bool = False
    ) -> None:
        self.file = file
        self._mirror = mirror
        self._peewee = connection
        self._turn = WriterLock(file.with_name(f"{file.name}-turn")).next if file else None
        self._is_made = False

    def ensure(self) -> None:
        """Makes the tables where there are none."""
        if self.file:
            self.file.parent.mkdir(0o700, parents=True, exist_ok=True)
            self.file.touch(0o600)
        with _answering(self._peewee):
            for table in TABLES:
                self._peewee.execute_sql(table)
        self._is_made = True

    @contextmanager
    def writing(self, *, over: bool = False) -> Iterator[None]:
        """One durable write, or on PostgreSQL a part of the one that is open. `over` says that it
        writes over what nothing may be left of."""
        if self._turn is None:
            # Whoever opened a transaction answers for it.
            alone = nullcontext() if self._peewee.in_transaction() else _answering(self._peewee)
            with alone, self._peewee.atomic():
                yield
            return
        if not self._is_made:
            self.ensure()
        with self._turn(), _answering(self._peewee):
            waits = "full" if over or not self._mirror else "off"
            self._peewee.execute_sql(f"pragma synchronous = {waits}")
            with self._peewee.atomic("IMMEDIATE"):
                yield
            if over:
                self._empty_journal()

    def query(self, query: Any) -> Any:
        """Runs a peewee query."""
        if self.file is None and self._peewee.in_transaction():
            return query.bind(self._peewee).execute()
        if self.file and not self._is_made:
            self.ensure()
        with _answering(self._peewee):
            return query.bind(self._peewee).execute()

    def value_of(self, id_: str) -> str | None:
        """What stands for an id, None where it is unknown."""
        return self.held([id_]).get(id_)

    def held(
        self, ids: Iterable[str] | None = None, *, before: datetime | None = None
    ) -> dict[str, str]:
        """What stands for these ids, or for all, or for what was made or destroyed before an
        instant, in the order of their making."""
        query = RecordKeyRow.select(RecordKeyRow.id, RecordKeyRow.wrapped)
        if ids is not None:
            query = query.where(RecordKeyRow.id << list(ids))
        if before is not None:
            query = query.where(RecordKeyRow.at < stored_instant(before))
        return dict(tuple(row) for row in self.query(query.tuples()))

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Writes keys that are not there yet."""
        for row in rows:
            self.query(RecordKeyRow.insert(**row).on_conflict_ignore())

    def destroy(self, ids: Iterable[str], now: datetime) -> None:
        """Writes over keys; one that is unknown is one that is destroyed. In one order: of two
        kiosks that do it at once neither waits for a row that waits for the other."""
        for id_ in sorted(ids):
            gone = {"wrapped": DESTROYED, "at": stored_instant(now)}
            if not self.query(RecordKeyRow.update(**gone).where(
                    (RecordKeyRow.id == id_) & (RecordKeyRow.wrapped != DESTROYED))):
                self.query(RecordKeyRow.insert(id=id_, **gone).on_conflict_ignore())

    def standing(self) -> dict[tuple[str, str], tuple[str, int]]:
        """The standing list: by kind and subject the body, and when it was written."""
        return {(row["kind"], row["subject"]): (row["body"], row["at"])
                for row in self.query(StandingRow.select().dicts())}

    def put_standing(self, entries: Mapping[tuple[str, str], tuple[str, int]]) -> None:
        """Writes entries of the standing list, in one order as in `destroy`."""
        for (kind, subject), (body, at) in sorted(entries.items()):
            self.query(upsert(StandingRow, {"kind": kind, "subject": subject},
                            {"body": body, "at": at}))

    def trouble(self) -> str | None:
        """What is wrong with the file; None where nothing is, and where there is none yet."""
        if self.file is None or not self.file.exists():
            return None
        try:
            opened = cysqlite.connect(str(self.file))
            try:
                found: str = opened.execute("pragma quick_check").fetchone()[0]
                opened.execute("select count(*) from record_key").fetchone()
            finally:
                opened.close()
        except cysqlite.DatabaseError as trouble:
            return str(trouble)
        return None if found == "ok" else found

    def set_aside(self, ending: str) -> list[Path]:
        """Moves a file that is damaged away; where to, nowhere where there is none."""
        if self.file is None:
            return []
        self.close()
        aside = self.file.with_name(f"{self.file.name}.{ending}")
        self.file.replace(aside)
        _overwrite(self.file.with_name(f"{self.file.name}-journal"), remove=True)
        return [aside]

    def close(self) -> None:
        """Closes this thread's connection to a file."""
        if self.file:
            self._peewee.close()
            self._is_made = False

    def vacuum(self) -> None:
        """On PostgreSQL writes the table anew, without the rows that were written over and that no
        transaction sees any more."""
        if self.file is None:
            with _answering(self._peewee):
                self._peewee.execute_sql("VACUUM FULL record_key")

    def _empty_journal(self) -> None:
        # It holds the pages as they were before. Nobody else writes: this thread has the turn.
        if self.file:
            _overwrite(self.file.with_name(f"{self.file.name}-journal"))


class KeyStore:
    """The keys in use and their mirrored copy beside the backups."""

    def __init__(self, table: KeyTable, copy: KeyTable, now: Callable[[], datetime]) -> None:
        self.table, self.copy = table, copy
        self._now = now
        self._spare: list[tuple[str, str]] = []
        # When store and copy were last compared, None where they were not yet.
        self.agreed_at: datetime | None = None
        self._destroyed = 0

    def take(self, make: Callable[[], str]) -> tuple[str, str]:
        """The id of a key that nobody has yet, and the key as `make` wraps it. Inside a writing
        transaction: what is destroyed is destroyed in one too, so that none is destroyed here.

        A spare one may have been undone with the transaction that made it, or swept.
        """
        while True:
            if not self._spare:
                self._spare = self._made([make() for _ in range(BATCH)])
            id_, wrapped = self._spare.pop()
            if self.table.value_of(id_) == wrapped:
                return id_, wrapped

    def id_of(self, mark: str) -> str | None:
        """The id that stands for a mark, None where none does."""
        query = RecordKeyRow.select(RecordKeyRow.id).where(RecordKeyRow.wrapped == mark)
        return next((id_ for (id_,) in self.table.query(query.tuples())), None)

    def make_id(self, mark: str) -> str:
        """The id that stands for a mark from now on."""
        return self.id_of(mark) or self._made([mark])[0][0]

    def destroy(self, ids: Collection[str]) -> None:
        """Destroys keys in the store and in its copy. Raises StorageDown unless it did in both."""
        for table in (self.table, self.copy):
            with table.writing(over=True):
                table.destroy(ids, self._now())

    def destroyed(self, since: datetime | None = None) -> set[str]:
        """The ids of the keys that were destroyed, all or since an instant."""
        query = RecordKeyRow.select(RecordKeyRow.id).where(RecordKeyRow.wrapped == DESTROYED)
        if since is not None:
            query = query.where(RecordKeyRow.at > stored_instant(since))
        return {id_ for (id_,) in self.table.query(query.tuples())}

    def live(self, before: datetime | None = None) -> set[str]:
        """The ids that are not destroyed, all or those made before an instant."""
        query = RecordKeyRow.select(RecordKeyRow.id).where(RecordKeyRow.wrapped != DESTROYED)
        if before is not None:
            query = query.where(RecordKeyRow.at < stored_instant(before))
        return {id_ for (id_,) in self.table.query(query.tuples())}

    def make_all(self, ids: Collection[str], make: Callable[[], str]) -> dict[str, str]:
        """What stands for ids that are given, made where nothing does yet."""
        held = self.table.held()
        new = [(id_, make()) for id_ in ids if id_ not in held]
        return held | dict(self._write(new)) if new else held

    def standing(self) -> dict[tuple[str, str], tuple[str, int]]:
        """The standing list: by kind and subject the body, and when it was written."""
        return self.table.standing()

    def keep_standing(self, bodies: Mapping[tuple[str, str], str]) -> None:
        """Writes entries of the standing list, in the store and in its copy."""
        at = stored_instant(self._now())
        for table in (self.table, self.copy):
            with table.writing():
                table.put_standing({key: (body, at) for key, body in bodies.items()})

    def agree(self) -> None:
        """Brings store and copy to the same: what either destroyed is destroyed in both, what
        either lost comes from the other, and of the standing list the newer entry holds."""
        both = self.table, self.copy
        held = [table.held() for table in both]
        known = held[1] | held[0]
        gone = {id_ for one in held for id_, wrapped in one.items() if wrapped == DESTROYED}
        for table, has in zip(both, held, strict=True):
            dead = {id_ for id_ in gone if has.get(id_) != DESTROYED}
            missing = known.keys() - has.keys() - gone
            if missing or dead:
                with table.writing(over=bool(dead)):
                    table.add({"id": id_, "wrapped": known[id_], "at": stored_instant(self._now())}
                              for id_ in sorted(missing))
                    table.destroy(dead, self._now())
        listed = [table.standing() for table in both]
        newest = {key: max((one[key] for one in listed if key in one), key=itemgetter(1))
                  for key in {*listed[0], *listed[1]}} if listed[0] != listed[1] else {}
        for table, had in zip(both, listed, strict=True):
            newer = {key: entry for key, entry in newest.items() if had.get(key) != entry}
            if newer:
                with table.writing():
                    table.put_standing(newer)
        self.agreed_at, self._destroyed = self._now(), len(gone)

    def bring_in(self, held: Mapping[str, str],
                 standing: Mapping[tuple[str, str], tuple[str, int]]) -> None:
        """Adds what another store of this centre had. What either destroyed is destroyed, and of
        the standing list the newer entry holds. No other file is made: what is destroyed later is
        to be in none."""
        other = KeyTable(CySqliteDatabase(":memory:"))
        for table in (other, self.table):
            table.ensure()
        other.add({"id": id_, "wrapped": wrapped, "at": stored_instant(self._now())}
                  for id_, wrapped in held.items())
        other.put_standing(standing)
        KeyStore(self.table, other, self._now).agree()

    def changed(self, since: datetime) -> bool:
        """Whether anything was destroyed, or an entry of the standing list written, since then or
        just then."""
        after = stored_instant(since)
        gone = RecordKeyRow.select(RecordKeyRow.id).where(
            (RecordKeyRow.wrapped == DESTROYED) & (RecordKeyRow.at >= after)).limit(1)
        new = StandingRow.select(StandingRow.kind).where(StandingRow.at >= after).limit(1)
        return any(list(self.table.query(one.tuples())) for one in (gone, new))

    def destroyed_elsewhere(self) -> bool:
        """Whether another kiosk destroyed keys that the copy on this one still has."""
        return self.table.file is None and len(self.destroyed()) != self._destroyed

    def _made(self, wrapped: list[str]) -> list[tuple[str, str]]:
        return self._write([(secrets.token_urlsafe(16), one) for one in wrapped])

    def _write(self, made: list[tuple[str, str]]) -> list[tuple[str, str]]:
        rows = [{"id": id_, "wrapped": one, "at": stored_instant(self._now())}
                for id_, one in made]
        with self.table.writing():
            self.table.add(rows)
        try:
            with self.copy.writing():
                self.copy.add(rows)
        except (OSError, StorageDown) as trouble:
            # The copy is for the day the store is lost: until then the check says so.
            structlog.get_logger().error("no_key_copy", trouble=str(trouble))
        return made


def open_key_store(database: Database, file: Path, copy: Path,
                   now: Callable[[], datetime]) -> KeyStore:
    """The key store of a database: in `file` for SQLite, in the database itself for PostgreSQL."""
    table = _file(file) if database.is_sqlite else KeyTable(database.peewee)
    return KeyStore(table, _file(copy, mirror=True), now)


def _file(file: Path, *, mirror: bool = False) -> KeyTable:
    return KeyTable(CySqliteDatabase(
        str(file), pragmas=PRAGMAS, timeout=BUSY_SECONDS, rank_functions=False),
        file, mirror=mirror)


def wipe(file: Path) -> None:
    """Overwrites a file that holds keys, and removes it."""
    _overwrite(file, remove=True)


def _overwrite(file: Path, *, remove: bool = False) -> None:
    if file.exists():
        with file.open("r+b") as opened:
            opened.write(bytes(file.stat().st_size))
            opened.flush()
            os.fsync(opened.fileno())
        if remove:
            file.unlink()


@contextmanager
def _answering(connection: peewee.Database) -> Iterator[None]:
    try:
        yield
    except peewee.DatabaseError as trouble:
        if not connection.in_transaction():
            connection.close()
        raise StorageDown(f"the key store: {trouble}") from trouble
