"""Notices out: where the centre may send, and what waits to be sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import BigIntegerField, ForeignKeyField, IntegerField, Model, TextField, fn

from db.engine.column_types import SealedField, instant_or_none, names_key, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper


class NotificationChannelRow(Model):
    """Where the manager lets notices go. `address` is sealed: it holds passwords."""

    name = TextField()
    address = SealedField(null=True)

    class Meta:
        table_name = "notification_channel"


class NotificationRow(Model):
    """A notice that waits to be sent to one target."""

    target = ForeignKeyField(NotificationChannelRow)
    text = TextField()
    made_at = BigIntegerField()
    next_at = BigIntegerField(index=True)
    tries = IntegerField(default=0)

    class Meta:
        table_name = "notification"


@dataclass(frozen=True, slots=True)
class NotificationChannel:
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


NOTICES = RowMapper(NoticeOut, NotificationRow, address=NotificationChannelRow.address)


def add_target(tx: WriteTransaction, name: str) -> int:
    """A new target; its sealed address follows by `seal_in`."""
    id_: int = tx.value(
        NotificationChannelRow.insert(name=name).returning(NotificationChannelRow.id))
    return id_


def seal_in(tx: WriteTransaction, target_id: int, sealed: str) -> None:
    """Keeps the address of a target, sealed."""
    tx.query(
        NotificationChannelRow.update(address=sealed).where(NotificationChannelRow.id == target_id))


def sealed_address(tx: ReadTransaction, target_id: int) -> str | None:
    """The sealed address of a target; None where there is none."""
    row = NotificationChannelRow
    sealed: str | None = tx.value(row.select(row.address).where(row.id == target_id))
    return sealed


def drop_target(tx: WriteTransaction, target_id: int) -> bool:
    """Takes a target out, with what waits for it; False where there is none."""
    tx.query(NotificationRow.delete().where(NotificationRow.target == target_id))
    return bool(
        tx.query(NotificationChannelRow.delete().where(NotificationChannelRow.id == target_id)))


def with_keys(tx: ReadTransaction, keys: Collection[str]) -> list[int]:
    """The targets whose address names one of these keys."""
    return tx.column(NotificationChannelRow.select(NotificationChannelRow.id)
                          .where(names_key(NotificationChannelRow, keys)))


def targets(tx: ReadTransaction) -> tuple[NotificationChannel, ...]:
    """All targets, with how many notices wait for each."""
    waiting = Counter(tx.column(NotificationRow.select(NotificationRow.target)))
    rows = tx.query(NotificationChannelRow.select(NotificationChannelRow.id,
                                                     NotificationChannelRow.name)
                       .where(
                           NotificationChannelRow.address.is_null(
                               False)).order_by(NotificationChannelRow.id).tuples())
    return tuple(NotificationChannel(id_, name, waiting[id_]) for id_, name in rows)


def post(tx: WriteTransaction, text: str, now: datetime) -> None:
    """Lets a notice wait for every target."""
    for target in targets(tx):
        tx.query(NotificationRow.insert(
            target=target.id, text=text, made_at=stored_instant(now),
            next_at=stored_instant(now)))


def due(tx: ReadTransaction, now: datetime) -> NoticeOut | None:
    """The notice that has been due longest, or None."""
    row = NotificationRow
    query = (
        NOTICES.select().join(NotificationChannelRow).where(row.next_at <= stored_instant(now))
        .order_by(row.next_at, row.id).limit(1)
    )
    return NOTICES.first(tx.query(query))


def next_at(tx: ReadTransaction) -> datetime | None:
    """When the next notice is due, or None."""
    return instant_or_none(tx.value(NotificationRow.select(fn.MIN(NotificationRow.next_at))))


def put_off(tx: WriteTransaction, notice: NoticeOut, now: datetime, pause: timedelta) -> bool:
    """Counts a try, and lets it come again later; whether nobody else did so first."""
    row = NotificationRow
    query = row.update(tries=notice.tries + 1, next_at=stored_instant(now + pause)).where(
        row.id == notice.id, row.tries == notice.tries)
    return bool(tx.query(query) == 1)


def failing(tx: ReadTransaction, tries: int) -> int:
    """How many notices wait that were tried so often."""
    return int(tx.value(NotificationRow.select(fn.COUNT(NotificationRow.id))
                        .where(NotificationRow.tries >= tries)))


def drop(tx: WriteTransaction, notice_id: int) -> None:
    """It was sent, or is no news any more."""
    tx.query(NotificationRow.delete().where(NotificationRow.id == notice_id))
