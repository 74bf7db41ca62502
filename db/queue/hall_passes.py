"""Hall passes: how many numbers each scan of the code in the hall has given."""

from __future__ import annotations

from datetime import datetime

from peewee import BigIntegerField, Model, SmallIntegerField, TextField

from db.engine.column_types import stored_instant
from db.engine.database import WriteTransaction


class HallPassRow(Model):
    """A pass with which a number was taken; it goes when its time is over."""

    id = TextField(primary_key=True)
    used = SmallIntegerField()
    ends_at = BigIntegerField(index=True)

    class Meta:
        table_name = "hall_pass"


def use(tx: WriteTransaction, pass_id: str, ends_at: datetime, most: int,
        now: datetime) -> bool:
    """Counts one more number of a pass; False where it has given `most`, and nothing changed."""
    row = HallPassRow
    tx.query(row.delete().where(row.ends_at < stored_instant(now)))
    query = row.insert(id=pass_id, used=1, ends_at=stored_instant(ends_at)).on_conflict(
        conflict_target=(row.id,), update={row.used: row.used + 1}, where=row.used < most,
    ).returning(row.used)
    return tx.value(query) is not None
