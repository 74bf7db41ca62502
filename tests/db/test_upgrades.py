"""A centre of any version moves into the newest: with all it has, and into the same schema."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine.database import MIGRATIONS, Database, open_database
from tests.db.test_schema import unlike
from tests.support.versions import fill, lost, move_in, rows, schema, versions

PLANTED = '"""Planted by a test."""\n\n\ndef up(_migrator, db):\n    db.execute_sql("""{sql}""")\n'


@pytest.fixture
def fresh_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A second empty database of the same kind."""
    if database_kind == "sqlite":
        yield f"cysqlite:///{tmp_path / 'fresh.db'}"
        return
    server = request.getfixturevalue("postgres")
    made = server.new_database()
    yield made
    server.drop(made)


def troubles(url: str, fresh_url: str, migrations: Path = MIGRATIONS) -> list[str]:
    """What is not as it has to be once a centre, full in each version, has moved into the next
    until the newest: what no step loses, none of all steps together loses."""
    database, fresh, found = open_database(url), open_database(fresh_url), list[str]()
    for version in versions(migrations):
        before = rows(database)
        database.migrate(version, migrations)
        found += lost(before, rows(database))
        fill(database, version)
    found += empty(database)
    fresh.migrate(migrations=migrations)
    found += [f"{' '.join(one[:3])}: not as in a new centre"
              for one in {*schema(database)} ^ {*schema(fresh)}]
    found += unlike(database)
    database.close(), fresh.close()
    return found


def empty(database: Database) -> list[str]:
    """The tables of a full centre that have nothing in them."""
    return [f"{table}: nothing in it to look after"
            for table, had in rows(database).items() if not had]


def test_a_full_centre_keeps_all_it_has_from_each_version_to_the_next(
    url: str, fresh_url: str
) -> None:
    assert troubles(url, fresh_url) == []


@pytest.mark.soak
@pytest.mark.parametrize("version", versions())
def test_a_full_centre_of_each_version_keeps_all_it_has(url: str, version: str) -> None:
    database = open_database(url)
    move_in(database, version)
    before, found = rows(database), empty(database)
    database.migrate()
    assert [*found, *lost(before, rows(database)), *unlike(database)] == []
    database.close()


# Rows, an index and a column are read in the database's own words; what else there is to lose is
# noticed in them.
IN_OWN_WORDS = [
    ("DELETE FROM booking WHERE reservation_id = 2", "booking: other rows"),
    ("DROP INDEX reservations_by_start", "reservations_by_start"),
    ("ALTER TABLE duty ADD COLUMN more TEXT", "duty: ('more', True)"),
]
MORE = [
    ("DELETE FROM calendar_exception", "calendar_exception: all gone"),
    ("ALTER TABLE slip DROP COLUMN trouble", "slip.trouble: gone"),
    ("UPDATE booking SET encrypted_phone = NULL", "booking: other rows"),
    ("DROP INDEX ticket_code", "ticket"),
    ("CREATE TABLE lamp (id TEXT NOT NULL)", "lamp: nothing in it to look after"),
    ("CREATE TABLE lamp AS SELECT day FROM calendar_exception WHERE day > 'z'", "lamp"),
]


@pytest.mark.parametrize(("sql", "told"), IN_OWN_WORDS)
def test_control_a_migration_that_loses_something_is_noticed(
    url: str, fresh_url: str, tmp_path: Path, sql: str, told: str
) -> None:
    with_it = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, with_it)
    (with_it / "9999_planted.py").write_text(PLANTED.format(sql=sql), "utf-8")
    assert any(told in one for one in troubles(url, fresh_url, with_it))


@pytest.mark.parametrize(("sql", "told"), MORE)
@pytest.mark.parametrize("database_kind", [
    "sqlite", pytest.param("postgresql", marks=pytest.mark.matrix),
], indirect=True)
def test_control_whatever_a_migration_loses_is_noticed(
    url: str, fresh_url: str, tmp_path: Path, sql: str, told: str
) -> None:
    """A table that is emptied or new, a column, a value, the index of a constraint."""
    test_control_a_migration_that_loses_something_is_noticed(url, fresh_url, tmp_path, sql, told)
