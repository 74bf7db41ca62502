"""Devices in repair, what was read before a booking, records of blood pressure: a frozen copy."""

from typing import Any

import peewee as pw

USED = "SELECT substr(measured, 3, 22) AS id FROM care_reading WHERE substr(measured, 1, 2) = 'k.'"
SQLITE = (
    """CREATE TRIGGER forget_care_reading_measured_deleted AFTER DELETE ON care_reading
    WHEN substr(OLD.measured, 1, 2) = 'k.'
    BEGIN INSERT INTO forgotten_key (id) VALUES (substr(OLD.measured, 3, 22))
    ON CONFLICT DO NOTHING; END""",
    """CREATE TRIGGER forget_care_reading_measured_changed AFTER UPDATE OF measured ON care_reading
    WHEN substr(OLD.measured, 1, 2) = 'k.' AND NEW.measured IS NOT OLD.measured
    BEGIN INSERT INTO forgotten_key (id) VALUES (substr(OLD.measured, 3, 22))
    ON CONFLICT DO NOTHING; END""",
)
POSTGRES = (
    """CREATE TRIGGER forget_care_reading_measured AFTER DELETE OR UPDATE OF measured
    ON care_reading FOR EACH ROW EXECUTE FUNCTION forget_key('measured')""",
)


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
    is_sqlite = isinstance(db, pw.SqliteDatabase)
    with db.bind_ctx((*TABLES, ReservationRow)):
        db.create_tables(TABLES)
    for statement in SQLITE if is_sqlite else POSTGRES:
        db.execute_sql(statement)
    # The view goes on from whatever it is: columns that other migrations added stay in it.
    asked = ("SELECT sql FROM sqlite_master WHERE name = 'used_key'" if is_sqlite else
             "SELECT pg_get_viewdef('used_key')")
    was = db.execute_sql(asked).fetchone()[0].rstrip().rstrip(";")
    queries = was.split(" AS ", 1)[1] if is_sqlite else was
    db.execute_sql("DROP VIEW used_key")
    db.execute_sql(f"CREATE VIEW used_key AS {queries} UNION ALL {USED}")
