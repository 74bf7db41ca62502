"""The standing list: accounts and links as they are now, kept where no restore reaches them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import peewee

from db.engine.column_types import stored_instant
from db.engine.database import Database, ReadTransaction, WriteTransaction
from db.engine.key_store import KeyStore
from db.staff.accounts import AccountRow
from db.volunteers.registry import VolunteerRow

Standing = Mapping[tuple[str, str], str]


class _Guarded(NamedTuple):
    """Of a table, what says which row it is, and what lets somebody in."""

    model: type[peewee.Model]
    subject: tuple[str, ...]
    guards: tuple[str, ...]


# A number of a volunteer is given again where a restore took the row: with when it was made it is
# nobody else's.
KINDS = {
    "account": _Guarded(AccountRow, ("name",), ("role", "active", "pin_hash", "password_hash")),
    "volunteer": _Guarded(VolunteerRow, ("number", "made_at"),
                          ("active", "vetted", "link_hash", "device_hash", "pin_hash")),
}
# The columns of which a change is written down, and of a new row its key.
GUARDED = {column for one in KINDS.values()
           for column in (one.model._meta.primary_key,
                          *(one.model._meta.columns[name] for name in one.guards))}
# The version of the database that was last written down.
VERSION = ("version", "")


def keep(database: Database, keys: KeyStore) -> None:
    """Writes down what is not as it was last written down. Raises StorageDown.

    It writes alone: of two who change something at once neither writes down what was before.
    """
    with database.read() as tx:
        if not _unwritten(tx, keys, tx.version):
            return
    with database.write() as tx:
        # Its own version is none yet, and may never be.
        if changed := _unwritten(tx, keys, tx.version - 1):
            keys.keep_standing(changed)


def _unwritten(tx: ReadTransaction, keys: KeyStore, version: int) -> dict[tuple[str, str], str]:
    """What is to be written down, with the version; nothing where only that is another."""
    now = state(tx) | {VERSION: str(version)}
    known = {key: body for key, (body, _) in keys.standing().items()}
    changed = {key: body for key, body in now.items() if known.get(key) != body}
    return changed if changed.keys() - {VERSION} or VERSION not in known else {}


def is_older(tx: ReadTransaction, keys: KeyStore) -> bool:
    """Whether the database is from before what was last written down: somebody put an old one in
    its place."""
    kept = keys.standing().get(VERSION)
    return kept is not None and tx.version < int(kept[0])


def changed(keys: KeyStore, since: datetime) -> int:
    """Of how many accounts and links the state was written down since an instant."""
    return sum(at > stored_instant(since) for key, (_, at) in keys.standing().items()
               if key != VERSION)


def put_back(tx: WriteTransaction, keys: KeyStore) -> int:
    """Gives accounts and links the state that was written down; returns how many had another."""
    now, done = state(tx), 0
    for key, (body, _) in keys.standing().items():
        if key in now and now[key] != body:
            _put(tx, key, json.loads(body))
            done += 1
    return done


def state(tx: ReadTransaction) -> dict[tuple[str, str], str]:
    """Accounts and links as they are, by kind and subject."""
    return {
        (kind, _subject(one, row)): json.dumps({name: row[name] for name in one.guards})
        for kind, one in KINDS.items() for row in tx.query(one.model.select().dicts())
    }


def _subject(guarded: _Guarded, row: Mapping[str, Any]) -> str:
    return json.dumps([row[name] for name in guarded.subject], ensure_ascii=False)


def _put(tx: WriteTransaction, key: tuple[str, str], body: dict[str, Any]) -> None:
    guarded = KINDS[key[0]]
    query = guarded.model.update(**body)
    for name, value in zip(guarded.subject, json.loads(key[1]), strict=True):
        query = query.where(guarded.model._meta.columns[name] == value)
    tx.query(query)
