"""Kiosks that the staff put out of use for a day."""

from __future__ import annotations

from datetime import date

from peewee import CompositeKey, Model, TextField

from db.engine.column_types import Param, PreparedQuery
from db.engine.database import ReadTransaction, WriteTransaction


class ShutRow(Model):
    """A kiosk out of use on a business day; with the next day it is in use again."""

    day = TextField()
    kiosk = TextField()

    class Meta:
        table_name = "kiosk_closure"
        primary_key = CompositeKey("day", "kiosk")


# Every number asks it.
ON_DAY = PreparedQuery(
    lambda: ShutRow.select(ShutRow.kiosk)
    .where((ShutRow.day == Param("day")) & (ShutRow.kiosk == Param("kiosk")))
)


def is_shut(tx: ReadTransaction, day: date, kiosk: str) -> bool:
    """Whether a kiosk is out of use on a day."""
    return tx.execute(ON_DAY, day=day.isoformat(), kiosk=kiosk).fetchone() is not None


def shut(tx: WriteTransaction, day: date, kiosk: str) -> bool:
    """Puts a kiosk out of use for a day and forgets days before; False where it was already."""
    tx.query(ShutRow.delete().where(ShutRow.day < day.isoformat()))
    row = {"day": day.isoformat(), "kiosk": kiosk}
    return bool(tx.query(ShutRow.insert(**row).on_conflict_ignore().as_rowcount()))


def open_again(tx: WriteTransaction, day: date, kiosk: str) -> bool:
    """Puts it back in use; False where it was in use."""
    row = (ShutRow.day == day.isoformat()) & (ShutRow.kiosk == kiosk)
    return bool(tx.query(ShutRow.delete().where(row)))

