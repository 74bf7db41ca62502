"""Rows and domain values: what is stored is read back, whatever order its columns come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import peewee
import pytest
from peewee import fn

from db.engine.column_types import Param, PreparedQuery
from db.engine.database import WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE


class Light(StrEnum):
    WARM = "warm"
    COLD = "cold"


@dataclass(frozen=True)
class Shelf:
    id: int
    name: str


@dataclass(frozen=True)
class Span:
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Lamp:
    id: int
    shelf_id: int
    light: Light
    bought: date
    opens: time
    burns: timedelta
    bright: bool
    lent_at: datetime | None
    rooms: frozenset[str]
    notes: dict[str, str]
    lent: Span | None = None


@dataclass(frozen=True)
class LampOnShelf:
    id: int
    shelf: Shelf
    is_lent: bool


class ShelfRow(peewee.Model):
    name = peewee.TextField()

    class Meta:
        table_name = "test_shelf"


class LampRow(peewee.Model):
    shelf = peewee.ForeignKeyField(ShelfRow)
    light = peewee.TextField()
    day = peewee.TextField()
    opens = peewee.TextField()
    burns = peewee.IntegerField()
    bright = peewee.BooleanField()
    lent_at = peewee.BigIntegerField(null=True)
    rooms = peewee.TextField()
    notes = peewee.TextField()
    lent_from = peewee.BigIntegerField(null=True)
    lent_to = peewee.BigIntegerField(null=True)

    class Meta:
        table_name = "test_lamp"


SHELVES = RowMapper(Shelf, ShelfRow)
SPANS = RowMapper(Span, LampRow, begins=LampRow.lent_from, ends=LampRow.lent_to)
LAMPS = RowMapper(Lamp, LampRow, bought=LampRow.day, lent=SPANS)
ON_SHELVES = RowMapper(
    LampOnShelf, LampRow, shelf=SHELVES, is_lent=LampRow.lent_at.is_null(False))

NOON = datetime(2026, 10, 16, 12, 0, 0, 250_000, ZONE)
LAMP = Lamp(1, 1, Light.COLD, date(2026, 10, 1), time(8, 30), timedelta(minutes=90), True, None,
            frozenset({"hall", "阅览室"}), {"colour": "绿"})
LENT = replace(LAMP, id=2, light=Light.WARM, bright=False, lent_at=NOON,
               lent=Span(NOON, NOON + timedelta(hours=2)))


@pytest.fixture
def tx(ctx: AppContext) -> Iterator[WriteTransaction]:
    """A change in a database where two lamps stand on the second shelf of two."""
    with ctx.database.write() as tx:
        for table in (ShelfRow, LampRow):
            with table.bind_ctx(ctx.database.peewee):
                table.create_table()
        for name in ("cellar", "attic"):
            tx.query(ShelfRow.insert(name=name))
        for lamp in (LAMP, LENT):
            tx.query(LampRow.insert(**LAMPS.write(replace(lamp, shelf_id=2))))
        yield tx


def test_what_is_written_is_read_back(tx: WriteTransaction) -> None:
    lamps = LAMPS.select().order_by(LampRow.id)
    both = (replace(LAMP, shelf_id=2), replace(LENT, shelf_id=2))
    assert LAMPS.read(tx.query(lamps.clone())) == both
    assert LAMPS.first(tx.query(lamps.clone())) == both[0]
    assert LAMPS.first(tx.query(lamps.where(LampRow.day == "1999-12-31"))) is None


def test_a_prepared_insert_has_a_gap_for_each_column(tx: WriteTransaction) -> None:
    add = PreparedQuery(lambda: LampRow.insert(**LAMPS.gaps()).returning(LampRow.id))
    (id_,) = tx.execute(add, **LAMPS.write(LENT)).fetchone()
    find = PreparedQuery(lambda: LAMPS.select().where(LampRow.id == Param("id")))
    assert LAMPS.read(tx.execute(find, id=id_)) == (replace(LENT, id=id_),)


def test_a_row_takes_the_place_of_the_one_with_its_key(tx: WriteTransaction) -> None:
    for name in ("shed", "barn"):
        tx.query(upsert(ShelfRow, {"id": 2}, {"name": name}))
    put = PreparedQuery(lambda: upsert(ShelfRow, {"id": Param("id")}, {"name": Param("name")}))
    tx.execute(put, id=1, name="roof")
    assert SHELVES.read(tx.query(SHELVES.select().order_by(ShelfRow.id))) == (
        Shelf(1, "roof"), Shelf(2, "barn"))


def test_one_column_and_one_value_are_asked_for_alone(tx: WriteTransaction) -> None:
    names = ShelfRow.select(ShelfRow.name).order_by(ShelfRow.id)
    assert tx.column(names.clone()) == ["cellar", "attic"]
    assert tx.value(names.clone()) == "cellar"
    assert tx.value(names.where(ShelfRow.id == 9)) is None
    assert tx.value(ShelfRow.insert(name="shed").returning(ShelfRow.id)) == 3


def test_columns_in_another_order_are_read_the_same(tx: WriteTransaction) -> None:
    def read(order: int) -> tuple[Lamp, ...]:
        return LAMPS.read(tx.query(
            LampRow.select(*LAMPS.columns[::order]).order_by(LampRow.id).tuples()))

    assert read(-1) == read(1)
    # The columns do come in another order: by position every field would be wrong.
    turned = tx.query(LampRow.select(*LAMPS.columns[::-1]).order_by(LampRow.id).tuples())
    assert turned[0][-1] == LAMP.id


def test_a_column_that_a_row_lacks_is_named(tx: WriteTransaction) -> None:
    columns = [one for one in LAMPS.columns if one is not LampRow.burns]
    with pytest.raises(LookupError, match="Lamp: no column burns in the row"):
        LAMPS.read(tx.query(LampRow.select(*columns).tuples()))


def test_a_value_inside_a_value_has_columns_of_its_own(tx: WriteTransaction) -> None:
    query = ON_SHELVES.select().join(ShelfRow).order_by(LampRow.id)
    attic = Shelf(2, "attic")
    assert ON_SHELVES.read(tx.query(query)) == (
        LampOnShelf(1, attic, False), LampOnShelf(2, attic, True))
    # Both tables call theirs `id`; what belongs to another table is not written.
    assert ON_SHELVES.write(LampOnShelf(7, attic, True)) == {}


def test_a_mapper_asks_as_peewee_would() -> None:
    shelf = LampRow.shelf == ShelfRow.id
    for mapper in (LAMPS, ON_SHELVES, LAMPS):  # the second time as it was written down before
        usual = LampRow.select(*mapper.columns).tuples()
        lit = LampRow.select(LampRow.id).where(LampRow.bright)
        for asked, peewees in (
            (mapper.select(), usual),
            (mapper.select().join(ShelfRow).where(LampRow.burns > 3).order_by(ShelfRow.name),
             usual.join(ShelfRow).where(LampRow.burns > 3).order_by(ShelfRow.name)),
            (mapper.select().where(LampRow.id << lit), usual.where(LampRow.id << lit)),
            # Inside another query the same tables go by other names.
            (ShelfRow.select().where(fn.EXISTS(mapper.select().where(shelf))),
             ShelfRow.select().where(fn.EXISTS(usual.where(shelf)))),
        ):
            assert asked.sql() == peewees.sql()


def test_some_fields_are_written_alone() -> None:
    assert LAMPS.write(LENT, "light", "burns") == {"light": "warm", "burns": 90}
    assert LAMPS.write(LAMP, "lent") == {"lent_from": None, "lent_to": None}
    with pytest.raises(KeyError, match="id"):
        LAMPS.write(LAMP, "id")


@dataclass(frozen=True)
class Unknown:
    id: int
    colour: str


@dataclass(frozen=True)
class Complex:
    id: complex


@dataclass(frozen=True)
class Either:
    id: int | str


@pytest.mark.parametrize(("declare", "says"), [
    (lambda: RowMapper(Unknown, ShelfRow), "Unknown.colour has no column in test_shelf"),
    (lambda: RowMapper(Shelf, ShelfRow, nmae=ShelfRow.name), "Shelf has no field nmae"),
    (lambda: RowMapper(Shelf, LampRow, name=LampRow.lent_at),
     "Shelf.name: a column of type BIGINT does not hold"),
    (lambda: RowMapper(Complex, ShelfRow), "Complex.id: no column holds"),
    (lambda: RowMapper(Either, ShelfRow), "Either.id: no column holds"),
])
def test_a_value_that_does_not_fit_its_table_fails_at_import(declare, says) -> None:  # type: ignore[no-untyped-def]  # five of a kind
    with pytest.raises(TypeError, match=says):
        declare()
