"""Days on which a door of the house keeps other hours: a frozen copy."""

from typing import Any

import peewee as pw


class SpecialDayRow(pw.Model):

    door = pw.TextField()
    day = pw.TextField()
    body = pw.TextField()

    class Meta:
        table_name = "special_day"
        primary_key = pw.CompositeKey("door", "day")


TABLES = (SpecialDayRow,)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
