"""A centre of any version moves into the newest: with all it has, and into the same schema."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine.database import MIGRATIONS, open_database
from tests.db.test_schema import unlike
from tests.support.versions import lost, move_in, rows, schema, versions

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


def troubles(url: str, fresh_url: str, version: str, migrations: Path = MIGRATIONS) -> list[str]:
    """What is not as it has to be once a full centre of a version has moved into the newest."""
    database, fresh = open_database(url), open_database(fresh_url)
    move_in(database, version, migrations)
    before = rows(database)
    found = [f"{table}: nothing in it to look after" for table, had in before.items() if not had]
    database.migrate(migrations=migrations)
    fresh.migrate(migrations=migrations)
    found += lost(before, rows(database))
    found += [f"{' '.join(one[:3])}: not as in a new centre"
              for one in {*schema(database)} ^ {*schema(fresh)}]
    found += unlike(database)
    database.close(), fresh.close()
    return found


@pytest.mark.parametrize("version", versions())
def test_a_full_centre_of_each_version_keeps_all_it_has(
    url: str, fresh_url: str, version: str
) -> None:
    assert troubles(url, fresh_url, version) == []


@pytest.mark.parametrize(("sql", "told"), [
    ("DELETE FROM booking WHERE reservation_id = 2", "booking: other rows"),
    ("DELETE FROM calendar_exception", "calendar_exception: all gone"),
    ("ALTER TABLE slip DROP COLUMN trouble", "slip.trouble: gone"),
    ("UPDATE booking SET encrypted_phone = NULL", "booking: other rows"),
    ("DROP INDEX reservations_by_start", "reservations_by_start"),
    ("DROP INDEX ticket_code", "ticket"),
    ("ALTER TABLE duty ADD COLUMN more TEXT", "duty: ('more', True)"),
    ("CREATE TABLE lamp (id TEXT NOT NULL)", "lamp: nothing in it to look after"),
    ("CREATE TABLE lamp AS SELECT day FROM calendar_exception WHERE day > 'z'", "lamp"),
])
def test_control_a_migration_that_loses_something_is_noticed(
    url: str, fresh_url: str, tmp_path: Path, sql: str, told: str
) -> None:
    """Rows, a column, a value, an index; a table with nothing in it, or that nobody knows."""
    with_it = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, with_it)
    (with_it / "9999_planted.py").write_text(PLANTED.format(sql=sql), "utf-8")
    version = "9999_planted" if "CREATE TABLE" in sql else versions()[-1]
    assert any(told in one for one in troubles(url, fresh_url, version, with_it))
