"""The event log: an entry for every change, in the same transaction."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.engine.change_counter import OF_STAFF, OF_SYSTEM, ChangeCounter, EventRow
from db.engine.column_types import Param, PreparedQuery, instant_or_none, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper

PAGE = 2000
# Lines of half a day or so.
RECENT = 200
NEWEST_FIRST = (EventRow.version.desc(), EventRow.n.desc())
RESTORES = ("restored", "mended")
# What the hash of a line is over, in this order.
CHAINED = ("version", "n", "at", "actor", "action", "ticket_id", "counter", "details")


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it is read back."""

    version: int
    n: int
    at: datetime
    actor: str
    action: str
    ticket_id: int | None
    counter: int | None
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LogHead:
    """The newest line at an instant, by which all lines up to it are known again."""

    at: datetime
    version: int
    n: int
    hash: str


LINES = RowMapper(Event, EventRow)
WRITE = PreparedQuery(
    lambda: EventRow.insert(hash=Param("hash"), **LINES.gaps())
)


def write(
    tx: WriteTransaction, now: datetime, actor: str, action: str, *,
    ticket_id: int | None = None, counter: int | None = None, **details: Any,
) -> None:
    """Adds a line. `actor`: a kiosk, `phone`, `holder`, `centre`, or `staff:ID@WHERE` with the
    kiosk or the address of the PC; nothing personal."""
    row = LINES.write(Event(
        tx.version, tx.lines, now, actor, action, ticket_id, counter, details))
    if not tx.database.chain_key:
        raise RuntimeError("the event log has no key")
    tx.head = chained(tx.head, row, tx.database.chain_key)
    tx.execute(WRITE, **row, hash=tx.head)
    tx.lines += 1


def chained(before: str, row: Mapping[str, Any], key: bytes = b"") -> str:
    """The keyed hash of a line: over all that stands in it, and the hash of the line before. Lines
    of earlier versions of the program have a plain one."""
    line = json.dumps([row[name] for name in CHAINED], ensure_ascii=False)
    text = f"{before}{line}".encode()
    return (hmac.digest(key, text, "sha256") if key else hashlib.sha256(text).digest()).hex()


def broken_at(tx: ReadTransaction, known: LogHead | None = None) -> str | None:
    """Where the chain breaks: `VERSION.N` of the first line that was changed, put in, or follows
    one that was taken out; `end` where the last ones were. None where it is whole.

    The first keyed line seals the plain ones before it, and no plain one may follow. A line
    `known` from earlier has to be there as it was, unless a restore since then is in the log.
    """
    head, is_keyed, restored = "", False, False
    missing = f"{known.version}.{known.n}" if known else None
    key = tx.database.chain_key
    for row in _all(tx):
        place = f"{row['version']}.{row['n']}"
        by_key = chained(head, row, key)
        if row["hash"] != by_key and (is_keyed or row["hash"] != chained(head, row)):
            return place
        is_keyed |= row["hash"] == by_key
        head = row["hash"]
        if known and head == known.hash:
            missing = None
        restored |= is_keyed and known is not None and row["action"] in RESTORES and (
            row["at"] >= stored_instant(known.at))
    if tx.value(ChangeCounter.select(ChangeCounter.head)) != head:
        return "end"
    return None if restored else missing


def _all(tx: ReadTransaction) -> Iterator[dict[str, Any]]:
    """Every line as it is stored, oldest first."""
    last = (-1, -1)
    while True:
        here = (EventRow.version > last[0]) | (
            (EventRow.version == last[0]) & (EventRow.n > last[1]))
        query = (EventRow.select().where(here)
                 .order_by(EventRow.version, EventRow.n).limit(PAGE))
        rows = list(tx.query(query.dicts()))
        yield from rows
        if len(rows) < PAGE:
            return
        last = (rows[-1]["version"], rows[-1]["n"])


def head(tx: ReadTransaction, now: datetime) -> LogHead | None:
    """The newest line; None where there is none yet."""
    query = EventRow.select(EventRow.version, EventRow.n, EventRow.hash)
    rows = list(tx.query(query.order_by(*NEWEST_FIRST).limit(1).tuples()))
    return LogHead(now, *rows[0]) if rows else None


def since(tx: ReadTransaction, version: int, actions: Sequence[str]) -> tuple[Event, ...]:
    """The lines after `version` that tell of these actions, oldest first."""
    return _oldest_first(
        tx, (EventRow.version > version) & (EventRow.action << list(actions)))


def of_tickets(tx: ReadTransaction, ticket_ids: Sequence[int]) -> tuple[Event, ...]:
    """Everything the event log knows of these tickets, oldest first."""
    return _oldest_first(tx, EventRow.ticket_id << list(ticket_ids))


def newest(tx: ReadTransaction) -> datetime | None:
    """When the last line was written."""
    query = EventRow.select(EventRow.at).order_by(*NEWEST_FIRST).limit(1)
    return instant_or_none(tx.value(query))


def latest(tx: ReadTransaction) -> datetime | None:
    """The latest moment of the last RECENT lines, which the clock should not be behind: one that
    was set back goes on writing. What it wrote ahead of its time before it was set right is soon
    behind the last lines."""
    found = tx.column(EventRow.select(EventRow.at).order_by(*NEWEST_FIRST).limit(RECENT))
    return instant_or_none(max(found, default=None))


def of_staff(
    tx: ReadTransaction, before: tuple[int, int] | None, most: int,
    account_id: int | None = None,
    action: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Event, ...]:
    """What the staff did, newest first, from before a line on (its version and n); `since` is
    the first instant that counts, `until` the first that does not."""
    line, which = EventRow, OF_STAFF
    if before is not None:
        version, n = before
        which &= (line.version < version) | ((line.version == version) & (line.n < n))
    if account_id is not None:
        which &= (line.actor == f"staff:{account_id}") | line.actor.startswith(
            f"staff:{account_id}@")
    if action:
        which &= line.action == action
    if since is not None:
        which &= line.at >= stored_instant(since)
    if until is not None:
        which &= line.at < stored_instant(until)
    return _newest_first(tx, which, most)


def of_system(tx: ReadTransaction, actions: Sequence[str], most: int) -> tuple[Event, ...]:
    """The last lines of what the centre did by itself, newest first."""
    return _newest_first(tx, OF_SYSTEM & (EventRow.action << list(actions)), most)


def counted(tx: ReadTransaction, after: datetime) -> Counter[tuple[str, str | None]]:
    """How often each action was done after a moment, by the area that its details name."""
    query = (EventRow.select(EventRow.action, EventRow.details)
             .where(EventRow.at > stored_instant(after)))
    return Counter((row["action"], json.loads(row["details"]).get("area"))
                   for row in tx.query(query.dicts()))


def _oldest_first(tx: ReadTransaction, where: Any) -> tuple[Event, ...]:
    query = LINES.select().where(where).order_by(EventRow.version, EventRow.n)
    return LINES.read(tx.query(query))


def _newest_first(tx: ReadTransaction, where: Any, most: int) -> tuple[Event, ...]:
    query = LINES.select().where(where).order_by(*NEWEST_FIRST).limit(most)
    return LINES.read(tx.query(query))
