"""The waiting list: a frozen copy."""

from typing import Any

import peewee as pw


class ResourceRow(pw.Model):

    id = pw.TextField(primary_key=True)

    class Meta:
        table_name = "resource"


class WaitingRow(pw.Model):

    code = pw.TextField(unique=True)
    request_key = pw.TextField(unique=True)
    resource = pw.ForeignKeyField(ResourceRow, index=False)
    begins_at = pw.BigIntegerField()
    ends_at = pw.BigIntegerField()
    places = pw.SmallIntegerField()
    holder = pw.TextField(null=True)
    made_at = pw.BigIntegerField()
    state = pw.TextField()

    class Meta:
        table_name = "waiting"


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx((WaitingRow, ResourceRow)):
        db.create_tables((WaitingRow,))
    db.execute_sql(
        "CREATE INDEX waiting_in_line ON waiting (begins_at, resource_id)"
        " WHERE state = 'waiting'"
    )
