"""Days of the class: how each child stands, calls, alarms, and what a teacher's page sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import (
    BigIntegerField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
    fn,
)

from db.engine.column_types import stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from db.lessons.people import ChildRow
from kiosk.domain.lessons.people import AlarmKind, CallOutcome, ChildDay, ClassAlarm


class ChildDayRow(Model):
    """A child on a day; code and digits are hidden."""

    child = ForeignKeyField(ChildRow, index=False)
    day = TextField(index=True)
    state = TextField()
    code = TextField(unique=True)
    digits = TextField()
    arrived_at = BigIntegerField(null=True)
    collected_at = BigIntegerField(null=True)
    collected_by = TextField()
    scanned = BooleanField()
    tries = SmallIntegerField()

    class Meta:
        table_name = "child_day"
        primary_key = CompositeKey("child", "day")


class ChildCallRow(Model):
    """Somebody was called because a child was still there."""

    child = ForeignKeyField(ChildRow)
    at = BigIntegerField()
    outcome = TextField()

    class Meta:
        table_name = "child_call"


class ClassAlarmRow(Model):
    """Something the manager has to look at."""

    kind = TextField()
    child = IntegerField(column_name="child_id", null=True)
    at = BigIntegerField(index=True)
    seen_at = BigIntegerField(null=True)

    class Meta:
        table_name = "class_alarm"


class ClassActRow(Model):
    """What a teacher's page sent, by its key, and what it was answered: sent again it is the same.
    """

    key = TextField(primary_key=True)
    at = BigIntegerField()
    answer = TextField()

    class Meta:
        table_name = "class_act"


@dataclass(frozen=True, slots=True)
class ChildCall:
    """A call, and what came of it."""

    child_id: int
    at: datetime
    outcome: CallOutcome


DAYS = RowMapper(ChildDay, ChildDayRow, child_id=ChildDayRow.child)
CALLS = RowMapper(ChildCall, ChildCallRow, child_id=ChildCallRow.child)
ALARMS = RowMapper(ClassAlarm, ClassAlarmRow, child_id=ClassAlarmRow.child)
# What of a child goes with it.
OF_CHILD = (ChildDayRow, ChildCallRow)


def put(tx: WriteTransaction, day: ChildDay) -> None:
    """Writes how a child stands on a day."""
    row = DAYS.write(day)
    key = {"child_id": row.pop("child_id"), "day": row.pop("day")}
    tx.query(upsert(ChildDayRow, key, row))


def of_day(tx: ReadTransaction, day: date) -> dict[int, ChildDay]:
    """How the children stand on a day, by child."""
    query = DAYS.select().where(ChildDayRow.day == day.isoformat())
    return {one.child_id: one for one in DAYS.read(tx.query(query))}


def of_children(tx: ReadTransaction, child_ids: Collection[int]) -> tuple[ChildDay, ...]:
    """Every day of some children, oldest first."""
    query = DAYS.select().where(ChildDayRow.child << list(child_ids))
    return DAYS.read(tx.query(query.order_by(ChildDayRow.day, ChildDayRow.child)))


def between(tx: ReadTransaction, first: date, last: date) -> tuple[ChildDay, ...]:
    """Every child's days from one day to another, both included."""
    query = DAYS.select().where(
        (ChildDayRow.day >= first.isoformat()) & (ChildDayRow.day <= last.isoformat()))
    return DAYS.read(tx.query(query.order_by(ChildDayRow.day, ChildDayRow.child)))


def reading(tx: ReadTransaction, kept: str) -> tuple[ChildDay, ...]:
    """The days with such a code or such digits, both hidden."""
    query = DAYS.select().where((ChildDayRow.code == kept) | (ChildDayRow.digits == kept))
    return DAYS.read(tx.query(query))


def first_day(tx: ReadTransaction) -> date | None:
    """The first day on which a child was expected, None where none was."""
    first = tx.value(ChildDayRow.select(fn.MIN(ChildDayRow.day)))
    return date.fromisoformat(first) if first else None


def add_call(tx: WriteTransaction, child_id: int, outcome: CallOutcome, now: datetime) -> None:
    """Somebody was called."""
    tx.query(ChildCallRow.insert(child=child_id, at=stored_instant(now), outcome=outcome))


def calls(tx: ReadTransaction, since: datetime) -> tuple[ChildCall, ...]:
    """The calls since an instant, oldest first."""
    query = CALLS.select().where(ChildCallRow.at >= stored_instant(since))
    return CALLS.read(tx.query(query.order_by(ChildCallRow.id)))


def add_alarm(
    tx: WriteTransaction, kind: AlarmKind, child_id: int | None, now: datetime
) -> None:
    """Calls the manager."""
    tx.query(ClassAlarmRow.insert(kind=kind, child=child_id, at=stored_instant(now)))


def alarms(tx: ReadTransaction, since: datetime) -> tuple[ClassAlarm, ...]:
    """The alarms since an instant, newest first."""
    query = ALARMS.select().where(ClassAlarmRow.at >= stored_instant(since))
    return ALARMS.read(tx.query(query.order_by(ClassAlarmRow.id.desc())))


def see_alarm(tx: WriteTransaction, alarm_id: int, now: datetime) -> bool:
    """Somebody looks after it; False where somebody did already."""
    return bool(tx.query(ClassAlarmRow.update(seen_at=stored_instant(now)).where(
        (ClassAlarmRow.id == alarm_id) & ClassAlarmRow.seen_at.is_null())))


def answer_to(tx: ReadTransaction, key: str) -> str | None:
    """What an act with this key was answered, None where it is new."""
    answer: str | None = tx.value(ClassActRow.select(ClassActRow.answer).where(
        ClassActRow.key == key))
    return answer


def keep_answer(tx: WriteTransaction, key: str, answer: str, now: datetime) -> None:
    """Keeps what an act was answered."""
    tx.query(ClassActRow.insert(key=key, at=stored_instant(now), answer=answer))


def drop_before(tx: WriteTransaction, before: datetime) -> None:
    """Forgets acts and alarms of long ago."""
    for model in (ClassActRow, ClassAlarmRow):
        tx.query(model.delete().where(_at(model) < stored_instant(before)))


def _at(model: Any) -> Any:
    return model.at
