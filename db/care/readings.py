"""Records of blood pressure: a person's own, opened by a card, each reading encrypted by itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import ForeignKeyField, Model, TextField

from db.engine.column_types import SealedField, names_key
from db.engine.database import ReadTransaction, WriteTransaction


class CareRecordRow(Model):
    """A record. `code` opens its owner's page, `letters` are typed by medical staff: both as
    `hidden` makes them. Whose it is nobody knows. `day` is when it was last written to."""

    code = TextField(unique=True)
    letters = TextField(unique=True)
    request_key = TextField(unique=True)
    day = TextField(index=True)

    class Meta:
        table_name = "care_record"


class CareReadingRow(Model):
    """A reading: what was measured, and when, is encrypted. `day` is when it was entered, by which
    it is deleted."""

    record = ForeignKeyField(CareRecordRow)
    request_key = TextField(unique=True)
    day = TextField(index=True)
    measured = SealedField(null=True)

    class Meta:
        table_name = "care_reading"


@dataclass(frozen=True, slots=True)
class CareRecord:
    """A record: its id, and its code and letters as the database keeps them."""

    id: int
    code: str
    letters: str


def make(tx: WriteTransaction, code: str, letters: str, key: str, day: date) -> CareRecord:
    """Writes a new record."""
    id_ = int(tx.value(CareRecordRow.insert(
        code=code, letters=letters, request_key=key, day=day.isoformat(),
    ).returning(CareRecordRow.id)))
    return CareRecord(id_, code, letters)


def by_code(tx: ReadTransaction, code: str) -> CareRecord | None:
    """The record of an owner's code, or None."""
    return _first(tx, CareRecordRow.code == code)


def by_letters(tx: ReadTransaction, letters: str) -> CareRecord | None:
    """The record of a card's letters, or None."""
    return _first(tx, CareRecordRow.letters == letters)


def by_request(tx: ReadTransaction, key: str) -> CareRecord | None:
    """The record that a tap with this key made, or None."""
    return _first(tx, CareRecordRow.request_key == key)


def by_id(tx: ReadTransaction, record_id: int) -> CareRecord | None:
    """The record of an id, or None."""
    return _first(tx, CareRecordRow.id == record_id)


def add(tx: WriteTransaction, record: CareRecord, key: str, day: date) -> int:
    """Writes a reading that is still empty; returns its id, to which it is tied."""
    tx.query(CareRecordRow.update(day=day.isoformat()).where(CareRecordRow.id == record.id))
    return int(tx.value(CareReadingRow.insert(
        record=record.id, request_key=key, day=day.isoformat(),
    ).returning(CareReadingRow.id)))


def write(tx: WriteTransaction, reading_id: int, measured: str) -> None:
    """Writes what was measured, encrypted."""
    tx.query(CareReadingRow.update(measured=measured).where(CareReadingRow.id == reading_id))


def id_of_request(tx: ReadTransaction, key: str) -> int | None:
    """The reading that a tap with this key entered, or None."""
    found = tx.value(CareReadingRow.select(CareReadingRow.id).where(
        CareReadingRow.request_key == key))
    return None if found is None else int(found)


def of_record(tx: ReadTransaction, record_id: int) -> list[tuple[int, str]]:
    """The readings of a record in the order of entry, each with its id, encrypted."""
    query = (CareReadingRow.select(CareReadingRow.id, CareReadingRow.measured)
             .where((CareReadingRow.record == record_id)
                    & CareReadingRow.measured.is_null(False))
             .order_by(CareReadingRow.id))
    return list(tx.query(query.tuples()))


def delete(tx: WriteTransaction, record_id: int, reading_id: int | None = None) -> int:
    """Deletes a reading of a record, or all of them; returns how many."""
    where = CareReadingRow.record == record_id
    if reading_id is not None:
        where &= CareReadingRow.id == reading_id
    return int(tx.query(CareReadingRow.delete().where(where)))


def delete_with_keys(tx: WriteTransaction, keys: Collection[str]) -> int:
    """Deletes the readings that name one of these keys; returns how many."""
    return int(tx.query(CareReadingRow.delete().where(names_key(CareReadingRow, keys))))


def to_forget(tx: ReadTransaction, before: datetime) -> bool:
    """Whether a reading, or a record nobody wrote to, is there from before an instant's day."""
    return any(tx.value(query.limit(1)) is not None for query in (
        CareReadingRow.select(CareReadingRow.id).where(_old(CareReadingRow, before)),
        CareRecordRow.select(CareRecordRow.id).where(_old(CareRecordRow, before)),
    ))


def forget(tx: WriteTransaction, before: datetime) -> int:
    """Deletes them; returns how many readings."""
    gone = int(tx.query(CareReadingRow.delete().where(_old(CareReadingRow, before))))
    tx.query(CareRecordRow.delete().where(_old(CareRecordRow, before)))
    return gone


def _old(table: Any, before: datetime) -> Any:
    return table.day < before.date().isoformat()


def _first(tx: ReadTransaction, where: Any) -> CareRecord | None:
    query = CareRecordRow.select(CareRecordRow.id, CareRecordRow.code, CareRecordRow.letters)
    row = next(iter(tx.query(query.where(where).tuples())), None)
    return CareRecord(*row) if row else None
