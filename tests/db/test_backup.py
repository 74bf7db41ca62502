"""Backups put back: what was there is set aside, and opens."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from db.engine import backup
from kiosk.actions.operations import bootstrap
from kiosk.actions.operations.health import checkup, storage
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from tests.support.centre import SEED, context_on, small_centre, take
from tests.support.postgres import Server

# Stands in for PostgreSQL's own: writes down what it was called with, and goes on as that.
RECORDER = """#!/bin/sh
echo "$@" >>"$RECORD"; echo "$PGPASSWORD" >>"$RECORD.secret"
test -z "$PGSERVICEFILE" || cat "$PGSERVICEFILE" >>"$RECORD.secret"
PATH="$THE_PATH" exec "$(basename "$0")" "$@"
"""


def test_what_a_second_restore_sets_aside_has_no_parts_of_the_first(tmp_path: Path) -> None:
    file, copy = tmp_path / "centre.db", tmp_path / "a.backup"
    url = f"cysqlite:///{file}"
    ctx = small_centre(url, tmp_path / "data")
    take(ctx)
    backup.back_up(ctx.database, url, copy)
    ctx.database.close()
    file.with_name("centre.db-wal").write_bytes(b"left by a power cut")
    for _ in range(2):
        aside = backup.restore(url, copy)
    assert aside and backup.examine(aside) is None
    assert sorted(p.name for p in tmp_path.glob("*.replaced*")) == ["centre.db.replaced"]
    assert take(context_on(url, tmp_path / "data")).ticket.label == "A002"


@pytest.mark.parametrize("missing", [1, 3000, 5000, 40_000])
def test_a_copy_that_was_cut_short_is_no_good(tmp_path: Path, missing: int) -> None:
    copy = tmp_path / "a.backup"
    url = f"cysqlite:///{tmp_path / 'centre.db'}"
    ctx = small_centre(url, tmp_path / "data")
    backup.back_up(ctx.database, url, copy)
    assert backup.examine(copy) is None
    with copy.open("r+b") as file:
        file.truncate(copy.stat().st_size - missing)
    assert backup.examine(copy) is not None
    with pytest.raises(StorageDown, match="not good"):
        backup.restore(url, copy)
    ctx.database.close()


def test_a_backup_is_over_when_its_line_is(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.new_database()
    ctx = small_centre(url, tmp_path / "data")
    lines, waited = [psycopg.connect(url, application_name="pg_dump")], list[float]()

    def looks_again(seconds: float) -> None:
        waited.append(seconds)
        if lines:
            lines.pop().close()

    monkeypatch.setattr("db.engine.backup.time.sleep", looks_again)
    backup.back_up(ctx.database, url, tmp_path / "a.backup")
    assert waited and not lines and not ctx.database.is_dumped()
    ctx.database.close()
    postgres.drop(url)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where PostgreSQL's programs write down how they are called."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in backup.PROGRAMS:
        (programs / name).write_text(RECORDER)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("THE_PATH", os.environ["PATH"])
    monkeypatch.setenv("RECORD", str(tmp_path / "calls"))
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return tmp_path / "calls"


def test_a_password_stands_in_no_list_of_programs(
    postgres: Server, tmp_path: Path, record: Path
) -> None:
    # Of two servers the first is away.
    url = postgres.new_database().replace("centre@", "centre:geheim@127.0.0.1:9,")
    ctx = small_centre(url, tmp_path / "data")
    take(ctx)
    copy = tmp_path / "a.backup"
    backup.back_up(ctx.database, url, copy)
    ctx.database.close()
    backup.restore(url, copy)
    called, secrets = record.read_text(), Path(f"{record}.secret").read_text()
    assert "--format=custom" in called and "--single-transaction" in called
    assert "geheim" not in called
    assert secrets.split() == ["geheim"] * 2
    assert take(context_on(url, tmp_path / "data")).ticket.label == "A002"
    # The control: an address handed over whole would be seen.
    backup._run("pg_dump", "--schema-only", "--file=/dev/null", url)
    assert "geheim" in record.read_text()


def test_nor_does_that_of_a_key(postgres: Server, tmp_path: Path, record: Path) -> None:
    """What opens the key of a client's certificate; a `passfile` is named, and not read out."""
    (tmp_path / "passwords").write_text("*:*:*:*:geheim\n", "utf-8")
    url = postgres.new_database()
    url += f"{'&' if '?' in url else '?'}sslpassword=geheim%20two&passfile={tmp_path}/passwords"
    ctx = small_centre(url, tmp_path / "data")
    backup.back_up(ctx.database, url, tmp_path / "a.backup")
    (part, *_) = storage(ctx)
    assert "geheim" not in part.said(ctx.words["en"], in_full=True)
    ctx.database.close()
    assert "geheim" not in record.read_text() and "service=centre" in record.read_text()
    assert "sslpassword=geheim two" in Path(f"{record}.secret").read_text()
    with pytest.raises(ValueError, match="service file"):
        backup._run("pg_dump", url=f"{url}&service=ours")


def test_programs_that_are_missing_are_said_and_keep_no_update_from_the_centre(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def programs(of: AppContext) -> list[str]:
        return [part.said(of.words["en"]) for part in checkup(of) if part.name == "programs"]

    ctx = context_on(postgres.new_database(), tmp_path / "data")
    ctx.database.migrate("0001_first")
    assert ctx.database.pending() and not backup.unfit_programs(ctx.database)
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(StorageDown, match="pg_dump is not installed"):
        backup.back_up(ctx.database, ctx.settings.database_url, tmp_path / "a.backup")
    assert bootstrap.prepare(ctx, SEED) and not ctx.database.pending()
    (note,) = programs(ctx)
    assert "pg_dump, pg_restore" in note and "postgresql-client" in note
    ctx.database.close()
    # On SQLite none of them is needed.
    assert not programs(small_centre(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path))


def test_a_pg_dump_older_than_the_server_is_said_and_keeps_no_update_from_the_centre(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that was updated, and the package here was not."""
    ctx = context_on(postgres.new_database(), tmp_path / "data")
    ctx.database.migrate("0001_first")
    older = tmp_path / "older"
    older.mkdir()
    dump = older / "pg_dump"
    dump.write_text('#!/bin/sh\n[ "$1" = --version ] && exec echo "pg_dump (PostgreSQL) 9.6.24"\n'
                    'echo "aborting because of server version mismatch" >&2\nexit 1\n', "utf-8")
    dump.chmod(0o700)
    monkeypatch.setenv("PATH", f"{older}:{os.environ['PATH']}")
    with pytest.raises(StorageDown, match="server version mismatch"):
        backup.back_up(ctx.database, ctx.settings.database_url, tmp_path / "a.backup")
    assert backup.unfit_programs(ctx.database) == ("pg_dump",)
    assert bootstrap.prepare(ctx, SEED) and not ctx.database.pending()
    assert [part.well for part in checkup(ctx) if part.name == "programs"] == [False]
    ctx.database.close()


def test_control_without_that_look_the_update_keeps_the_centre_closed(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = context_on(postgres.new_database(), tmp_path / "data")
    ctx.database.migrate("0001_first")
    monkeypatch.setattr(bootstrap, "unfit_programs", lambda _: ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StorageDown, match="pg_dump"):
        bootstrap.prepare(ctx, SEED)
    ctx.database.close()
