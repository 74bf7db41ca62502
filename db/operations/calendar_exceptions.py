"""Days on which the staff gave a door of the centre other hours."""

from __future__ import annotations

import json
from datetime import date

from peewee import CompositeKey, Model, TextField

from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import upsert
from kiosk.domain.calendar import TimeRange
from kiosk.domain.calendar_exceptions import Calendar, SpecialDay
from kiosk.domain.content.guide import Text


class SpecialDayRow(Model):
    """A door's hours on one day."""

    door = TextField()
    day = TextField()
    body = TextField()

    class Meta:
        table_name = "calendar_exception"
        primary_key = CompositeKey("door", "day")


def calendar(tx: ReadTransaction) -> Calendar:
    """All special days, by day and door; kept in memory, for every number asks it."""
    return tx.remembered("special_days", lambda: _read(tx))


def put(tx: WriteTransaction, special: SpecialDay) -> None:
    """Writes a special day, in the place of one that the door had on that day."""
    tx.expect_content()
    body: dict[str, object] = {"hours": [str(stretch) for stretch in special.stretches]}
    if special.note:
        body["note"] = {"zh": special.note.zh, "en": special.note.en}
    tx.query(upsert(SpecialDayRow, {"door": special.door, "day": special.day.isoformat()},
                      {"body": json.dumps(body, ensure_ascii=False)}))


def remove(tx: WriteTransaction, door: str, day: date) -> bool:
    """Takes a special day away; False where there was none."""
    tx.expect_content()
    row = (SpecialDayRow.door == door) & (SpecialDayRow.day == day.isoformat())
    return bool(tx.query(SpecialDayRow.delete().where(row)))


def _read(tx: ReadTransaction) -> Calendar:
    rows = tx.query(
        SpecialDayRow.select(SpecialDayRow.door, SpecialDayRow.day, SpecialDayRow.body)
        .order_by(SpecialDayRow.day, SpecialDayRow.door).tuples()
    )
    return Calendar(tuple(
        _special_day(door, date.fromisoformat(day), **json.loads(body)) for door, day, body in rows
    ))


def _special_day(
    door: str, day: date, hours: list[str], note: dict[str, str] | None = None
) -> SpecialDay:
    stretches = tuple(TimeRange.parse(written) for written in hours)
    return SpecialDay(door, day, stretches, Text(**note) if note else None)
