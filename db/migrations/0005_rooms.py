"""Rooms, who walked into them, and bookings: a frozen copy."""

from typing import Any

import peewee as pw


class RoomRow(pw.Model):

    id = pw.TextField(primary_key=True)
    position = pw.IntegerField()
    body = pw.TextField()

    class Meta:
        table_name = "room"


class HeadCountRow(pw.Model):

    room = pw.ForeignKeyField(RoomRow, index=False)
    day = pw.TextField()
    people = pw.IntegerField(constraints=[pw.Check("people >= 0")])
    full = pw.BooleanField()

    class Meta:
        table_name = "head_count"
        primary_key = pw.CompositeKey("room", "day")


class ClaimRow(pw.Model):

    class Meta:
        table_name = "claim"


class BookingRow(pw.Model):

    claim = pw.ForeignKeyField(ClaimRow, primary_key=True)
    number = pw.SmallIntegerField()
    source = pw.TextField()
    holder = pw.TextField(null=True, index=True)
    phone = pw.TextField(null=True)
    notice = pw.TextField(null=True)
    title = pw.TextField(default="")
    reason = pw.TextField(default="")
    held_until = pw.BigIntegerField(null=True)
    made_at = pw.BigIntegerField(index=True)
    changed_at = pw.BigIntegerField()
    sequence = pw.IntegerField(default=0)
    reminded = pw.BooleanField(default=False)

    class Meta:
        table_name = "booking"


TABLES = (RoomRow, HeadCountRow, BookingRow)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx((*TABLES, ClaimRow)):
        db.create_tables(TABLES)
    # What begins next, and what has begun and is not over.
    db.execute_sql(
        "CREATE INDEX claims_by_begin ON claim (begins_at)"
        " WHERE state IN ('arrived', 'confirmed', 'held')"
    )
