"""Series: recurring use of a room by the house; each of its times is a booking of its own."""

from __future__ import annotations

from datetime import datetime

from peewee import BigIntegerField, BooleanField, ForeignKeyField, Model, TextField

from db.claims import ResourceRow
from db.database import Change
from db.fields import stored_instant
from db.staff import AccountRow
from kiosk.domain.series import Plan


class SeriesRow(Model):
    """A rule and what it is for. `rule` is the RRULE of RFC 5545; times are of the house."""

    request_key = TextField(unique=True)
    resource = ForeignKeyField(ResourceRow, index=False)
    rule = TextField()
    first = TextField()
    opens = TextField()
    closes = TextField()
    title = TextField()
    skips_holidays = BooleanField()
    made_by = ForeignKeyField(AccountRow, index=False)
    made_at = BigIntegerField()

    class Meta:
        table_name = "room_series"


def add(change: Change, plan: Plan, key: str, account_id: int, now: datetime) -> int:
    """Writes a series; returns its id."""
    (row,) = change.ask(SeriesRow.insert(
        request_key=key, resource=plan.room_id, rule=plan.rule, first=plan.first.isoformat(),
        opens=f"{plan.opens:%H:%M}", closes=f"{plan.closes:%H:%M}", title=plan.title,
        skips_holidays=plan.skips_holidays, made_by=account_id, made_at=stored_instant(now),
    ).returning(SeriesRow.id).tuples())
    return int(row[0])


def known(change: Change, key: str) -> bool:
    """Whether a tap with this key made a series already."""
    query = SeriesRow.select(SeriesRow.id).where(SeriesRow.request_key == key)
    return bool(list(change.ask(query.tuples())))
