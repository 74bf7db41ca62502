"""Series: recurring use of a resource by the centre; each of its times is a booking of its own."""

from __future__ import annotations

from datetime import datetime

from peewee import BigIntegerField, BooleanField, ForeignKeyField, Model, TextField

from db.engine.column_types import stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from db.reservations.places import OF_RESOURCE
from db.staff.accounts import AccountRow
from kiosk.domain.reservations.series import SeriesPlan


class ReservationSeriesRow(Model):
    """A rule and what it is for. `rule` is the RRULE of RFC 5545; times of day are local;
    `through_noon`: it goes on while the resource is shut in between."""

    request_key = TextField(unique=True)
    area = TextField()
    resource_id = TextField()
    rule = TextField()
    first = TextField()
    opens = TextField()
    closes = TextField()
    title = TextField()
    skips_holidays = BooleanField()
    through_noon = BooleanField(default=False)
    made_by = ForeignKeyField(AccountRow, index=False)
    made_at = BigIntegerField()

    class Meta:
        table_name = "reservation_series"
        constraints = (OF_RESOURCE,)


PLANS = RowMapper(SeriesPlan, ReservationSeriesRow)


def add(
    tx: WriteTransaction, area: str, plan: SeriesPlan, key: str, account_id: int, now: datetime
) -> int:
    """Writes a series; returns its id."""
    return int(tx.value(ReservationSeriesRow.insert(
        area=area, request_key=key, made_by=account_id, made_at=stored_instant(now),
        **PLANS.write(plan),
    ).returning(ReservationSeriesRow.id)))


def known(tx: ReadTransaction, key: str) -> int | None:
    """The series that a tap with this key made already, or None."""
    made: int | None = tx.value(ReservationSeriesRow.select(ReservationSeriesRow.id).where(
        ReservationSeriesRow.request_key == key))
    return made


def plan_of(tx: ReadTransaction, area: str, series_id: int) -> SeriesPlan | None:
    """The plan of a series of an area, or None."""
    found = PLANS.read(tx.query(PLANS.select().where(
        (ReservationSeriesRow.id == series_id) & (ReservationSeriesRow.area == area))))
    return next(iter(found), None)
