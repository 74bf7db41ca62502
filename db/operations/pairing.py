"""Pairing: the secret, encrypted under a code that somebody carries to another kiosk; one row."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from peewee import BigIntegerField, IntegerField, Model, TextField

from db.engine.column_types import instant_or_none, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import upsert


class PairingRow(Model):
    """`tries` are those that are left until an instant; salt and what it wraps are hexadecimal."""

    id = IntegerField(primary_key=True)
    salt = TextField()
    wrapped = TextField()
    tries = IntegerField()
    until = BigIntegerField()

    class Meta:
        table_name = "pairing"


class WrappedSecret(NamedTuple):
    """What a code opens, and how many tries are left after this one."""

    salt: str
    wrapped: str
    tries: int


def open_until(tx: ReadTransaction) -> datetime | None:
    """Until when a code is good; None where there is none."""
    return instant_or_none(tx.value(PairingRow.select(PairingRow.until)))


def put(tx: WriteTransaction, salt: str, wrapped: str, tries: int, until: datetime) -> None:
    """A new code: the one before opens nothing any more."""
    tx.query(upsert(PairingRow, {"id": 1}, {
        "salt": salt, "wrapped": wrapped, "tries": tries, "until": stored_instant(until)}))


def take_try(tx: ReadTransaction, now: datetime) -> WrappedSecret | None:
    """Counts a try before it is made; None where none is left, or no code is good."""
    row = PairingRow
    found = list(tx.query(
        row.update(tries=row.tries - 1).where((row.tries > 0) & (row.until > stored_instant(now)))
        .returning(row.salt, row.wrapped, row.tries).tuples()))
    return WrappedSecret(*found[0]) if found else None


def end(tx: ReadTransaction, salt: str) -> bool:
    """Ends a code; False where somebody else did so first."""
    return bool(tx.query(PairingRow.delete().where(PairingRow.salt == salt)))


def end_late(tx: ReadTransaction, now: datetime) -> None:
    """Ends a code whose time is over."""
    tx.query(PairingRow.delete().where(PairingRow.until <= stored_instant(now)))
