"""Column types and prepared statements that SQLite and PostgreSQL share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

import peewee

from kiosk.domain.calendar import ZONE

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stored_instant(instant: datetime) -> int:
    """An aware datetime as whole microseconds since 1970, which sort the same everywhere."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(stored: int) -> datetime:
    """The reverse of `stored_instant`, in the centre's zone."""
    return datetime.fromtimestamp(stored // 1_000_000, ZONE).replace(
        microsecond=stored % 1_000_000
    )


def instant_or_none(stored: int | None) -> datetime | None:
    """`instant_of`, passing None through."""
    return None if stored is None else instant_of(stored)


def stored_or_none(instant: datetime | None) -> int | None:
    """`stored_instant`, passing None through."""
    return None if instant is None else stored_instant(instant)


def earliest_day_of(stored: int | None) -> date | None:
    """The earliest business day that an instant may belong to, passing None through: up to the
    centre's own morning it belongs to the day before."""
    return None if stored is None else (instant_of(stored) - timedelta(days=1)).date()


def within(column: Any, begins: datetime, ends: datetime) -> Any:
    """The condition that a column's instant lies in `[begins, ends)`."""
    return (column >= stored_instant(begins)) & (column < stored_instant(ends))


class SealedField(peewee.TextField):
    """Text of `db/engine/encryption.py` that names its key; triggers see to it that the key goes
    with the text (`db/engine/forgetting.py`)."""


def has_sealed(columns: Iterable[peewee.Field]) -> bool:
    """Whether any of these columns holds encrypted values."""
    return any(isinstance(one, SealedField) for one in columns)


def key_of(column: peewee.Field) -> Any:
    """The id of the key that an encrypted value names."""
    # `k.` and 22 characters: see `db/engine/encryption.py`.
    return peewee.fn.SUBSTR(column, 3, 22)


def names_key(model: type[peewee.Model], keys: Collection[str]) -> Any:
    """The condition that a row has an encrypted value with one of these keys."""
    return reduce(or_, (key_of(one) << list(keys)
                        for one in model._meta.sorted_fields if isinstance(one, SealedField)))


class Param(peewee.Node):
    """A named gap in a `PreparedQuery`, filled each time it runs."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __sql__(self, ctx: Any) -> Any:
        # A bound value that stays open: peewee offers no public way to leave one.
        ctx._values.append(self)
        return ctx.literal(ctx.state.param or "?")


class PreparedQuery:
    """A peewee query put into SQL once per database; writing SQL anew cost more than running it.

    >>> WAITING = PreparedQuery(lambda: TicketRow.select().where(TicketRow.day == Param("day")))
    """

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build
        self._ready: dict[str, tuple[str, list[Any]]] = {}

    def sql(self, database: peewee.Database) -> tuple[str, list[Any]]:
        """The statement for one database and what fills it: plain values and `Param`s."""
        if database.param not in self._ready:
            self._ready[database.param] = self._build().bind(database).sql()
        return self._ready[database.param]

    def execute(self, database: peewee.Database, **values: Any) -> Any:
        """Runs it and returns the driver's cursor."""
        sql, gaps = self.sql(database)
        filled = [values[g.name] if isinstance(g, Param) else g for g in gaps]
        return database.execute_sql(sql, filled)
