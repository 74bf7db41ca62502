"""Reception days of the listeners."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import BigIntegerField, BooleanField, Check, IntegerField, Model, TextField

from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from db.reservations.places import OF_RESOURCE
from kiosk.domain.cases.reception import CASES, ReceptionDay


class ReceptionDayRow(Model):
    """A day on which a listener receives; `slot` in minutes."""

    area = TextField()
    resource_id = TextField()
    day = TextField(index=True)
    opens = TextField()
    closes = TextField()
    slot = IntegerField(constraints=[Check("slot > 0")])
    receiver = TextField()
    account_id = IntegerField()
    made_at = BigIntegerField()
    cancelled = BooleanField()

    class Meta:
        table_name = "reception_day"
        constraints = (OF_RESOURCE, Check("opens < closes"))


DAYS = RowMapper(ReceptionDay, ReceptionDayRow, listener_id=ReceptionDayRow.resource_id)


def add(tx: WriteTransaction, day: ReceptionDay) -> ReceptionDay:
    """Writes a new day; returns it with its id."""
    id_ = tx.value(ReceptionDayRow.insert(area=CASES, **DAYS.write(day))
                   .returning(ReceptionDayRow.id))
    return replace(day, id=id_)


def cancel(tx: WriteTransaction, day_id: int) -> bool:
    """Calls a day off; False where it was already."""
    return bool(tx.query(ReceptionDayRow.update(cancelled=True).where(
        (ReceptionDayRow.id == day_id) & ~ReceptionDayRow.cancelled)))


def by_id(tx: ReadTransaction, day_id: int) -> ReceptionDay | None:
    """A day, or None."""
    return DAYS.first(tx.query(DAYS.select().where(ReceptionDayRow.id == day_id)))


def coming(tx: ReadTransaction, first: date, last: date | None = None, listener_id: str = "",
           account_id: int = 0) -> tuple[ReceptionDay, ...]:
    """The days from one on, up to and with another, cancelled ones too, soonest first; of one
    listener or account where one is named."""
    where: Any = ReceptionDayRow.day >= first.isoformat()
    if last is not None:
        where &= ReceptionDayRow.day <= last.isoformat()
    if listener_id:
        where &= ReceptionDayRow.resource_id == listener_id
    if account_id:
        where &= ReceptionDayRow.account_id == account_id
    query = DAYS.select().where(where).order_by(ReceptionDayRow.day, ReceptionDayRow.opens)
    return DAYS.read(tx.query(query))


def of_day(tx: ReadTransaction, listener_id: str, day: date,
           now: datetime | None = None) -> list[tuple[datetime, datetime]]:
    """The times at which a listener receives on a day, in order; with `now` those to come."""
    found = coming(tx, day, day, listener_id)
    return sorted(one for it in found if not it.cancelled for one in it.times
                  if now is None or one[1] > now)
