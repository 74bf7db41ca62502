"""Slides for the resting glass, and kiosks put out of use for a day: a frozen copy."""

from typing import Any

import peewee as pw


class SlideRow(pw.Model):

    id = pw.TextField(primary_key=True)
    position = pw.IntegerField()
    body = pw.TextField()

    class Meta:
        table_name = "slide"


class ShutRow(pw.Model):

    day = pw.TextField()
    kiosk = pw.TextField()

    class Meta:
        table_name = "kiosk_shut"
        primary_key = pw.CompositeKey("day", "kiosk")


TABLES = (SlideRow, ShutRow)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
