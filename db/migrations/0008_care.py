"""Devices in repair, what was read before a booking, records of blood pressure: a frozen copy."""

from typing import Any

import peewee as pw

from db.engine.sealed_columns import add_sealed_columns


class ReservationRow(pw.Model):

    class Meta:
        table_name = "reservation"


class DeviceRepairRow(pw.Model):

    device = pw.TextField(primary_key=True)
    until = pw.TextField()

    class Meta:
        table_name = "device_repair"


class DeviceBookingRow(pw.Model):

    reservation = pw.ForeignKeyField(ReservationRow, primary_key=True)
    text = pw.TextField()
    was = pw.TextField(null=True)
    was_at = pw.BigIntegerField(null=True)
    sequence = pw.IntegerField(null=True)

    class Meta:
        table_name = "device_booking"


class CareRecordRow(pw.Model):

    code = pw.TextField(unique=True)
    letters = pw.TextField(unique=True)
    request_key = pw.TextField(unique=True)
    day = pw.TextField(index=True)

    class Meta:
        table_name = "care_record"


class CareReadingRow(pw.Model):

    record = pw.ForeignKeyField(CareRecordRow)
    request_key = pw.TextField(unique=True)
    day = pw.TextField(index=True)
    measured = pw.TextField(null=True)

    class Meta:
        table_name = "care_reading"


TABLES = (DeviceRepairRow, DeviceBookingRow, CareRecordRow, CareReadingRow)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx((*TABLES, ReservationRow)):
        db.create_tables(TABLES)
    add_sealed_columns(db, (("care_reading", "measured"),))
