"""Sessions of activities; who waits has a number and is passed over so often: a frozen copy."""

from typing import Any

import peewee as pw


class ActivitySessionRow(pw.Model):

    area = pw.TextField()
    resource_id = pw.TextField()
    planned_at = pw.BigIntegerField()
    starts_at = pw.BigIntegerField()
    ends_at = pw.BigIntegerField()
    state = pw.TextField()
    is_extra = pw.BooleanField()
    was_at = pw.BigIntegerField(null=True)
    reason = pw.TextField()
    room = pw.TextField()
    room_booking = pw.IntegerField(null=True)
    walked_in = pw.IntegerField(constraints=[pw.Check("walked_in >= 0")])
    changed_at = pw.BigIntegerField()
    sequence = pw.IntegerField()

    class Meta:
        table_name = "activity_session"
        indexes = ((("resource_id", "planned_at"), True),)
        constraints = (
            pw.SQL("FOREIGN KEY (area, resource_id) REFERENCES resource (area, id)"),
            pw.Check("starts_at < ends_at"),
            pw.Check("state IN ('planned', 'blocked', 'cancelled')"),
        )


ActivitySessionRow.add_index(ActivitySessionRow.index(
    ActivitySessionRow.starts_at, name="activity_sessions_in_time"))


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx((ActivitySessionRow,)):
        db.create_tables((ActivitySessionRow,))
    for column in ("number", "passed"):
        db.execute_sql(
            f"ALTER TABLE waitlist_entry ADD COLUMN {column} SMALLINT NOT NULL DEFAULT 0")
