"""What the staff write about content: drafts, versions, plans: a frozen copy."""

from typing import Any

import peewee as pw


class DraftRow(pw.Model):

    kind = pw.TextField()
    item = pw.TextField()
    written = pw.TextField()
    base = pw.TextField()
    by = pw.TextField()
    at = pw.BigIntegerField()

    class Meta:
        table_name = "content_draft"
        primary_key = pw.CompositeKey("kind", "item")


class VersionRow(pw.Model):

    kind = pw.TextField()
    item = pw.TextField()
    n = pw.IntegerField()
    written = pw.TextField()
    hidden = pw.BooleanField()
    by = pw.TextField()
    at = pw.BigIntegerField()

    class Meta:
        table_name = "content_version"
        primary_key = pw.CompositeKey("kind", "item", "n")


class PlanRow(pw.Model):

    kind = pw.TextField()
    item = pw.TextField()
    what = pw.TextField()
    due_at = pw.BigIntegerField(index=True)
    written = pw.TextField()
    base = pw.TextField()
    by = pw.TextField()

    class Meta:
        table_name = "content_plan"
        primary_key = pw.CompositeKey("kind", "item", "what")


TABLES = (DraftRow, VersionRow, PlanRow)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
