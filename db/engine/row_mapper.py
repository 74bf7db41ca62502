"""Rows to domain values and back, by the names of their columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import groupby
from operator import attrgetter, itemgetter
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import peewee

from db.engine.column_types import Param, instant_of, stored_instant

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")
Row = Sequence[Any]

_MINUTE = timedelta(minutes=1)
_name_of = itemgetter(0)


class _Conversion(NamedTuple):
    """How a type of domain value lies in a column: in which types of column, read, written."""

    stored_as: tuple[str, ...]
    read: Callable[[Any], Any] | None = None
    write: Callable[[Any], Any] | None = None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_WHOLE = ("INT", "SMALLINT", "BIGINT", "AUTO")
_CONVERSIONS: dict[object, _Conversion] = {
    int: _Conversion(_WHOLE),
    float: _Conversion(("DOUBLE",)),
    str: _Conversion(("TEXT",)),
    bool: _Conversion(("BOOL",), bool),
    datetime: _Conversion(("BIGINT",), instant_of, stored_instant),
    date: _Conversion(("TEXT",), date.fromisoformat, date.isoformat),
    time: _Conversion(("TEXT",), time.fromisoformat, lambda value: f"{value:%H:%M}"),
    timedelta: _Conversion(_WHOLE, _MINUTE.__mul__, lambda value: value // _MINUTE),
    dict: _Conversion(("TEXT",), json.loads, _json),
    frozenset: _Conversion(("TEXT",), lambda text: frozenset(json.loads(text)),
                           lambda value: _json(sorted(value))),
}


class _Cell(NamedTuple):
    """A column that is written: how to get from a value what stands there."""

    column: str
    get: Callable[[Any], Any]
    write: Callable[[Any], Any] | None


class _PlainColumns(peewee.Node):
    """Columns of tables in a list of what is selected, written once for each way in which a query
    names their tables: peewee puts a table's name before every column anew."""

    def __init__(self, columns: Sequence[Any]) -> None:
        self._columns = columns
        self._tables = tuple(dict.fromkeys(one.unalias().model._meta.table for one in columns))
        self._written: dict[tuple[str, ...], str] = {}

    def __sql__(self, ctx: Any) -> Any:
        # Asked in the order in which the columns would ask: it decides which name a table gets.
        names = tuple(ctx.alias_manager[table] for table in self._tables)
        if names not in self._written:
            alone = peewee.Context(**ctx.state.settings, scope=ctx.scope)
            alone.alias_manager = ctx.alias_manager
            self._written[names], _ = alone.sql(peewee.CommaNodeList(self._columns)).query()
        return ctx.literal(self._written[names])


class _StoredRows(peewee.ModelSelect):
    """A query whose rows are tuples as the driver gives them: the mapper converts."""

    def _get_cursor_wrapper(self, cursor: Any) -> Any:
        return peewee.CursorWrapper(cursor)


