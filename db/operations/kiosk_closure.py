"""Kiosks that the staff put out of use for a day."""

from __future__ import annotations

from datetime import date

from peewee import CompositeKey, Model, TextField

from db.engine.database import ReadTransaction, WriteTransaction


class ShutRow(Model):
    """A kiosk out of use on a business day; with the next day it is in use again."""

    day = TextField()
    kiosk = TextField()

    class Meta:
        table_name = "kiosk_closure"
        primary_key = CompositeKey("day", "kiosk")


def is_shut(session: ReadTransaction, day: date, kiosk: str) -> bool:
    """Whether a kiosk is out of use on a day; kept in memory, for every number asks it."""
    return (day.isoformat(), kiosk) in session.remembered("kiosks_shut", lambda: _read(session))


def shut(change: WriteTransaction, day: date, kiosk: str) -> bool:
    """Puts a kiosk out of use for a day and forgets days before; False where it was already."""
    change.ask(ShutRow.delete().where(ShutRow.day < day.isoformat()))
    row = {"day": day.isoformat(), "kiosk": kiosk}
    return bool(change.ask(ShutRow.insert(**row).on_conflict_ignore().as_rowcount()))


def open_again(change: WriteTransaction, day: date, kiosk: str) -> bool:
    """Puts it back in use; False where it was in use."""
    row = (ShutRow.day == day.isoformat()) & (ShutRow.kiosk == kiosk)
    return bool(change.ask(ShutRow.delete().where(row)))


def _read(session: ReadTransaction) -> frozenset[tuple[str, str]]:
    return frozenset(session.ask(ShutRow.select(ShutRow.day, ShutRow.kiosk).tuples()))
