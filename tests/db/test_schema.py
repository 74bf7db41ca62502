"""The schema: what the migrations make is what the tables say, and it guards by itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import peewee
import pytest
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from db import (
    bookings,
    claims,
    closing,
    content,
    drafts,
    exhibition,
    figures,
    help_book,
    help_requests,
    help_story,
    help_visits,
    notices_out,
    pulse,
    rooms,
    series,
    slips,
    special_days,
    staff,
    tables,
    volunteers,
    waiting,
)
from db.database import MIGRATIONS, Change, Database, open_database
from db.tables import TicketRow
from kiosk.actions.operations.bootstrap import prepare
from kiosk.context import Lobby
from tests.house import SEED, SMALL, lobby_on, take

MODELS = [
    model
    for module in (
        tables, pulse, slips, staff, closing, exhibition, claims, rooms, bookings, special_days,
        waiting, series, help_book, volunteers, help_requests, help_story, help_visits,
        notices_out, drafts, figures,
    )
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, peewee.Model) and model is not peewee.Model
]


@pytest.fixture
def bound(lobby: Lobby) -> Iterator[peewee.Database]:
    """The tables tied to one database, which comparing them needs, and loose again after."""
    lobby.database.peewee.bind(MODELS)
    yield lobby.database.peewee
    for model in MODELS:
        model._meta.set_database(None)


def test_the_migrations_make_what_the_tables_say(bound: peewee.Database) -> None:
    assert not diff_models(bound, MODELS)
    # The control: a column less is seen.
    bound.execute_sql("alter table ticket drop column coming_at")
    assert diff_models(bound, MODELS)


def test_migrating_twice_changes_nothing(lobby: Lobby) -> None:
    assert lobby.database.migrate() == [] and lobby.database.pending() == []


def test_a_house_of_the_first_version_moves_in_with_all_it_has(url: str, tmp_path: Path) -> None:
    lobby = lobby_on(url, tmp_path)
    runner = Runner(lobby.database.peewee, str(MIGRATIONS))
    runner.up("0001_first")
    with lobby.database.peewee.atomic():
        content.seed(Change(lobby.database, 1, 1), tomllib.loads(SMALL))
    assert "slide" not in lobby.database.peewee.get_tables()
    assert lobby.database.pending() == [
        "0002_rest", "0003_claims", "0004_special_days", "0005_rooms",
        "0006_waiting", "0007_feed", "0008_series", "0009_known", "0010_help",
        "0011_editing", "0012_chain", "0013_accounts", "0014_figures",
        "0015_password", "0016_house_lines",
    ]
    assert prepare(lobby, SEED), "the first account"
    assert lobby.database.pending() == []
    with lobby.database.session() as session:
        assert len(content.guide(session).services) == 4
        assert exhibition.slides(session) == ()
    assert take(lobby).ticket.label == "A001"
    lobby.database.close()


@pytest.mark.parametrize(
    "twin", [{"number": 1}, {"request_key": "k1"}, {"code": "c1"}], ids=lambda t: next(iter(t))
)
def test_the_schema_itself_refuses_a_double_number_request_or_code(
    lobby: Lobby, twin: dict[str, object]
) -> None:
    row = {
        "day": "2026-10-16", "prefix": "A", "service": "medical", "line": "A",
        "priority": "ordinary", "state": "waiting", "slower": False, "taken_at": 0,
    }
    first = row | {"number": 1, "request_key": "k1", "code": "c1"}
    second = row | {"number": 2, "request_key": "k2", "code": "c2"}
    with lobby.database.change() as change:
        change.ask(TicketRow.insert(**first))
        change.ask(TicketRow.insert(**second))
    third = row | {"number": 3, "request_key": "k3", "code": "c3"} | twin
    with pytest.raises(peewee.IntegrityError), lobby.database.change() as change:
        change.ask(TicketRow.insert(**third))


def test_the_schema_itself_refuses_two_at_one_window(lobby: Lobby) -> None:
    take(lobby), take(lobby)
    with pytest.raises(peewee.IntegrityError), lobby.database.change() as change:
        change.ask(TicketRow.update(state="called", window=2))


def test_a_change_that_fails_leaves_nothing_and_no_news(lobby: Lobby) -> None:
    before = lobby.database.version()
    with pytest.raises(ZeroDivisionError), lobby.database.change() as change:
        change.ask(TicketRow.delete())
        raise ZeroDivisionError
    assert lobby.database.version() == before


def test_an_sqlite_too_old_to_be_safe_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cysqlite.sqlite_version_info", (3, 40, 1))
    with pytest.raises(RuntimeError, match="corrupt"):
        open_database("cysqlite:///anywhere.db")


def test_a_write_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    database: Database = open_database(f"cysqlite:///{tmp_path / 'house.db'}")
    asked = {
        name: database.peewee.execute_sql(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "mmap_size")
    }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "mmap_size": 0}
