"""The second copy: how it is sealed, and how the last ones went; one row for the whole centre."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from peewee import BigIntegerField, BooleanField, IntegerField, Model, TextField

from db.engine.column_types import stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from kiosk.domain.operations.second_copy import TRY_AGAIN, SecondCopy


class SecondCopyRow(Model):
    """`author` is wrapped by the secret; all three of the seal are hexadecimal."""

    id = IntegerField(primary_key=True)
    memory = IntegerField()
    passes = IntegerField()
    lanes = IntegerField()
    salt = TextField()
    public = TextField()
    author = TextField()
    sealed_at = BigIntegerField()
    tried_at = BigIntegerField(null=True)
    made_at = BigIntegerField(null=True)
    wanted_at = BigIntegerField(null=True)
    since_at = BigIntegerField(null=True)
    size = BigIntegerField()
    trouble = TextField()
    detail = TextField()
    told = BooleanField()

    class Meta:
        table_name = "second_copy"


class StoredSeal(NamedTuple):
    """A seal as it lies in the row."""

    memory: int
    passes: int
    lanes: int
    salt: str
    public: str
    author: str


COPIES = RowMapper(SecondCopy, SecondCopyRow)
ONLY = {"id": 1}


def read(tx: ReadTransaction) -> SecondCopy | None:
    """How it stands; None where nobody has set a passphrase."""
    return COPIES.first(tx.query(COPIES.select()))


def seal(tx: ReadTransaction) -> StoredSeal | None:
    """What it is sealed with, None where nobody has set a passphrase."""
    columns = [SecondCopyRow._meta.columns[name] for name in StoredSeal._fields]
    row = next(iter(tx.query(SecondCopyRow.select(*columns).tuples())), None)
    return row and StoredSeal(*row)


def put_seal(tx: WriteTransaction, new: StoredSeal, now: datetime) -> None:
    """Seals those to come with another passphrase: of the last one nobody has it any more."""
    tx.query(upsert(SecondCopyRow, ONLY, new._asdict() | {
        "sealed_at": stored_instant(now), "tried_at": None, "made_at": None,
        "wanted_at": stored_instant(now), "since_at": None, "size": 0, "trouble": "",
        "detail": "", "told": False}))


def want(tx: WriteTransaction, now: datetime) -> None:
    """Somebody wants one now."""
    tx.query(SecondCopyRow.update(wanted_at=stored_instant(now), tried_at=None))


def claim(tx: ReadTransaction, now: datetime) -> bool:
    """Whether this machine is the one that tries now: of several that look at once only one."""
    free = SecondCopyRow.tried_at.is_null() | (
        SecondCopyRow.tried_at <= stored_instant(now - TRY_AGAIN)) | (
        SecondCopyRow.tried_at > stored_instant(now))
    return bool(tx.query(SecondCopyRow.update(tried_at=stored_instant(now)).where(free)))


def made(tx: WriteTransaction, now: datetime, size: int) -> None:
    """One was made, and opened."""
    tx.query(SecondCopyRow.update(
        tried_at=stored_instant(now), made_at=stored_instant(now), since_at=stored_instant(now),
        size=size, trouble="", detail=""))


def since_kept(tx: ReadTransaction, now: datetime, *, all_well: bool) -> None:
    """What was deleted up to now is written down beside it. `all_well` ends the last trouble."""
    ended = {"trouble": "", "detail": ""} if all_well else {}
    tx.query(SecondCopyRow.update(since_at=stored_instant(now), **ended))


def failed(tx: ReadTransaction, now: datetime, trouble: str, detail: str) -> None:
    """None was made: why."""
    tx.query(SecondCopyRow.update(tried_at=stored_instant(now), trouble=trouble, detail=detail))


def tell(tx: WriteTransaction, *, told: bool) -> None:
    """The manager was told that it is late, or that it is there again."""
    tx.query(SecondCopyRow.update(told=told))
