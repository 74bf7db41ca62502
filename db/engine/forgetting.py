"""Forgetting: the keys of what was deleted are destroyed, whatever statement deleted it."""

from __future__ import annotations

from datetime import datetime

from peewee import Model, TextField

from db.engine.database import Database, ReadTransaction
from db.engine.key_store import KeyStore


class ForgottenKeyRow(Model):
    """A key whose value was deleted or written over: a trigger of each column puts it here, in the
    same transaction. It leaves when it is destroyed."""

    id = TextField(primary_key=True)

    class Meta:
        table_name = "forgotten_key"


class UsedKeyView(Model):
    """The keys that values name, in whichever column: a view."""

    id = TextField(primary_key=True)

    class Meta:
        table_name = "used_key"


def destroy_forgotten(database: Database, keys: KeyStore) -> int:
    """Destroys the keys of what was deleted since it was last done; returns how many. A crash
    anywhere within leaves the list, and it is done again. Raises StorageDown.

    It writes alone, so that no key is in the hands of an open transaction. One that another row
    still names stays.
    """
    with database.read() as tx:
        if tx.value(ForgottenKeyRow.select(ForgottenKeyRow.id).limit(1)) is None:
            return 0
    with database.write() as tx:
        listed = set(tx.column(ForgottenKeyRow.select(ForgottenKeyRow.id)))
        named = UsedKeyView.select(UsedKeyView.id).where(
            UsedKeyView.id << ForgottenKeyRow.select(ForgottenKeyRow.id))
        forgotten = listed - set(tx.column(named))
        if forgotten:
            keys.destroy(forgotten)
        tx.query(ForgottenKeyRow.delete())
    keys.table.vacuum()
    return len(forgotten)


def destroy_unused(database: Database, keys: KeyStore, before: datetime) -> int:
    """Destroys keys made before an instant that no value names: spare ones of a process that ended,
    and those of rows that went by no statement. Raises StorageDown.

    A database that names no key at all is not the one they belong to.
    """
    with database.read() as tx:
        if not keys.live(before) - used(tx):
            return 0
    with database.write() as tx:
        named = used(tx)
        unused = keys.live(before) - named if named else set()
        if unused:
            keys.destroy(unused)
    keys.table.vacuum()
    return len(unused)


def used(tx: ReadTransaction) -> set[str]:
    """The ids of all keys that values name."""
    return set(tx.column(UsedKeyView.select(UsedKeyView.id)))
