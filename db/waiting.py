"""The waiting list: who waits for a time of a room that is taken, in the order of coming."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peewee import SQL, BigIntegerField, ForeignKeyField, Model, SmallIntegerField, TextField

from db.claims import ResourceRow
from db.database import Change, Session
from db.fields import instant_of, stored_instant
from kiosk.domain.bookings import Waiting, WaitState
from kiosk.domain.refusals import Refusal


class WaitingRow(Model):
    """A place in a line. `holder` is a mark of the browser it was asked from."""

    code = TextField(unique=True)
    request_key = TextField(unique=True)
    resource = ForeignKeyField(ResourceRow, index=False)
    begins_at = BigIntegerField()
    ends_at = BigIntegerField()
    places = SmallIntegerField()
    holder = TextField(null=True)
    made_at = BigIntegerField()
    state = TextField()

    class Meta:
        table_name = "waiting"


WaitingRow.add_index(
    WaitingRow.index(
        WaitingRow.begins_at, WaitingRow.resource, where=WaitingRow.state == WaitState.WAITING,
        name="waiting_in_line",
    )
)
# Written out, as an index of some rows is found by: see IS_LIVE.
WAITS = SQL("state = 'waiting'")


def add(change: Change, waiting: Waiting, request_key: str) -> None:
    """Puts somebody at the end of a line."""
    change.ask(WaitingRow.insert(
        code=waiting.code, request_key=request_key, resource=waiting.room_id,
        begins_at=stored_instant(waiting.begins), ends_at=stored_instant(waiting.ends),
        places=waiting.places, holder=waiting.holder, made_at=stored_instant(waiting.made_at),
        state=waiting.state,
    ))


def become(change: Change, waiting: Waiting, state: WaitState) -> None:
    """A place in line that ends. Refuses with `claim_changed` where it ended already: of two who
    try at once one does it."""
    if not change.ask(
        WaitingRow.update(state=state).where((WaitingRow.code == waiting.code) & WAITS)
    ):
        raise Refusal("claim_changed")


def by_code(session: Session, code: str) -> Waiting | None:
    """The place in line of a page's code, or None."""
    return next(iter(_all(session, WaitingRow.code == code)), None)


def by_request(session: Session, key: str) -> Waiting | None:
    """The place in line that a tap with this key made, or None."""
    return next(iter(_all(session, WaitingRow.request_key == key)), None)


def lines(session: Session) -> tuple[Waiting, ...]:
    """Everybody who waits, line by line and in the order of coming."""
    return _all(session, WAITS)


def to_forget(session: Session, before: datetime) -> bool:
    """Whether anybody waited for what ended before an instant."""
    query = WaitingRow.select(WaitingRow.code).where(WaitingRow.ends_at < stored_instant(before))
    return bool(list(session.ask(query.limit(1).tuples())))


def forget(change: Change, before: datetime) -> int:
    """Deletes the places in line for what ended before an instant; returns how many."""
    return int(change.ask(WaitingRow.delete().where(WaitingRow.ends_at < stored_instant(before))))


def _all(session: Session, where: Any) -> tuple[Waiting, ...]:
    query = (
        WaitingRow.select(
            WaitingRow.code, WaitingRow.resource, WaitingRow.begins_at, WaitingRow.ends_at,
            WaitingRow.places, WaitingRow.holder, WaitingRow.made_at, WaitingRow.state,
        )
        .where(where).order_by(WaitingRow.begins_at, WaitingRow.resource, WaitingRow.id)
    )
    return tuple(_waiting(row) for row in session.ask(query.tuples()))


def _waiting(row: Iterable[Any]) -> Waiting:
    code, room_id, begins_at, ends_at, places, holder, made_at, state = row
    return Waiting(code, room_id, instant_of(begins_at), instant_of(ends_at), places, holder,
                   instant_of(made_at), WaitState(state))
