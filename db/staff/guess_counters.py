"""Wrong PINs and passwords, counted by whose they are and from where they were tried."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from peewee import BigIntegerField, CompositeKey, IntegerField, Model, TextField

from db.engine.column_types import instant_of, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from kiosk.domain.guessing import STRANGERS, WrongTries


class GuessCounterRow(Model):
    """`subject` is whose secret it is (staff:3, volunteer:5), `origin` the count's name."""

    subject = TextField()
    origin = TextField()
    wrong = IntegerField()
    wrong_at = BigIntegerField()

    class Meta:
        table_name = "guess_counter"
        primary_key = CompositeKey("subject", "origin")


TRIES = RowMapper(WrongTries, GuessCounterRow)


def wrong_tries(tx: ReadTransaction, subject: str, origin: str) -> WrongTries | None:
    """What was tried and wrong; None for nothing."""
    return TRIES.first(tx.query(TRIES.select().where(_one(subject, origin))))


def count(tx: WriteTransaction, subject: str, origins: Iterable[str], now: datetime,
          forgotten: datetime) -> None:
    """Counts one more wrong try at each origin; what was counted last before `forgotten` goes."""
    row, at = GuessCounterRow, stored_instant(now)
    tx.query(row.delete().where(row.wrong_at < stored_instant(forgotten)))
    for origin in origins:
        tx.query(
            row.insert(subject=subject, origin=origin, wrong=1, wrong_at=at).on_conflict(
                conflict_target=(row.subject, row.origin),
                update={row.wrong: row.wrong + 1, row.wrong_at: at}))


def forgive(tx: WriteTransaction, subject: str, origin: str) -> None:
    """Forgets what was tried at one origin."""
    tx.query(GuessCounterRow.delete().where(_one(subject, origin)))


def forget(tx: WriteTransaction, subject: str) -> None:
    """Forgets all that was tried: there is a new secret."""
    tx.query(GuessCounterRow.delete().where(GuessCounterRow.subject == subject))


def tried_by_strangers(tx: ReadTransaction) -> dict[str, WrongTries]:
    """What devices that nobody knows tried, by subject."""
    row = GuessCounterRow
    query = row.select(row.subject, row.wrong, row.wrong_at).where(row.origin == STRANGERS)
    return {subject: WrongTries(wrong, instant_of(at))
            for subject, wrong, at in tx.query(query.tuples())}


def _one(subject: str, origin: str) -> object:
    return (GuessCounterRow.subject == subject) & (GuessCounterRow.origin == origin)
