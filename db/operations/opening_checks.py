"""What the opening check of each kiosk found last, part by part."""

from __future__ import annotations

from datetime import datetime

from peewee import BigIntegerField, BooleanField, CompositeKey, Model, TextField

from db.engine.column_types import instant_of, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import upsert
from kiosk.domain.content.guide import Text
from kiosk.domain.operations.opening_check import CheckResult

# Under this part stands what the check of the database writes and reads back.
TRIAL = "trial"


class OpeningCheckRow(Model):
    """One part of a kiosk's check; the next check takes its place."""

    kiosk = TextField()
    part = TextField()
    well = BooleanField()
    said_zh = TextField()
    said_en = TextField()
    todo_zh = TextField()
    todo_en = TextField()
    checked_at = BigIntegerField()

    class Meta:
        table_name = "opening_check"
        primary_key = CompositeKey("kiosk", "part")


def put(tx: WriteTransaction, kiosk: str, result: CheckResult) -> None:
    """Keeps what was found of a part."""
    row = {"well": result.well, "said_zh": result.said.zh, "said_en": result.said.en,
           "todo_zh": result.todo.zh, "todo_en": result.todo.en,
           "checked_at": stored_instant(result.at)}
    tx.query(upsert(OpeningCheckRow, {"kiosk": kiosk, "part": result.part}, row))


def found(tx: ReadTransaction, since: datetime) -> dict[str, list[CheckResult]]:
    """What was found since an instant, by kiosk."""
    rows = tx.query(OpeningCheckRow.select().where(
        OpeningCheckRow.checked_at >= stored_instant(since)).order_by(OpeningCheckRow.kiosk))
    by_kiosk: dict[str, list[CheckResult]] = {}
    for row in rows:
        result = CheckResult(row.part, row.well, Text(row.said_zh, row.said_en),
                             Text(row.todo_zh, row.todo_en), instant_of(row.checked_at))
        by_kiosk.setdefault(row.kiosk, []).append(result)
    return by_kiosk


def trial(tx: ReadTransaction, kiosk: str) -> str | None:
    """What the check of the database wrote last."""
    row = (OpeningCheckRow.kiosk == kiosk) & (OpeningCheckRow.part == TRIAL)
    written: str | None = tx.value(OpeningCheckRow.select(OpeningCheckRow.said_zh).where(row))
    return written
