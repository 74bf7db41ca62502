"""The journal: a line for every change, in the same transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from db.database import Change, Session
from db.fields import Gap, Prepared, instant_of, stored_instant
from db.pulse import OF_HOUSE, OF_STAFF, JournalLine, Pulse

PAGE = 2000
WRITE = Prepared(
    lambda: JournalLine.insert(
        version=Gap("version"), n=Gap("n"), at=Gap("at"), actor=Gap("actor"), deed=Gap("deed"),
        ticket_id=Gap("ticket_id"), window=Gap("window"), details=Gap("details"),
        hash=Gap("hash"),
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """One journal line as it is read back."""

    version: int
    n: int
    at: datetime
    actor: str
    deed: str
    ticket_id: int | None
    window: int | None
    details: dict[str, Any]


def write(
    change: Change, now: datetime, actor: str, deed: str, *,
    ticket_id: int | None = None, window: int | None = None, **details: Any,
) -> None:
    """Adds a line. `actor`: a kiosk, `phone`, `holder`, `house`, or `staff:ID@WHERE` with the
    kiosk or the address of the PC; nothing personal."""
    written = json.dumps(details, ensure_ascii=False) if details else "{}"
    at = stored_instant(now)
    change.head = chained(
        change.head, change.version, change.lines, at, actor, deed, ticket_id, window, written)
    change.run(
        WRITE, version=change.version, n=change.lines, at=at, actor=actor, deed=deed,
        ticket_id=ticket_id, window=window, details=written, hash=change.head,
    )
    change.lines += 1


def chained(before: str, *line: object) -> str:
    """The hash of a line: over all that stands in it, and the hash of the line before."""
    return hashlib.sha256(f"{before}{json.dumps(line, ensure_ascii=False)}".encode()).hexdigest()


def broken_at(session: Session) -> str | None:
    """Where the chain breaks: `VERSION.N` of the first line that was changed, put in, or follows
    one that was taken out; `end` where the last ones were. None where it is whole."""
    head, last = "", (-1, -1)
    while True:
        here = (JournalLine.version > last[0]) | (
            (JournalLine.version == last[0]) & (JournalLine.n > last[1]))
        query = (JournalLine.select().where(here)
                 .order_by(JournalLine.version, JournalLine.n).limit(PAGE))
        rows = list(session.ask(query.tuples()))
        for *line, kept in rows:
            head = chained(head, *line)
            if head != kept:
                return f"{line[0]}.{line[1]}"
        if len(rows) < PAGE:
            (end,) = next(iter(session.ask(Pulse.select(Pulse.head).tuples())))
            return None if end == head else "end"
        last = rows[-1][:2]


def since(session: Session, version: int, deeds: Sequence[str]) -> Iterator[Line]:
    """The lines after `version` that tell of these deeds, oldest first."""
    yield from _lines(
        session,
        JournalLine.select()
        .where((JournalLine.version > version) & (JournalLine.deed << list(deeds)))
        .order_by(JournalLine.version, JournalLine.n),
    )


def of_tickets(session: Session, ticket_ids: Sequence[int]) -> Iterator[Line]:
    """Everything the journal knows of these tickets, oldest first."""
    yield from _lines(
        session,
        JournalLine.select()
        .where(JournalLine.ticket_id << list(ticket_ids))
        .order_by(JournalLine.version, JournalLine.n),
    )


def newest(session: Session) -> datetime | None:
    """When the last line was written; the clock should not be behind it."""
    query = JournalLine.select(JournalLine.at).order_by(
        JournalLine.version.desc(), JournalLine.n.desc()).limit(1)
    return next((instant_of(at) for (at,) in session.ask(query.tuples())), None)


def of_staff(
    session: Session, before: tuple[int, int] | None, most: int, account_id: int | None = None,
    deed: str = "",
) -> Iterator[Line]:
    """What the staff did, newest first, from before a line on (its version and n)."""
    line, which = JournalLine, OF_STAFF
    if before is not None:
        version, n = before
        which &= (line.version < version) | ((line.version == version) & (line.n < n))
    if account_id is not None:
        which &= (line.actor == f"staff:{account_id}") | line.actor.startswith(
            f"staff:{account_id}@")
    if deed:
        which &= line.deed == deed
    yield from _lines(session, line.select().where(which)
                      .order_by(line.version.desc(), line.n.desc()).limit(most))


def of_house(session: Session, deeds: Sequence[str], most: int) -> Iterator[Line]:
    """The last lines of what the house did by itself, newest first."""
    which = OF_HOUSE & (JournalLine.deed << list(deeds))
    yield from _lines(session, JournalLine.select().where(which)
                      .order_by(JournalLine.version.desc(), JournalLine.n.desc()).limit(most))


def counted(session: Session, after: datetime) -> dict[str, int]:
    """How often each deed was done after a moment."""
    query = (JournalLine.select(JournalLine.deed, fn.COUNT(JournalLine.n))
             .where(JournalLine.at > stored_instant(after)).group_by(JournalLine.deed))
    return dict(session.ask(query.tuples()))


def _lines(session: Session, query: Any) -> Iterator[Line]:
    for row in session.ask(query.tuples()):
        version, n, at, actor, deed, ticket_id, window, details, _ = row
        yield Line(version, n, instant_of(at), actor, deed, ticket_id, window, json.loads(details))
