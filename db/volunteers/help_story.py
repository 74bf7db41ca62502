"""What happens to a request: its steps, what was said, the photo; used hand-overs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import (
    BigIntegerField,
    ForeignKeyField,
    Model,
    TextField,
    fn,
)

from db.engine.column_types import SealedField, names_key, stored_instant, within
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from db.volunteers.help_requests import HelpRow
from kiosk.domain.volunteers.help_requests import HelpAction, HelpStep


class HelpStepRow(Model):
    """An action that was done: `actor` as in the event log, `details` a word of ours."""

    request = ForeignKeyField(HelpRow)
    at = BigIntegerField(index=True)
    action = TextField()
    actor = TextField()
    details = TextField(default="")

    class Meta:
        table_name = "help_event"


class MessageRow(Model):
    """Something said between resident, volunteer and centre, sealed."""

    request = ForeignKeyField(HelpRow)
    at = BigIntegerField()
    author = TextField()
    said = SealedField(null=True)

    class Meta:
        table_name = "help_message"


class PhotoRow(Model):
    """The photo of a request, sealed."""

    request = ForeignKeyField(HelpRow, primary_key=True)
    sealed = SealedField()

    class Meta:
        table_name = "help_photo"


class HandOverRow(Model):
    """A code of the kiosk's that was used: it is good for one request."""

    nonce = TextField(primary_key=True)
    ends_at = BigIntegerField(index=True)

    class Meta:
        table_name = "used_handoff"


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something that was said, still sealed; None where it was deleted."""

    id: int
    at: datetime
    author: str
    said: str | None


STEPS = RowMapper(HelpStep, HelpStepRow)
MESSAGES = RowMapper(Sealed, MessageRow)


def add_step(
    tx: WriteTransaction, request_id: int, now: datetime, action: HelpAction, actor: str,
    details: str = ""
) -> None:
    """Writes what was done."""
    tx.query(HelpStepRow.insert(request=request_id, at=stored_instant(now), action=action,
                                  actor=actor, details=details))


def steps(tx: ReadTransaction, request_ids: Iterable[int]) -> tuple[HelpStep, ...]:
    """What was done with these requests, oldest first."""
    query = STEPS.select().where(HelpStepRow.request << list(request_ids)).order_by(HelpStepRow.id)
    return STEPS.read(tx.query(query))


def stories_between(
    tx: ReadTransaction, begins: datetime, ends: datetime
) -> tuple[tuple[HelpStep, ...], ...]:
    """All that was ever done with each request that was moved in `[begins, ends)`."""
    touched = HelpStepRow.select(HelpStepRow.request).where(within(HelpStepRow.at, begins, ends))
    found: dict[int, list[HelpStep]] = {}
    for step in steps(tx, set(tx.column(touched))):
        found.setdefault(step.request_id, []).append(step)
    return tuple(tuple(story) for story in found.values())


def add_message(tx: WriteTransaction, request_id: int, now: datetime, author: str) -> int:
    """Makes room for something said; returns its id, to which it is then sealed."""
    id_: int = tx.value(MessageRow.insert(
        request=request_id, at=stored_instant(now), author=author).returning(MessageRow.id))
    return id_


def seal_in(tx: WriteTransaction, message_id: int, sealed: str) -> None:
    """Keeps what was said."""
    tx.query(MessageRow.update(said=sealed).where(MessageRow.id == message_id))


def messages(tx: ReadTransaction, request_id: int) -> tuple[Sealed, ...]:
    """What was said about a request, oldest first."""
    query = MESSAGES.select().where(MessageRow.request == request_id).order_by(MessageRow.id)
    return MESSAGES.read(tx.query(query))


def keep_photo(tx: WriteTransaction, request_id: int, sealed: str) -> None:
    """Keeps the photo of a request."""
    tx.query(PhotoRow.insert(request=request_id, sealed=sealed))


def photo(tx: ReadTransaction, request_id: int) -> str | None:
    """The photo, sealed, or None."""
    sealed: str | None = tx.value(
        PhotoRow.select(PhotoRow.sealed).where(PhotoRow.request == request_id))
    return sealed


def has_photo(tx: ReadTransaction, request_id: int) -> bool:
    """Whether there is a photo."""
    query = PhotoRow.select(fn.COUNT(PhotoRow.request)).where(PhotoRow.request == request_id)
    return bool(tx.value(query))


def forget(tx: WriteTransaction, request_id: int) -> None:
    """Deletes what was said and shown."""
    tx.query(MessageRow.delete().where(MessageRow.request == request_id))
    tx.query(PhotoRow.delete().where(PhotoRow.request == request_id))


def forget_with_keys(tx: WriteTransaction, keys: Collection[str]) -> int:
    """Deletes what was said and shown under one of these keys; returns how much."""
    return sum(int(tx.query(model.delete().where(names_key(model, keys))))
               for model in (MessageRow, PhotoRow))


def use_hand_over(tx: WriteTransaction, nonce: str, ends: datetime) -> bool:
    """Uses a code of the kiosk's; False where it was used already."""
    return bool(tx.column(
        HandOverRow.insert(nonce=nonce, ends_at=stored_instant(ends))
        .on_conflict_ignore().returning(HandOverRow.nonce)
    ))


def is_used(tx: ReadTransaction, nonce: str) -> bool:
    """Whether a code of the kiosk's was used."""
    return bool(tx.column(
        HandOverRow.select(HandOverRow.nonce).where(HandOverRow.nonce == nonce)))


def drop_hand_overs(tx: WriteTransaction, before: datetime) -> None:
    """Forgets which codes were used that are over anyway."""
    tx.query(HandOverRow.delete().where(HandOverRow.ends_at < stored_instant(before)))
