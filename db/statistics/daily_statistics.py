"""The figures of closed days: a row for each day and area, all of a day or none.

The rows are permanent. A body is a JSON object by field name, without what is nothing: so an area
may count more from some day on, or less, and what an older program kept is read all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from peewee import CompositeKey, Model, TextField, fn

from db.engine.database import ReadTransaction, WriteTransaction
from kiosk.domain.statistics.daily_statistics import AreaDay, DayFigures


class DailyStatisticsRow(Model):
    """What an area counted on a business day that is over."""

    day = TextField()
    area = TextField()
    body = TextField()

    class Meta:
        table_name = "daily_statistics"
        primary_key = CompositeKey("day", "area")


def newest(tx: ReadTransaction) -> date | None:
    """The last day whose figures are kept, None where there is none."""
    day = tx.value(DailyStatisticsRow.select(fn.MAX(DailyStatisticsRow.day)))
    return date.fromisoformat(day) if day else None


def kept(
    tx: ReadTransaction, first: date, last: date, kinds: Iterable[type[AreaDay]]
) -> dict[date, DayFigures]:
    """The kept days from `first` to `last`, with what the areas asked for counted."""
    row, of = DailyStatisticsRow, {kind.AREA: kind for kind in kinds}
    query = row.select(row.day, row.area, row.body).where(
        row.day.between(first.isoformat(), last.isoformat()))
    found: dict[date, dict[type[AreaDay], AreaDay]] = {}
    for day, area, body in tx.query(query.tuples()):
        counted = found.setdefault(date.fromisoformat(day), {})
        if kind := of.get(area):
            counted[kind] = _reader(kind)(json.loads(body))
    return {day: DayFigures(day, counted) for day, counted in found.items()}


def keep(tx: WriteTransaction, figures: DayFigures) -> None:
    """Keeps the figures of a day that has none."""
    tx.query(DailyStatisticsRow.insert_many([
        {"day": figures.day.isoformat(), "area": counted.AREA,
         "body": json.dumps(_stored(counted), ensure_ascii=False, separators=(",", ":"))}
        for counted in figures.counted.values()
    ]))


def drop_after(tx: WriteTransaction, day: date) -> None:
    """Forgets the figures of all days after one."""
    tx.query(DailyStatisticsRow.delete().where(DailyStatisticsRow.day > day.isoformat()))


def _stored(value: Any) -> Any:
    """A value as JSON has it: objects by field name, without what is nothing."""
    if is_dataclass(value):
        named = ((one.name, _stored(getattr(value, one.name))) for one in fields(value))
        return {name: stored for name, stored in named if stored}
    if isinstance(value, Mapping):
        return {key: _stored(one) for key, one in value.items()}
    return [_stored(one) for one in value] if isinstance(value, tuple) else value


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What makes JSON into a type again: fields it does not know are passed over, what is missing
    is nothing. Made once for each type: a day has hundreds of values."""
    if is_dataclass(hint):
        return _dataclass_reader(hint)
    if get_origin(hint) is tuple:
        of_each = _reader(get_args(hint)[0])
        return tuple if of_each is _as_it_is else lambda body: tuple(map(of_each, body))
    if get_origin(hint) is Mapping:
        of_value = _reader(get_args(hint)[1])
        return lambda body: {key: of_value(one) for key, one in body.items()}
    return _as_it_is


def _dataclass_reader(make: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(make)
    readers = {one.name: _reader(hints[one.name]) for one in fields(make)}
    made_anew = [(name, read) for name, read in readers.items() if read is not _as_it_is]

    def reader(body: dict[str, Any]) -> Any:
        known = {name: value for name, value in body.items() if name in readers}
        for name, read in made_anew:
            if name in known:
                known[name] = read(known[name])
        return make(**known)

    return reader


def _as_it_is(value: Any) -> Any:
    return value
