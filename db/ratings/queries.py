"""Ratings: which numbers have one, what waits, what was counted, what was said, which tablets."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from db.engine.column_types import names_key, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from db.ratings.tables import (
    RatedTicketRow,
    RatingNoteRow,
    RatingPoolRow,
    RatingSumRow,
    RatingTabletRow,
)
from kiosk.domain.rating import LEVELS, FollowUp
from kiosk.domain.ratings.rating_sums import RatingSum

# There is one.
POOL = 1


@dataclass(frozen=True, slots=True)
class RatingPool:
    """What waits to be counted, sealed; None where nothing does, or where it was lost with its
    key. `swept` is the Monday up to which it was swept."""

    swept: date
    sealed: str | None


@dataclass(frozen=True, slots=True)
class RatingNote:
    """What was said with a rating, sealed: the `story`, whom to call, and the mark of that
    telephone. `level` and the clock stand with a poor one alone."""

    mark: str
    day: date
    level: int | None
    tags: frozenset[str]
    follow_up: FollowUp | None = None
    story: str | None = None
    contact: str | None = None
    person_index: str | None = None


@dataclass(frozen=True, slots=True)
class RatingTablet:
    """A counter's tablet: the mark of a code, until when it binds, and the mark of what the bound
    one holds."""

    counter: int
    code: str | None = None
    code_ends_at: datetime | None = None
    token: str | None = None


POOLS = RowMapper(RatingPool, RatingPoolRow)
NOTES = RowMapper(RatingNote, RatingNoteRow, follow_up=RowMapper(FollowUp, RatingNoteRow))
TABLETS = RowMapper(RatingTablet, RatingTabletRow)


def add_mark(tx: WriteTransaction, mark: str, day: date) -> bool:
    """Writes that a number of a day was rated; False where it was already."""
    return bool(tx.column(RatedTicketRow.insert(mark=mark, day=day.isoformat())
                          .on_conflict_ignore().returning(RatedTicketRow.mark)))


def is_rated(tx: ReadTransaction, mark: str) -> bool:
    """Whether a number was rated."""
    return bool(tx.column(RatedTicketRow.select(RatedTicketRow.mark).where(
        RatedTicketRow.mark == mark)))


def drop_marks(tx: WriteTransaction, before: date) -> None:
    """Deletes the marks of numbers that are too old to be rated."""
    tx.query(RatedTicketRow.delete().where(RatedTicketRow.day < before.isoformat()))


def pool(tx: ReadTransaction) -> RatingPool | None:
    """What waits to be counted; None before the first rating."""
    return POOLS.first(tx.query(POOLS.select().where(RatingPoolRow.id == POOL)))


def keep_pool(tx: WriteTransaction, held: RatingPool) -> None:
    """Writes what waits to be counted."""
    row = POOLS.write(held)
    tx.query(RatingPoolRow.insert(id=POOL, swept=row["swept"]).on_conflict_ignore())
    # As an update, after which the key of what is written over is destroyed.
    tx.query(RatingPoolRow.update(**row).where(RatingPoolRow.id == POOL))


def add_sums(tx: WriteTransaction, day: date, sums: Iterable[RatingSum]) -> None:
    """Counts ratings on a day."""
    for one in sums:
        levels = {f"level_{n}": one.levels[n - 1] for n in LEVELS}
        tx.query(RatingSumRow.insert(
            day=day.isoformat(), service=one.service_id, counter=one.counter,
            tags=json.dumps(one.tags), **levels))


def sums(tx: ReadTransaction, first: date, last: date) -> tuple[RatingSum, ...]:
    """What was counted from a day to another."""
    query = RatingSumRow.select().where(
        RatingSumRow.day.between(first.isoformat(), last.isoformat()))
    return tuple(
        RatingSum(row["service"], row["counter"], tuple(row[f"level_{n}"] for n in LEVELS),
                  tuple(json.loads(row["tags"])))
        for row in tx.query(query.order_by(RatingSumRow.id).dicts()))


def first_day(tx: ReadTransaction) -> date | None:
    """The first day on which ratings were counted; None where none were."""
    day = tx.value(RatingSumRow.select(RatingSumRow.day).order_by(RatingSumRow.day).limit(1))
    return date.fromisoformat(day) if day else None


def keep_note(tx: WriteTransaction, note: RatingNote) -> None:
    """Writes what was said with a rating, and how far its follow-up is."""
    row = NOTES.write(note)
    tx.query(RatingNoteRow.insert(**row).on_conflict_ignore())
    tx.query(RatingNoteRow.update(**row).where(RatingNoteRow.mark == note.mark))


def note(tx: ReadTransaction, mark: str) -> RatingNote | None:
    """What was said with a rating, or None."""
    return NOTES.first(tx.query(NOTES.select().where(RatingNoteRow.mark == mark)))


def notes(tx: ReadTransaction, before: date) -> tuple[RatingNote, ...]:
    """What was said with ratings of the days before one, the newest day first."""
    query = NOTES.select().where(RatingNoteRow.day < before.isoformat())
    return NOTES.read(tx.query(query.order_by(RatingNoteRow.day.desc(), RatingNoteRow.mark)))


def open_follow_ups(tx: ReadTransaction, before: date) -> tuple[FollowUp, ...]:
    """The clocks of the poor ratings of the days before one that nobody has dealt with."""
    found = NOTES.read(tx.query(NOTES.select().where(
        (RatingNoteRow.day < before.isoformat()) & RatingNoteRow.answer_by.is_null(False)
        & RatingNoteRow.dealt_at.is_null())))
    return tuple(one.follow_up for one in found if one.follow_up)


def notes_of(tx: ReadTransaction, person_index: str) -> tuple[RatingNote, ...]:
    """The ratings whose giver left a telephone, by the mark of that."""
    return NOTES.read(tx.query(
        NOTES.select().where(RatingNoteRow.person_index == person_index)))


def have_old_notes(tx: ReadTransaction, before: datetime) -> bool:
    """Whether anything said ended before an instant."""
    return bool(tx.column(RatingNoteRow.select(RatingNoteRow.mark).where(_ended(before)).limit(1)))


def forget_notes(tx: WriteTransaction, before: datetime) -> int:
    """Deletes what was said and ended before an instant; returns of how many ratings."""
    return int(tx.query(RatingNoteRow.delete().where(_ended(before))))


def delete_note(tx: WriteTransaction, mark: str) -> None:
    """Deletes what was said with a rating."""
    tx.query(RatingNoteRow.delete().where(RatingNoteRow.mark == mark))


def forget_with_keys(tx: WriteTransaction, keys: Collection[str]) -> int:
    """Deletes what was said and what waited under one of these keys; returns how much. What waited
    is counted by nobody any more."""
    gone = int(tx.query(RatingNoteRow.delete().where(names_key(RatingNoteRow, keys))))
    return gone + int(tx.query(RatingPoolRow.update(sealed=None).where(
        names_key(RatingPoolRow, keys))))


def tablet(tx: ReadTransaction, counter: int) -> RatingTablet | None:
    """The tablet of a counter, or a code for one; None where there is neither."""
    return TABLETS.first(tx.query(TABLETS.select().where(RatingTabletRow.counter == counter)))


def tablets(tx: ReadTransaction) -> tuple[RatingTablet, ...]:
    """All of them, by counter."""
    return TABLETS.read(tx.query(TABLETS.select().order_by(RatingTabletRow.counter)))


def keep_tablet(tx: WriteTransaction, held: RatingTablet) -> None:
    """Writes a counter's tablet, or the code for one."""
    tx.query(upsert(RatingTabletRow, {"counter": held.counter}, {
        name: value for name, value in TABLETS.write(held).items() if name != "counter"}))


def drop_tablet(tx: WriteTransaction, counter: int) -> None:
    """Takes a counter's tablet away."""
    tx.query(RatingTabletRow.delete().where(RatingTabletRow.counter == counter))


def _ended(before: datetime) -> object:
    """Of a poor rating once it was dealt with, of any other from its day on."""
    return (RatingNoteRow.dealt_at < stored_instant(before)) | (
        RatingNoteRow.answer_by.is_null() & (RatingNoteRow.day < before.date().isoformat()))