class RowMapper(Generic[Value]):
    """Reads a domain value from a table or join, and writes it into the columns of the table.

    A field of the dataclass is read from the column of its name. `sources` name what else a
    field is read from: another column, an SQL expression, or the mapper of a value inside the
    value (None where its first column is empty). The type of the field says how it is stored:
    instants as in `db.engine.column_types`, days as ISO text, times of day as HH:MM, spans of time
    as whole minutes, enums by their value, dicts and frozensets as JSON.

    TypeError, at import, where a field has no column or its column cannot hold its type.

    >>> DUTIES = RowMapper(Duty, DutyRow, post_id=DutyRow.post)
    >>> DUTIES.read(tx.query(DUTIES.select().where(DutyRow.post == "door")))
    """

    def __init__(self, value: type[Value], table: type[peewee.Model], **sources: Any) -> None:
        self._value, self._table = value, table
        hints = get_type_hints(value)
        self._fields = tuple(one.name for one in fields(value) if one.init)
        if unknown := sources.keys() - set(self._fields):
            raise TypeError(f"{value.__name__} has no field {', '.join(sorted(unknown))}")
        self._nodes: dict[str, Any] = {}
        self._reads: dict[str, Callable[[Any], Any] | None] = {}
        self._cells: dict[str, tuple[_Cell, ...]] = {}
        self._inner: dict[str, RowMapper[Any]] = {}
        for name in self._fields:
            source = sources.get(name, table._meta.columns.get(name))
            if isinstance(source, RowMapper):
                self._add_inner(name, source)
            else:
                self._add_column(name, source, hints[name])
        self.columns = tuple(
            node if getattr(node, "column_name", None) == label else node.alias(label)
            for label, node in self._labelled("")
        )
        self._select_list = [
            part for is_plain, run in groupby(self.columns, _is_plain)
            for part in ([_PlainColumns(tuple(run))] if is_plain else run)
        ]
        self._readers: dict[tuple[str, ...], Callable[[Row], Value]] = {}

    def select(self) -> Any:
        """A query for the columns that `read` needs, as they are stored; joins are the caller's."""
        return _StoredRows(self._table, self._select_list)

    def gaps(self) -> dict[str, Param]:
        """The columns that `write` fills, as gaps of a prepared insert."""
        return {cell.column: Param(cell.column) for cells in self._cells.values() for cell in cells}

    def read(self, rows: Any) -> tuple[Value, ...]:
        """The values of all rows that `Session.ask` or `Session.run` found, in their order.

        LookupError where the rows lack a column; in what order they have them is the same.
        """
        return tuple(map(self._reader_of(rows), rows))

    def first(self, rows: Any) -> Value | None:
        """The value of the first row, None where there is none. LookupError as in `read`."""
        return next(map(self._reader_of(rows), rows), None)

    def write(self, value: Value, *names: str) -> dict[str, Any]:
        """What stands in the table's columns for a value, or for some of its fields.

        The id that the database gives is left out, and what is read from other tables.
        """
        row: dict[str, Any] = {}
        for name in names or self._cells:
            for column, get, write in self._cells[name]:
                held = get(value)
                row[column] = held if held is None or write is None else write(held)
        return row

    def _add_column(self, name: str, source: Any, hint: Any) -> None:
        what = f"{self._value.__name__}.{name}"
        if source is None:
            raise TypeError(f"{what} has no column in {self._table._meta.table_name}")
        conversion = _conversion_of(hint)
        if conversion is None:
            raise TypeError(f"{what}: no column holds {hint}")
        self._nodes[name], self._reads[name] = source, conversion.read
        if not isinstance(source, peewee.Field):
            return
        if source.field_type not in conversion.stored_as:
            raise TypeError(f"{what}: a column of type {source.field_type} does not hold {hint}")
        if source.model is self._table and not isinstance(source, peewee.AutoField):
            self._cells[name] = (_Cell(source.column_name, attrgetter(name), conversion.write),)

    def _add_inner(self, name: str, inner: RowMapper[Any]) -> None:
        self._inner[name] = inner
        if inner._table is self._table:
            self._cells[name] = tuple(
                _Cell(cell.column, _within(attrgetter(name), cell.get), cell.write)
                for cells in inner._cells.values() for cell in cells
            )

    def _labelled(self, prefix: str) -> Iterator[tuple[str, Any]]:
        for name, node in self._nodes.items():
            yield prefix + name, node
        for name, inner in self._inner.items():
            yield from inner._labelled(f"{prefix}{name}.")

    def _reader_of(self, rows: Any) -> Callable[[Row], Value]:
        cursor = rows.cursor if isinstance(rows, peewee.CursorWrapper) else rows
        labels = tuple(map(_name_of, cursor.description))
        reader = self._readers.get(labels)
        if reader is None:
            at = {label: n for n, label in enumerate(labels)}
            reader = self._readers[labels] = self._reader(at, "")
        return reader

    def _reader(self, at: Mapping[str, int], prefix: str) -> Callable[[Row], Value]:
        """Makes rows whose columns stand at these places into values: the places are looked up
        once for all rows, for the queue reads many."""
        if missing := [label for label, _ in self._labelled(prefix) if label not in at]:
            raise LookupError(f"{self._value.__name__}: no column {', '.join(missing)} in the row")
        make = self._value
        places = [at.get(prefix + name, 0) for name in self._fields]
        conversions = [(n, read) for n, name in enumerate(self._fields)
                       if (read := self._reads.get(name)) is not None]
        inner = [(n, *self._inner[name]._inside(at, f"{prefix}{name}."))
                 for n, name in enumerate(self._fields) if name in self._inner]

        def reader(row: Row) -> Value:
            values = [row[place] for place in places]
            for n, read in conversions:
                if values[n] is not None:
                    values[n] = read(values[n])
            for n, first, read in inner:
                values[n] = None if row[first] is None else read(row)
            return make(*values)

        return reader

    def _inside(
        self, at: Mapping[str, int], prefix: str
    ) -> tuple[int, Callable[[Row], Value]]:
        """The place of the first column, which says whether there is a value, and its reader."""
        reader = self._reader(at, prefix)
        return at[next(self._labelled(prefix))[0]], reader


def upsert(table: type[peewee.Model], key: Mapping[str, Any], row: Mapping[str, Any]) -> Any:
    """An insert that puts a row, named by column, in the place of the one with the same key."""
    columns = table._meta.combined
    return table.insert(**key, **row).on_conflict(
        conflict_target=[columns[name] for name in key], preserve=[columns[name] for name in row])


def _is_plain(column: Any) -> bool:
    """Whether it is a column of a table, by whatever label."""
    source = column.unalias()
    return isinstance(source, peewee.Field) and not isinstance(source, peewee.FieldAlias)


def _within(outer: Callable[[Any], Any], get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Gets something of a value inside a value, None where there is none inside."""
    return lambda value: None if (held := outer(value)) is None else get(held)


def _conversion_of(hint: Any) -> _Conversion | None:
    """How a type, or the type or None, is stored; None where no column can hold it."""
    kinds = [hint]
    if get_origin(hint) in (Union, UnionType):
        kinds = [one for one in get_args(hint) if one is not NoneType]
    kind = get_origin(kinds[0]) or kinds[0]
    if len(kinds) > 1:
        return None
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        # Twice as fast as asking the enum itself.
        return _Conversion(("TEXT",), members.__getitem__, attrgetter("value"))
    return _CONVERSIONS.get(kind)
