"""Printed sheets of numbers for a day without power, and how far each is booked in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from peewee import BigIntegerField, ForeignKeyField, IntegerField, Model, TextField, fn

from db.content.tables import ContentItemRow
from db.engine.column_types import stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from kiosk.domain.queue.paper_sheets import PaperSheet


class PaperSheetRow(Model):
    """A sheet of numbers; two of a day never have a number in common."""

    day = TextField()
    queue = ForeignKeyField(ContentItemRow, field="queue_key", index=False)
    prefix = TextField()
    first = IntegerField()
    last = IntegerField()
    printed_at = BigIntegerField()
    used = IntegerField()
    booked_at = BigIntegerField(null=True)

    class Meta:
        table_name = "paper_sheet"
        indexes = ((("day", "prefix", "first"), True),)


SHEETS = RowMapper(PaperSheet, PaperSheetRow)


def last_printed(tx: ReadTransaction, day: date, prefix: str) -> int:
    """The last number printed for a day, 0 where there is none."""
    last: int | None = tx.value(PaperSheetRow.select(fn.MAX(PaperSheetRow.last)).where(
        (PaperSheetRow.day == day.isoformat()) & (PaperSheetRow.prefix == prefix)))
    return last or 0


def add(tx: WriteTransaction, sheets: Iterable[PaperSheet]) -> tuple[PaperSheet, ...]:
    """Writes new sheets, whatever their ids say, and returns them with those they have now."""
    return tuple(
        replace(sheet, id=tx.value(
            PaperSheetRow.insert(**SHEETS.write(sheet)).returning(PaperSheetRow.id)))
        for sheet in sheets)


def since(tx: ReadTransaction, day: date) -> tuple[PaperSheet, ...]:
    """The sheets of a day and of those after it, in the order of days and numbers."""
    query = SHEETS.select().where(PaperSheetRow.day >= day.isoformat())
    return SHEETS.read(tx.query(query.order_by(
        PaperSheetRow.day, PaperSheetRow.prefix, PaperSheetRow.first)))


def by_id(tx: ReadTransaction, sheet_id: int) -> PaperSheet | None:
    """The sheet of an id."""
    return SHEETS.first(tx.query(SHEETS.select().where(PaperSheetRow.id == sheet_id)))


def booked(tx: WriteTransaction, sheet: PaperSheet, used: int, now: datetime) -> None:
    """Keeps up to which number a sheet is booked in."""
    tx.query(PaperSheetRow.update(used=used, booked_at=stored_instant(now)).where(
        PaperSheetRow.id == sheet.id))
