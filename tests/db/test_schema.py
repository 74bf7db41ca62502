"""The schema: what the migrations make is what the tables say, and it guards by itself."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import peewee
import pytest
from playhouse.schema_diff import diff_models

import db
from db.content import guide as content
from db.engine.column_types import SealedField
from db.engine.database import Database, open_database
from db.engine.forgetting import UsedKeyView
from db.engine.key_store import RecordKeyRow, StandingRow
from db.exhibition import slides as exhibition
from db.queue.tables import TicketRow
from db.reservations import places
from kiosk.actions.operations.bootstrap import prepare
from kiosk.context import AppContext
from tests.support.centre import ROOT, SEED, SMALL, context_on, take
from tests.support.versions import versions

# What stands outside of the schema, and what is no table.
ELSEWHERE = (RecordKeyRow, StandingRow, UsedKeyView)
# Of all modules of the floor; each once, whatever other modules know it too.
MODELS = list(dict.fromkeys(
    model
    for module in walk_packages(db.__path__, "db.")
    if ".migrations" not in module.name
    for model in vars(import_module(module.name)).values()
    if isinstance(model, type) and issubclass(model, peewee.Model)
    and model not in (peewee.Model, *ELSEWHERE)
))


def unlike(database: Database) -> list[str]:
    """What the tables say and the database does not have, and the reverse: columns, whether they
    may be empty, what they refer to, indexes."""
    found = []
    with database.peewee.bind_ctx(MODELS):
        diff = diff_models(database.peewee, MODELS)
    # It knows no columns that SQLite makes by itself.
    found += map(str, (*diff.create_tables, *diff.add_indexes, *diff.drop_indexes))
    for model in MODELS:
        table, fields = model._meta.table_name, model._meta.sorted_fields
        said = {(one.column_name, one.null) for one in fields}
        said |= {(one.column_name, one.rel_model._meta.table_name, one.rel_field.column_name)
                 for one in fields if isinstance(one, peewee.ForeignKeyField)}
        if places.OF_RESOURCE in (model._meta.constraints or ()):
            said |= {("area", "resource", "area"), ("resource_id", "resource", "id")}
        made = columns(database, table) | {
            (one.column, one.dest_table, one.dest_column)
            for one in database.peewee.get_foreign_keys(table)
            # PostgreSQL names each column of a key with each it refers to.
            if (one.column, one.dest_column) not in (("area", "id"), ("resource_id", "area"))}
        found += [f"{table}: {one}" for one in said ^ made]
    return found


def columns(database: Database, table: str) -> set[tuple[object, ...]]:
    """The columns of a table, each with whether it may be empty."""
    if not database.is_sqlite:
        return {(one.name, one.null) for one in database.peewee.get_columns(table)}
    asked = f"select name, \"notnull\" from pragma_table_xinfo('{table}')"
    return {(name, not full) for name, full in database.peewee.execute_sql(asked).fetchall()}


def test_the_migrations_make_what_the_tables_say(ctx: AppContext) -> None:
    assert unlike(ctx.database) == []


@pytest.mark.parametrize(("sql", "told"), [
    ("alter table ticket drop column coming_at", "ticket: ('coming_at', True)"),
    ("alter table ticket add column more text", "ticket: ('more', True)"),
    ("alter table ticket rename column code to codes", "ticket: ('code', False)"),
    ("drop index last_calls", "last_calls"),
    ("create index more on duty (ends_at)", "more"),
    ("alter table slip add column reservation_id integer references reservation (id)",
     "slip: ('reservation_id', 'reservation', 'id')"),
])
def test_control_what_a_migration_forgot_or_made_besides_is_seen(
    ctx: AppContext, sql: str, told: str
) -> None:
    ctx.database.peewee.execute_sql(sql)
    assert any(told in one for one in unlike(ctx.database))


def unwatched(database: Database) -> list[str]:
    """The columns of encrypted values whose keys no trigger lists, or no view shows."""
    watched = database.peewee.execute_sql(
        "select tbl_name, name || coalesce(sql, '') from sqlite_master where type = 'trigger'"
        if database.is_sqlite else
        "select tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger").fetchall()
    (shown,) = database.peewee.execute_sql(
        "select sql from sqlite_master where name = 'used_key'" if database.is_sqlite else
        "select pg_get_viewdef('used_key')").fetchone()
    found = []
    for model in MODELS:
        table = model._meta.table_name
        for column in (one.column_name for one in model._meta.sorted_fields
                       if isinstance(one, SealedField)):
            name = f"forget_{table}_{column}"
            own = [text for on, text in watched if on == table and name in text]
            events = [event for event in ("DELETE", f"UPDATE OF {column}")
                      if any(event in text for text in own)]
            if len(events) < 2:
                found.append(f"{table}.{column}: no trigger")
            if not re.search(rf"substr\((?:{table}\.)?{column},[^)]*\) AS id\s+FROM {table}",
                             shown):
                found.append(f"{table}.{column}: not in the view")
    return found


def test_the_key_of_each_encrypted_value_is_listed_when_the_value_goes(ctx: AppContext) -> None:
    assert unwatched(ctx.database) == []


@pytest.mark.parametrize("column", ["forget_help_photo_sealed", "forget_booking_owner_index"])
def test_control_a_column_without_its_trigger_is_seen(ctx: AppContext, column: str) -> None:
    table = column.removeprefix("forget_").replace("_sealed", "").replace("_owner_index", "")
    ctx.database.peewee.execute_sql(
        f"drop trigger {column}_deleted" if ctx.database.is_sqlite
        else f"drop trigger {column} on {table}")
    assert [one for one in unwatched(ctx.database) if "no trigger" in one] != []


def test_control_a_column_that_is_not_in_the_view_is_seen(ctx: AppContext) -> None:
    ctx.database.peewee.execute_sql("drop view used_key")
    ctx.database.peewee.execute_sql(
        "create view used_key as select substr(said, 3, 22) as id from help_message")
    assert "booking.encrypted_phone: not in the view" in unwatched(ctx.database)


def test_migrating_twice_changes_nothing(ctx: AppContext) -> None:
    assert ctx.database.migrate() == [] and ctx.database.pending() == []


def test_a_centre_of_the_first_version_moves_in_with_all_it_has(url: str, tmp_path: Path) -> None:
    ctx, (first, *later) = context_on(url, tmp_path), versions()
    assert ctx.database.is_new() and ctx.database.pending() == [first, *later]
    ctx.database.migrate(first)
    with ctx.database.write(content=True) as tx:
        content.seed(tx, tomllib.loads(SMALL))
    assert not ctx.database.is_new() and ctx.database.pending() == later
    assert prepare(ctx, SEED), "the first account"
    assert ctx.database.pending() == []
    with ctx.database.read() as tx:
        assert len(content.guide(tx).services) == 4
        assert exhibition.slides(tx) == ()
    assert take(ctx).ticket.label == "A001"
    ctx.database.close()


@pytest.mark.parametrize(
    "twin", [{"number": 1}, {"request_key": "k1"}, {"code": "c1"}], ids=lambda t: next(iter(t))
)
def test_the_schema_itself_refuses_a_double_number_request_or_code(
    ctx: AppContext, twin: dict[str, object]
) -> None:
    row = {
        "day": "2026-10-16", "prefix": "A", "service": "medical", "queue": "A",
        "priority": "ordinary", "state": "waiting", "needs_slow_call": False, "taken_at": 0,
    }
    first = row | {"number": 1, "request_key": "k1", "code": "c1"}
    second = row | {"number": 2, "request_key": "k2", "code": "c2"}
    with ctx.database.write() as tx:
        tx.query(TicketRow.insert(**first))
        tx.query(TicketRow.insert(**second))
    third = row | {"number": 3, "request_key": "k3", "code": "c3"} | twin
    with pytest.raises(peewee.IntegrityError), ctx.database.write() as tx:
        tx.query(TicketRow.insert(**third))


def test_the_schema_itself_refuses_two_at_one_counter(ctx: AppContext) -> None:
    take(ctx), take(ctx)
    with pytest.raises(peewee.IntegrityError), ctx.database.write() as tx:
        tx.query(TicketRow.update(state="called", counter=2))


def test_a_change_that_fails_leaves_nothing_and_no_news(ctx: AppContext) -> None:
    before = ctx.database.version()
    with pytest.raises(ZeroDivisionError), ctx.database.write() as tx:
        tx.query(TicketRow.delete())
        raise ZeroDivisionError
    assert ctx.database.version() == before


def test_an_sqlite_too_old_to_be_safe_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cysqlite.sqlite_version_info", (3, 40, 1))
    with pytest.raises(RuntimeError, match="corrupt"):
        open_database("cysqlite:///anywhere.db")


def test_a_write_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    database: Database = open_database(f"cysqlite:///{tmp_path / 'centre.db'}")
    asked = {
        name: database.peewee.execute_sql(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "mmap_size")
    }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "mmap_size": 0}


def reaches_inside(written: str) -> bool:
    """Whether code takes peewee out of a database instead of asking the database."""
    return any(isinstance(node, ast.Attribute) and node.attr == "peewee"
               for node in ast.walk(ast.parse(written)))


def test_nobody_outside_reaches_into_the_database() -> None:
    files = [ROOT / "main.py", *(ROOT / "kiosk").rglob("*.py")]
    assert [file for file in files if reaches_inside(file.read_text("utf-8"))] == []
    assert reaches_inside(
        (ROOT / "db" / "engine" / "database.py").read_text("utf-8")), "the control"
