"""Papers of activities to take along: in the database, so that every kiosk and restore has them."""

from __future__ import annotations

from datetime import datetime

from peewee import BigIntegerField, BlobField, Model, TextField

from db.content.naming import named_files
from db.engine.column_types import stored_instant
from db.engine.database import ReadTransaction, WriteTransaction


class PaperFileRow(Model):
    """A paper under the name made of what is in it."""

    file = TextField(primary_key=True)
    made_at = BigIntegerField()
    body = BlobField()

    class Meta:
        table_name = "paper_file"


def keep(tx: WriteTransaction, name: str, body: bytes, now: datetime) -> None:
    """Keeps a paper; one that is there already counts as new."""
    made_at = stored_instant(now)
    tx.query(PaperFileRow.insert(file=name, made_at=made_at, body=body).on_conflict(
        conflict_target=(PaperFileRow.file,), update={"made_at": made_at}))


def read(tx: ReadTransaction, name: str) -> bytes | None:
    """A paper; None where there is none of the name."""
    found = tx.column(PaperFileRow.select(PaperFileRow.body).where(PaperFileRow.file == name))
    return bytes(found[0]) if found else None


def unused(tx: ReadTransaction, before: datetime) -> tuple[str, ...]:
    """Papers from before an instant that no activity names, nor a draft or a plan of one."""
    old = tx.column(PaperFileRow.select(PaperFileRow.file).where(
        PaperFileRow.made_at < stored_instant(before)))
    named = named_files(tx, "pdf") if old else frozenset()
    return tuple(name for name in old if name not in named)


def delete(tx: WriteTransaction, name: str) -> None:
    """Deletes a paper."""
    tx.query(PaperFileRow.delete().where(PaperFileRow.file == name))
