"""The waiting list: who waits for a time that is taken, in the order of coming."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import SQL, BigIntegerField, Model, SmallIntegerField, TextField

from db.engine.column_types import stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from db.reservations.places import OF_RESOURCE
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import WaitlistEntry, WaitlistState


class WaitlistRow(Model):
    """A place in a waiting list. `owner_index` is the blind index of the browser it came from,
    `passed` counts how often others went before."""

    code = TextField(unique=True)
    request_key = TextField(unique=True)
    area = TextField()
    resource_id = TextField()
    starts_at = BigIntegerField()
    ends_at = BigIntegerField()
    seats = SmallIntegerField()
    owner_index = TextField(null=True)
    made_at = BigIntegerField()
    state = TextField()
    number = SmallIntegerField(default=0)
    passed = SmallIntegerField(default=0)

    class Meta:
        table_name = "waitlist_entry"
        constraints = (OF_RESOURCE,)


WaitlistRow.add_index(
    WaitlistRow.index(
        WaitlistRow.starts_at, WaitlistRow.area, WaitlistRow.resource_id,
        where=WaitlistRow.state == WaitlistState.WAITING, name="waitlist_in_order",
    )
)
WAITLIST = RowMapper(WaitlistEntry, WaitlistRow)
# Written out, as an index of some rows is found by: see IS_LIVE.
WAITS = SQL("state = 'waiting'")


def add(tx: WriteTransaction, entry: WaitlistEntry, request_key: str) -> int:
    """Puts somebody at the end of a waiting list; the id of the place."""
    id_: int = tx.value(WaitlistRow.insert(
        request_key=request_key, **WAITLIST.write(entry)).returning(WaitlistRow.id))
    return id_


def become(tx: WriteTransaction, entry: WaitlistEntry, state: WaitlistState) -> None:
    """A place in line that ends. Refuses with `claim_changed` where it ended already: of two who
    try at once one does it."""
    if not tx.query(
        WaitlistRow.update(state=state).where((WaitlistRow.code == entry.code) & WAITS)
    ):
        raise Refusal("claim_changed")


def pass_over(
    tx: WriteTransaction, area: str, resource_id: str, starts_at: datetime,
    by: WaitlistEntry | None = None,
) -> None:
    """Counts that places of a time went to somebody else than who waits for them: to one who
    waits `by` a later place in line, or to one who just came."""
    before = _in_line(area, resource_id, starts_at)
    if by is not None:
        mine = WaitlistRow.select(WaitlistRow.id).where(WaitlistRow.code == by.code)
        before &= WaitlistRow.id < mine
    tx.query(WaitlistRow.update(passed=WaitlistRow.passed + 1).where(before))


def move(
    tx: WriteTransaction, area: str, resource_id: str, starts_at: datetime,
    to: tuple[datetime, datetime],
) -> None:
    """Everybody in the line of a time waits for another."""
    begins, ends = map(stored_instant, to)
    tx.query(WaitlistRow.update(starts_at=begins, ends_at=ends)
             .where(_in_line(area, resource_id, starts_at)))


def id_of(tx: ReadTransaction, entry: WaitlistEntry) -> int:
    """The id of a place in line."""
    return int(tx.value(WaitlistRow.select(WaitlistRow.id).where(WaitlistRow.code == entry.code)))


def by_id(tx: ReadTransaction, entry_id: int) -> WaitlistEntry | None:
    """The place in line of an id, or None."""
    return next(iter(_all(tx, WaitlistRow.id == entry_id)), None)


def by_code(tx: ReadTransaction, code: str) -> WaitlistEntry | None:
    """The place in line of a page's code, or None."""
    return next(iter(_all(tx, WaitlistRow.code == code)), None)


def by_request(tx: ReadTransaction, key: str) -> WaitlistEntry | None:
    """The place in line that a tap with this key made, or None."""
    return next(iter(_all(tx, WaitlistRow.request_key == key)), None)


def by_number(tx: ReadTransaction, area: str, number: int) -> WaitlistEntry | None:
    """Who waits in an area with this number, or None."""
    return next(iter(_all(tx, WAITS & (WaitlistRow.area == area)
                          & (WaitlistRow.number == number))), None)


def numbers(tx: ReadTransaction, area: str) -> set[int]:
    """The numbers of all who wait in an area."""
    return set(tx.column(WaitlistRow.select(WaitlistRow.number)
                         .where(WAITS & (WaitlistRow.area == area))))


def line(
    tx: ReadTransaction, area: str, resource_id: str, starts_at: datetime
) -> tuple[WaitlistEntry, ...]:
    """Everybody who waits for one time, in the order of coming."""
    return _all(tx, _in_line(area, resource_id, starts_at))


def waiting(tx: ReadTransaction, area: str) -> tuple[WaitlistEntry, ...]:
    """Everybody who waits in an area, list by list and in the order of coming."""
    return _all(tx, WAITS & (WaitlistRow.area == area))


def to_forget(tx: ReadTransaction, area: str, before: datetime) -> bool:
    """Whether anybody waited in an area for what ended before an instant."""
    query = WaitlistRow.select(WaitlistRow.code).where(_over(area, before)).limit(1)
    return tx.value(query) is not None


def forget(tx: WriteTransaction, area: str, before: datetime) -> int:
    """Deletes an area's places in line for what ended before an instant; returns how many."""
    return int(tx.query(WaitlistRow.delete().where(_over(area, before))))


def _in_line(area: str, resource_id: str, starts_at: datetime) -> Any:
    return (WAITS & (WaitlistRow.area == area) & (WaitlistRow.resource_id == resource_id)
            & (WaitlistRow.starts_at == stored_instant(starts_at)))


def _over(area: str, before: datetime) -> Any:
    return (WaitlistRow.area == area) & (WaitlistRow.ends_at < stored_instant(before))


def _all(tx: ReadTransaction, where: Any) -> tuple[WaitlistEntry, ...]:
    query = WAITLIST.select().where(where).order_by(
        WaitlistRow.starts_at, WaitlistRow.resource_id, WaitlistRow.id)
    return WAITLIST.read(tx.query(query))
