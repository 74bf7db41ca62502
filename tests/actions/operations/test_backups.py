"""Backups: each hour by themselves, some kept, and a running centre from every one of them."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from db.engine import backup, event_log
from kiosk import commands
from kiosk.actions import content
from kiosk.actions.operations import backups
from kiosk.actions.queue import call_next, desk, hall
from kiosk.actions.statistics import run_due, see
from kiosk.context import AppContext
from kiosk.domain.calendar import WEEKDAYS, ZONE
from kiosk.domain.operations.backup_schedule import DAILY, HOURLY, Backup, due_in, is_late, surplus
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import Role, StaffAccount, StaffSession
from kiosk.domain.statistics.daily_statistics import Span
from tests.support.centre import Clock, clerk, take
from tests.support.volunteer_help import coordinator

NOON = datetime(2026, 10, 16, 12, tzinfo=ZONE)


def at(*hours: float) -> list[Backup]:
    """Backups made so many hours before noon."""
    return [Backup(Path(str(n)), NOON - timedelta(hours=n), 1) for n in hours]


def test_a_day_of_hours_and_a_month_of_days_are_kept() -> None:
    made = at(*range(24 * 60))
    gone = set(surplus(made))
    kept = [one for one in made if one not in gone]
    assert kept[:HOURLY] == made[:HOURLY]
    days = {one.at.date() for one in kept}
    assert len(days) == DAILY and max(days) - min(days) == timedelta(days=DAILY - 1)
    for one in kept[HOURLY:]:
        assert one.at.hour == 23
    assert surplus(kept) == ()


def test_thirty_presses_push_out_no_copy_of_the_day() -> None:
    made = at(*range(1, 25), *(n / 100 for n in range(30)))
    kept = {one for one in made if one not in surplus(made)}
    # Of the hour of the presses the last one stays, and one of each hour before.
    assert {one.at.hour for one in kept} == {one.at.hour for one in made}
    assert len(kept) == HOURLY
    # The control: kept by their number alone, the presses are all that is left of today.
    by_number = sorted(made, key=lambda one: one.at, reverse=True)[:HOURLY]
    assert len({one.at.hour for one in by_number}) < 3


def test_the_next_one_is_due_an_hour_after_the_last() -> None:
    assert due_in([], NOON) == timedelta()
    assert due_in(at(0.5, 3), NOON) == timedelta(minutes=30)
    assert due_in(at(3), NOON) < timedelta()
    # One from the future, of a clock that was wrong, keeps nobody from making the next.
    assert due_in(at(-5, 3), NOON) < timedelta()
    assert not is_late(at(1.9), NOON) and is_late(at(2.1), NOON) and is_late([], NOON) is False


def _never_shuts(ctx: AppContext) -> None:
    manager = coordinator(ctx, Role.MANAGER)
    base = dict(content.sheet(ctx, manager, "centre", "1").written)
    always = {f"hours.{day}": "00:00-24:00" for day in WEEKDAYS}
    assert content.publish(ctx, manager, "centre", "1", base, base | always).done


def _figures(ctx: AppContext) -> tuple[object, ...]:
    """All that the centre says of itself in figures."""
    now = hall(ctx)
    manager = StaffSession("", StaffAccount(0, "主任", Role.MANAGER), None, NOON, NOON)
    return (now.waiting, now.open_counters, [one.serving for one in now.counters],
            [see(ctx, manager, span, 0, "zh_CN") for span in Span])


@pytest.mark.parametrize("kept", [2, pytest.param(HOURLY, marks=pytest.mark.soak)])
def test_each_of_the_last_day_gives_a_running_centre_whose_figures_match(
    ctx: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr("kiosk.domain.operations.backup_schedule.HOURLY", kept)
    _never_shuts(ctx)
    counted: dict[str, tuple[object, ...]] = {}
    serving = clerk(ctx, 2)
    for n in range(kept + 3):
        for _ in range(2 + n % 3):
            take(ctx)
        call_next(ctx, serving, getattr(desk(ctx, serving).current, "id", None))
        run_due(ctx)
        assert backups.keep_backed_up(ctx) > 0
        counted[backups.made(ctx)[0].file.name] = _figures(ctx)
        clock.pass_(minutes=20)
        backups.keep_backed_up(ctx)
        assert len(counted) == n + 1 and backups.made(ctx)[0].file.name in counted, "too early"
        clock.pass_(minutes=40)
    known = backups.made(ctx)
    assert len(known) == kept and {one.file.stat().st_mode & 0o777 for one in known} == {0o600}
    for one in known:
        lost = backups.loss(ctx, one.file)
        assert lost.counted is not None
        backups.restore(ctx, one.file)
        clock.now = one.at
        assert _figures(ctx) == counted[one.file.name]
        before = _figures(ctx)
        assert take(ctx).ticket.id > 0 and _figures(ctx) != before
    assert len({str(one) for one in counted.values()}) == len(counted), "no two hours are alike"


def test_what_would_be_lost_is_counted_and_said(ctx: AppContext, clock: Clock) -> None:
    take(ctx)
    clock.pass_(seconds=1)
    file = backups.back_up(ctx)
    assert backups.loss(ctx, file).actions == 0
    for _ in range(3):
        clock.pass_(minutes=1)
        take(ctx)
    lost = backups.loss(ctx, file)
    assert {name: n for name, n in lost.counted.items() if n} == {"numbers": 3}
    assert lost.actions == 3


def test_the_backups_are_listed_and_where_none_is_it_is_said(
    ctx: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.restore(ctx, Namespace(file=None)) == 0
    assert capsys.readouterr().out.startswith("there is no backup yet")
    file = backups.back_up(ctx)
    assert commands.restore(ctx, Namespace(file=None)) == 0
    assert str(file) in capsys.readouterr().out


def test_a_restore_that_may_lose_nothing_leaves_a_later_number(
    ctx: AppContext, clock: Clock
) -> None:
    asked = Namespace(file=backups.back_up(ctx), yes=True, nothing_lost=True)
    clock.pass_(minutes=1)
    last = take(ctx).ticket
    assert commands.restore(ctx, asked) == 1
    assert take(ctx).ticket.id == last.id + 1
    asked.file = backups.back_up(ctx)
    assert commands.restore(ctx, asked) == 0


def test_after_a_restore_nobody_is_signed_in_and_it_is_written_down(
    ctx: AppContext, clock: Clock
) -> None:
    session = coordinator(ctx)
    file = backups.back_up(ctx)
    clock.pass_(minutes=1)
    backups.restore(ctx, file)
    from kiosk.actions.staff.sessions import session as known

    assert known(ctx, session.token) is None
    with ctx.database.read() as tx:
        (line,) = event_log.since(tx, 0, ["restored"])
    assert line.details["file"] == file.name


def test_without_room_none_is_made_and_those_there_stay(
    ctx: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.back_up(ctx)
    clock.pass_(hours=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2**20))
    with pytest.raises(StorageDown, match="no room"):
        backups.back_up(ctx)
    assert backups.keep_backed_up(ctx) == backups.AFTER_TROUBLE
    assert len(backups.made(ctx)) == 1


def _torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _written_over(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[4096:] = b"\xa5" * (len(whole) - 4096)
    file.write_bytes(whole)


def _no_database(file: Path) -> None:
    file.write_bytes(b"this is no database" * 400)


@pytest.mark.parametrize("damage", [_torn, _written_over, _no_database])
def test_a_damaged_file_is_set_aside_and_the_newest_good_backup_stands_in(
    sqlite_ctx: AppContext, tmp_path: Path, clock: Clock, damage: Callable[[Path], None]
) -> None:
    ctx, file = sqlite_ctx, tmp_path / "centre.db"
    take(ctx)
    backups.back_up(ctx)
    clock.pass_(hours=1)
    take(ctx)
    # The newest one is no good itself: an older one has to do.
    backups.back_up(ctx).write_bytes(b"half a backup")
    ctx.database.peewee.execute_sql("pragma wal_checkpoint(truncate)")
    ctx.database.close()
    damage(file)
    assert backup.damage(ctx.settings.database_url)
    repair = backups.mend(ctx)
    assert repair and repair.aside and repair.aside.exists() and ".broken-" in repair.aside.name
    assert hall(ctx).waiting == 1 and take(ctx).ticket.label == "A002"
    assert backups.mended(ctx) is not None
    assert backups.mend(ctx) is None, "once is enough"


def test_control_a_whole_file_and_a_locked_one_are_left_alone(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    import cysqlite

    backups.back_up(sqlite_ctx)
    take(sqlite_ctx)
    assert backups.mend(sqlite_ctx) is None
    sqlite_ctx.database.close()
    other = cysqlite.connect(str(tmp_path / "centre.db"))
    other.execute("pragma locking_mode=exclusive")
    other.execute("begin exclusive")
    assert backup.damage(sqlite_ctx.settings.database_url) is None
    other.execute("rollback")
    other.close()
    assert hall(sqlite_ctx).waiting == 1


def test_what_a_killed_copy_left_is_no_backup_and_goes(ctx: AppContext) -> None:
    folder = ctx.settings.data / "backups"
    folder.mkdir(parents=True)
    left = folder / "jiamenkou-20261016-140000.unfinished"
    left.write_bytes(b"half")
    import os

    os.utime(left, (0, 0))
    assert backups.made(ctx) == ()
    backups.back_up(ctx)
    assert not left.exists() and len(backups.made(ctx)) == 1
