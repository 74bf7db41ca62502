"""Notices out: where the house may send, and what waits to be sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import BigIntegerField, ForeignKeyField, IntegerField, Model, TextField, fn

from db.engine.column_types import instant_or_none, stored_instant
from db.engine.database import Change, Session
from db.engine.row_mapper import RowMapper


class TargetRow(Model):
    """Where the manager lets notices go. `address` is sealed: it holds passwords."""

    name = TextField()
    address = TextField(null=True)

    class Meta:
        table_name = "notice_target"


class NoticeOutRow(Model):
    """A notice that waits to be sent to one target."""

    target = ForeignKeyField(TargetRow)
    text = TextField()
    made_at = BigIntegerField()
    next_at = BigIntegerField(index=True)
    tries = IntegerField(default=0)

    class Meta:
        table_name = "notice_out"


@dataclass(frozen=True, slots=True)
class Target:
    """Where notices go."""

    id: int
    name: str
    waiting: int


@dataclass(frozen=True, slots=True)
class NoticeOut:
    """A notice that is due, with the sealed address it goes to."""

    id: int
    target_id: int
    address: str
    text: str
    made_at: datetime
    tries: int


NOTICES = RowMapper(NoticeOut, NoticeOutRow, address=TargetRow.address)


def add_target(change: Change, name: str) -> int:
    """A new target; its sealed address follows by `seal_in`."""
    id_: int = change.value(TargetRow.insert(name=name).returning(TargetRow.id))
    return id_


def seal_in(change: Change, target_id: int, sealed: str) -> None:
    """Keeps the address of a target, sealed."""
    change.ask(TargetRow.update(address=sealed).where(TargetRow.id == target_id))


def drop_target(change: Change, target_id: int) -> bool:
    """Takes a target out, with what waits for it; False where there is none."""
    change.ask(NoticeOutRow.delete().where(NoticeOutRow.target == target_id))
    return bool(change.ask(TargetRow.delete().where(TargetRow.id == target_id)))


def targets(session: Session) -> tuple[Target, ...]:
    """All targets, with how many notices wait for each."""
    waiting = Counter(session.column(NoticeOutRow.select(NoticeOutRow.target)))
    rows = session.ask(TargetRow.select(TargetRow.id, TargetRow.name)
                       .where(TargetRow.address.is_null(False)).order_by(TargetRow.id).tuples())
    return tuple(Target(id_, name, waiting[id_]) for id_, name in rows)


def post(change: Change, text: str, now: datetime, only: int | None = None) -> None:
    """Lets a notice wait for every target, or for one."""
    for target in targets(change):
        if only in (None, target.id):
            change.ask(NoticeOutRow.insert(target=target.id, text=text,
                                           made_at=stored_instant(now),
                                           next_at=stored_instant(now)))


def due(session: Session, now: datetime) -> NoticeOut | None:
    """The notice that has been due longest, or None."""
    row = NoticeOutRow
    query = (
        NOTICES.select().join(TargetRow).where(row.next_at <= stored_instant(now))
        .order_by(row.next_at, row.id).limit(1)
    )
    return NOTICES.first(session.ask(query))


def next_at(session: Session) -> datetime | None:
    """When the next notice is due, or None."""
    return instant_or_none(session.value(NoticeOutRow.select(fn.MIN(NoticeOutRow.next_at))))


def put_off(change: Change, notice: NoticeOut, now: datetime, pause: timedelta) -> None:
    """Tries again later."""
    change.ask(NoticeOutRow.update(tries=notice.tries + 1, next_at=stored_instant(now + pause))
               .where(NoticeOutRow.id == notice.id))


def drop(change: Change, notice_id: int) -> None:
    """It was sent, or is no news any more."""
    change.ask(NoticeOutRow.delete().where(NoticeOutRow.id == notice_id))
