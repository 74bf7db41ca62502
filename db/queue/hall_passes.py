"""Hall passes: how many numbers each scan of the code in the hall has given."""

from __future__ import annotations

from datetime import datetime

from peewee import BigIntegerField, Model, SmallIntegerField, TextField

from db.engine.column_types import Param, PreparedQuery, stored_instant
from db.engine.database import WriteTransaction


class HallPassRow(Model):
    """A pass with which a number was taken; it goes when its time is over."""

    id = TextField(primary_key=True)
    used = SmallIntegerField()
    ends_at = BigIntegerField(index=True)

    class Meta:
        table_name = "hall_pass"


# For each number that a phone takes.
DROP_ENDED = PreparedQuery(
    lambda: HallPassRow.delete().where(HallPassRow.ends_at < Param("now")))
USE = PreparedQuery(
    lambda: HallPassRow.insert(id=Param("pass_id"), used=1, ends_at=Param("ends_at"))
    .on_conflict(
        conflict_target=(HallPassRow.id,), update={HallPassRow.used: HallPassRow.used + 1},
        where=HallPassRow.used < Param("most"),
    )
    .returning(HallPassRow.used)
)


def use(tx: WriteTransaction, pass_id: str, ends_at: datetime, most: int,
        now: datetime) -> bool:
    """Counts one more number of a pass; False where it has given `most`, and nothing changed."""
    tx.execute(DROP_ENDED, now=stored_instant(now))
    used = tx.execute(USE, pass_id=pass_id, ends_at=stored_instant(ends_at), most=most)
    return used.fetchone() is not None
