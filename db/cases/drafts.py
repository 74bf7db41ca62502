"""Texts on their way from the touch screen to a phone, each kept for minutes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from db.cases.tables import CaseDraftRow
from db.engine.column_types import names_key, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, sealed, with what was chosen before it; None where it can be read no more."""

    ends_at: datetime
    topic: str
    listener: str
    sealed: str | None


DRAFTS = RowMapper(Draft, CaseDraftRow)


def keep(tx: WriteTransaction, index: str, draft: Draft) -> None:
    """Keeps a text under the mark of its token."""
    tx.query(CaseDraftRow.insert(token=index, **DRAFTS.write(draft)))


def of(tx: ReadTransaction, index: str) -> Draft | None:
    """The text of a token, or None."""
    return DRAFTS.first(tx.query(DRAFTS.select().where(CaseDraftRow.token == index)))


def drop(tx: WriteTransaction, index: str) -> None:
    """Deletes one."""
    tx.query(CaseDraftRow.delete().where(CaseDraftRow.token == index))


def are_old(tx: ReadTransaction, now: datetime) -> bool:
    """Whether the time of any is over."""
    return bool(tx.column(CaseDraftRow.select(CaseDraftRow.token).where(
        CaseDraftRow.ends_at <= stored_instant(now)).limit(1)))


def drop_old(tx: WriteTransaction, now: datetime) -> None:
    """Deletes those whose time is over."""
    tx.query(CaseDraftRow.delete().where(CaseDraftRow.ends_at <= stored_instant(now)))


def forget_with_keys(tx: WriteTransaction, keys: Collection[str]) -> int:
    """Deletes those under one of these keys; returns how many."""
    return int(tx.query(CaseDraftRow.delete().where(names_key(CaseDraftRow, keys))))
