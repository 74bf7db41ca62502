"""Recurring use of rooms: a frozen copy."""

from typing import Any

import peewee as pw


class ResourceRow(pw.Model):

    id = pw.TextField(primary_key=True)

    class Meta:
        table_name = "resource"


class AccountRow(pw.Model):

    class Meta:
        table_name = "account"


class SeriesRow(pw.Model):

    request_key = pw.TextField(unique=True)
    resource = pw.ForeignKeyField(ResourceRow, index=False)
    rule = pw.TextField()
    first = pw.TextField()
    opens = pw.TextField()
    closes = pw.TextField()
    title = pw.TextField()
    skips_holidays = pw.BooleanField()
    made_by = pw.ForeignKeyField(AccountRow, index=False)
    made_at = pw.BigIntegerField()

    class Meta:
        table_name = "room_series"


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx((SeriesRow, ResourceRow, AccountRow)):
        db.create_tables((SeriesRow,))
    db.execute_sql("ALTER TABLE booking ADD COLUMN series_id INTEGER REFERENCES room_series (id)")
    db.execute_sql("CREATE INDEX booking_series_id ON booking (series_id)")
