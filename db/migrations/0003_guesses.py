"""Wrong tries are counted by origin, hall passes by what they gave: a frozen copy."""

from typing import Any

import peewee as pw


class GuessCounterRow(pw.Model):

    subject = pw.TextField()
    origin = pw.TextField()
    wrong = pw.IntegerField()
    wrong_at = pw.BigIntegerField()

    class Meta:
        table_name = "guess_counter"
        primary_key = pw.CompositeKey("subject", "origin")


class HallPassRow(pw.Model):

    id = pw.TextField(primary_key=True)
    used = pw.SmallIntegerField()
    ends_at = pw.BigIntegerField(index=True)

    class Meta:
        table_name = "hall_pass"


TABLES = (GuessCounterRow, HallPassRow)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
    for table in ("account", "volunteer"):
        for column in ("wrong", "locked_until"):
            db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
