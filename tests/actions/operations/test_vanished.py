"""A database that is gone, emptied or half replaced is damage: the newest good backup stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import cysqlite
import pytest

from db.engine import backup
from db.staff import accounts
from kiosk.actions.operations import backups
from kiosk.actions.operations.bootstrap import prepare
from kiosk.actions.queue import hall
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from tests.support.centre import SEED, Clock, clerk, context_on, small_centre, take


def _nothing(ctx: AppContext) -> None:
    """Takes everything out of the database, as a hand or a failing disk does."""
    if not ctx.database.is_sqlite:
        ask = ctx.database.peewee.execute_sql
        ask("DROP SCHEMA public CASCADE")
        ask("CREATE SCHEMA public")
    ctx.database.close()


def _missing(ctx: AppContext) -> None:
    _nothing(ctx)
    for part in backup.FILES if ctx.database.is_sqlite else ():
        Path(ctx.database.peewee.database + part).unlink(missing_ok=True)


def _emptied(ctx: AppContext) -> None:
    _missing(ctx)
    if ctx.database.is_sqlite:
        Path(ctx.database.peewee.database).touch()


def _without_tables(ctx: AppContext) -> None:
    _missing(ctx)
    if ctx.database.is_sqlite:
        opened = cysqlite.connect(ctx.database.peewee.database)
        opened.execute("pragma journal_mode=wal")
        opened.execute("vacuum")
        opened.close()


GONE = [_missing, _emptied, _without_tables]


@pytest.mark.both
@pytest.mark.parametrize("gone", GONE)
def test_a_database_gone_beside_backups_is_no_first_start(
    ctx: AppContext, clock: Clock, gone: Callable[[AppContext], None]
) -> None:
    clerk(ctx, 2, "小王")
    take(ctx)
    file = backups.back_up(ctx)
    clock.pass_(minutes=1)
    gone(ctx)
    repair = backups.mend(ctx)
    assert repair and repair.backup and repair.backup.file == file
    assert repair.trouble == backups.VANISHED
    assert prepare(ctx, SEED) is None, "nobody gets a PIN of admin"
    with ctx.database.read() as tx:
        assert [one.name for one in accounts.all_accounts(tx)] == ["小王"]
    assert hall(ctx).waiting == 1
    line = backups.mended(ctx)
    assert line and line.details["trouble"] == backups.VANISHED, "the desk says it for a week"
    assert backups.mend(ctx) is None, "once is enough"


@pytest.mark.parametrize("gone", GONE)
def test_control_without_backups_it_is_a_first_start(
    ctx: AppContext, gone: Callable[[AppContext], None]
) -> None:
    gone(ctx)
    assert backups.mend(ctx) is None
    assert prepare(ctx, SEED), "the first account"


def test_nothing_is_never_kept_as_a_backup(ctx: AppContext) -> None:
    backups.back_up(ctx)
    _without_tables(ctx)
    with pytest.raises(StorageDown, match="empty"):
        backups.back_up(ctx)
    assert len(backups.made(ctx)) == 1


@pytest.mark.both
def test_backups_of_the_other_kind_of_database_are_not_taken_for_its_own(
    ctx: AppContext, tmp_path: Path
) -> None:
    (ctx.settings.data / "backups").mkdir(parents=True, exist_ok=True)
    other = ctx.settings.data / "backups" / "jiamenkou-20261016-140000.backup"
    if ctx.database.is_sqlite:
        other.write_bytes(b"PGDMP of a server")
    else:
        small = small_centre(f"cysqlite:///{tmp_path / 'other.db'}", tmp_path)
        small.database.copy_to(other)
        small.database.close()
    _missing(ctx)
    assert backups.mend(ctx) is None


class PowerCut(BaseException):
    """Nothing after it happens: it is no exception that anybody catches."""


@contextmanager
def cut_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Cuts the power before the nth thing that changes names on the disk."""
    done: list[str] = []

    def counted(name: str) -> Callable[..., object]:
        real = getattr(Path, name)

        def change(path: Path, *more: object, **others: object) -> object:
            if name != "unlink" or path.exists():
                done.append(f"{name} {path.name}")
                if len(done) > step:
                    raise PowerCut
            return real(path, *more, **others)

        return change

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink", "hardlink_to"):
            patch.setattr(Path, name, counted(name))
        yield done


def _whole_after_cut(
    folder: Path, step: int, monkeypatch: pytest.MonkeyPatch, *, goes_on: bool
) -> tuple[bool, int | None]:
    """Whether the restore was over before the cut, and how many wait then; None without any."""
    folder.mkdir()
    url, clock = f"cysqlite:///{folder / 'centre.db'}", Clock()
    ctx = small_centre(url, folder / "data", clock)
    take(ctx)
    file = backups.back_up(ctx)
    clock.pass_(hours=1)
    take(ctx)
    # A reader keeps the WAL from being folded back, as a process that was killed leaves it.
    other = cysqlite.connect(str(folder / "centre.db"))
    other.execute("select count(*) from ticket").fetchone()
    ctx.database.close()
    with cut_at(step, monkeypatch) as done, suppress(PowerCut):
        backup.restore(url, file)
    started = context_on(url, folder / "data", clock)
    if goes_on:
        assert backups.mend(started) is None, "it goes on, and nothing is taken for damage"
    found = None
    if (folder / "centre.db").exists() and backup.damage(url) is None:
        found = hall(started).waiting
    started.database.close()
    other.close()
    return len(done) <= step, found


def test_a_restore_cut_at_any_step_gives_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, step, over = list[int | None](), 0, False
    while not over:
        over, found = _whole_after_cut(tmp_path / str(step), step, monkeypatch, goes_on=True)
        waiting.append(found)
        step += 1
    # Two waited before the restore, one in the backup: first all of one, then all of the other.
    assert set(waiting) == {1, 2} and waiting == sorted(waiting, reverse=True), waiting  # type: ignore[type-var]  # no None is left
    assert step > 4


def test_control_without_going_on_some_cut_leaves_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {_whole_after_cut(tmp_path / str(n), n, monkeypatch, goes_on=False)[1]
             for n in range(6)}
    assert None in found
