"""Kiosks: the last report of each, kept in one row."""

from __future__ import annotations

from datetime import datetime

from peewee import BigIntegerField, IntegerField, Model, TextField

from db.engine.column_types import stored_instant, stored_or_none
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from kiosk.domain.operations.fleet import Kiosk, KioskReport, KioskState


class KioskRow(Model):
    """A kiosk's last report. One that is retired is not shown until it reports again."""

    name = TextField(primary_key=True)
    run = TextField()
    version = TextField()
    migration = IntegerField()
    printer = TextField()
    voice = TextField()
    screen = TextField()
    disk = BigIntegerField()
    seen_at = BigIntegerField()
    troubled_at = BigIntegerField(null=True)
    twin_at = BigIntegerField(null=True)
    told = TextField(default=KioskState.WELL)
    retired_at = BigIntegerField(null=True)

    class Meta:
        table_name = "kiosk"


REPORTS = RowMapper(KioskReport, KioskRow)
KIOSKS = RowMapper(Kiosk, KioskRow, report=REPORTS)


def report(
    tx: ReadTransaction, said: KioskReport, now: datetime, troubled_at: datetime | None, *,
    first: bool,
) -> bool:
    """Keeps what a kiosk says of itself. Whether another machine spoke under its name since it did
    so itself; it cannot have where this is the `first` report of a run."""
    known = KioskRow.name == said.name
    before = next(iter(tx.query(
        KioskRow.select(KioskRow.run, KioskRow.twin_at).where(known).tuples())), None)
    has_twin = not first and before is not None and before[0] != said.run
    twin_at = stored_instant(now) if has_twin else before and before[1]
    row = REPORTS.write(said) | {
        "seen_at": stored_instant(now), "twin_at": twin_at, "retired_at": None,
        "troubled_at": stored_or_none(troubled_at)}
    tx.query(upsert(KioskRow, {"name": row.pop("name")}, row))
    return has_twin


def kiosks(tx: ReadTransaction) -> tuple[Kiosk, ...]:
    """All that are not retired."""
    return KIOSKS.read(tx.query(KIOSKS.select().where(KioskRow.retired_at.is_null())))


def tell(tx: WriteTransaction, name: str, state: KioskState) -> None:
    """The manager was told of this state."""
    tx.query(KioskRow.update(told=state).where(KioskRow.name == name))


def retire(tx: WriteTransaction, name: str, at: datetime | None) -> bool:
    """Takes a kiosk out of the list from an instant on, or back with None; False where it stands
    so already."""
    is_in = KioskRow.retired_at.is_null()
    stood = is_in if at else ~is_in
    return bool(tx.query(KioskRow.update(retired_at=stored_or_none(at))
                         .where((KioskRow.name == name) & stood)))


def is_retired(tx: ReadTransaction, name: str) -> bool:
    """Whether it was taken out of the list."""
    return tx.value(KioskRow.select(KioskRow.retired_at).where(KioskRow.name == name)) is not None
