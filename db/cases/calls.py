"""Calls from the touch screen: nothing in them is personal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from peewee import BigIntegerField, IntegerField, Model, TextField

from db.engine.column_types import stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from kiosk.domain.cases.calls import CASE_CALL_ENDS, CaseCall


class CaseCallRow(Model):
    """A call; `request_key` makes twice once, `taken_by` is an account."""

    request_key = TextField(unique=True)
    kiosk = TextField()
    topic = TextField()
    listener = TextField()
    called_at = BigIntegerField(index=True)
    taken_by = IntegerField(null=True)
    taken_at = BigIntegerField(null=True)
    ended_at = BigIntegerField(null=True)

    class Meta:
        table_name = "case_call"


CALLS = RowMapper(CaseCall, CaseCallRow, topic_id=CaseCallRow.topic,
                  listener_id=CaseCallRow.listener)


def add(tx: WriteTransaction, call: CaseCall, key: str) -> CaseCall:
    """Writes a call; those that this kiosk sent before it are over."""
    tx.query(CaseCallRow.update(ended_at=stored_instant(call.called_at)).where(
        (CaseCallRow.kiosk == call.kiosk) & CaseCallRow.ended_at.is_null()))
    row = CaseCallRow.insert(request_key=key, **CALLS.write(call))
    return replace(call, id=tx.value(row.returning(CaseCallRow.id)))


def by_request(tx: ReadTransaction, key: str) -> CaseCall | None:
    """The call that was sent with a key, or None."""
    return CALLS.first(tx.query(CALLS.select().where(CaseCallRow.request_key == key)))


def by_id(tx: ReadTransaction, call_id: int) -> CaseCall | None:
    """A call, or None."""
    return CALLS.first(tx.query(CALLS.select().where(CaseCallRow.id == call_id)))


def ringing(tx: ReadTransaction, now: datetime) -> tuple[CaseCall, ...]:
    """The calls that somebody may answer, oldest first."""
    found = CALLS.read(tx.query(CALLS.select().where(
        CaseCallRow.called_at > stored_instant(now - CASE_CALL_ENDS)).order_by(CaseCallRow.id)))
    return tuple(one for one in found if one.rings(now))


def change_to(tx: WriteTransaction, call: CaseCall) -> None:
    """Writes a call as it stands now."""
    tx.query(CaseCallRow.update(**CALLS.write(call, "taken_by", "taken_at", "ended_at"))
             .where(CaseCallRow.id == call.id))


def drop_old(tx: WriteTransaction, before: datetime) -> None:
    """Deletes those of before an instant."""
    tx.query(CaseCallRow.delete().where(CaseCallRow.called_at < stored_instant(before)))
