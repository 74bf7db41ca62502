"""The figures of closed days, and when a helped resident said thanks: a frozen copy."""

from typing import Any

import peewee as pw


class DailyStatisticsRow(pw.Model):

    day = pw.TextField()
    area = pw.TextField()
    body = pw.TextField()

    class Meta:
        table_name = "daily_statistics"
        primary_key = pw.CompositeKey("day", "area")


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx((DailyStatisticsRow,)):
        db.create_tables((DailyStatisticsRow,))
    db.execute_sql("ALTER TABLE help_request ADD COLUMN thanked_at BIGINT")
    db.execute_sql(
        "CREATE INDEX help_thanked ON help_request (thanked_at) WHERE thanked_at IS NOT NULL")
    db.execute_sql("CREATE INDEX helpsteprow_at ON help_step (at)")
