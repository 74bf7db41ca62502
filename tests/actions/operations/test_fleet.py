"""The fleet: a kiosk that stays away or broken is noticed, told once, and told when it is back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import database as engine
from db.outbox import notifications
from kiosk.actions.operations import fleet
from kiosk.actions.operations.fleet import Reporter, due_now, fleet_health, watch
from kiosk.actions.operations.kiosk_closure import close_today, open_again
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.domain.operations.fleet import Fleet, KioskState
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock, take
from tests.support.doubles import MemoryPrinter, MemorySpeaker

AWAY, BROKEN, WELL = KioskState.AWAY, KioskState.BROKEN, KioskState.WELL


def another(ctx: AppContext, name: str) -> AppContext:
    """Another kiosk of the same centre, with devices of its own."""
    return replace(ctx, settings=replace(ctx.settings, kiosk_name=name), printer=MemoryPrinter(),
                   speaker=MemorySpeaker())


def with_channel(ctx: AppContext) -> None:
    with ctx.database.write() as tx:
        target = notifications.add_target(tx, "主任")
        notifications.seal_in(tx, target, ctx.vault.encrypt(tx, "json://9.9.9.9/", "x"))


def told(ctx: AppContext) -> list[str]:
    """What the manager's channel was given since the last look."""
    watch(ctx)
    texts: list[str] = []
    with ctx.database.write() as tx:
        while notice := notifications.due(tx, ctx.clock()):
            texts.append(notice.text)
            notifications.drop(tx, notice.id)
    return texts


def states(ctx: AppContext) -> dict[str, KioskState]:
    now = fleet.fleet(ctx)
    return {one.name: one.state(now.now) for one in now.kiosks}


def manager(ctx: AppContext, name: str = "主任") -> StaffSession:
    return log_in(ctx, name, add_account(ctx, name, Role.MANAGER))


@pytest.mark.both
def test_a_kiosk_that_stays_away_is_told_once_and_that_it_is_back(
    ctx: AppContext, clock: Clock
) -> None:
    with_channel(ctx)
    first, second = (Reporter(another(ctx, name)) for name in ("hall-1", "hall-2"))
    for one in (first, second):
        one.report()
    assert states(ctx) == {"hall-1": WELL, "hall-2": WELL} and told(ctx) == []
    for _ in range(5):
        clock.pass_(seconds=15)
        first.report()
    assert states(ctx) == {"hall-2": AWAY, "hall-1": WELL}, "after a minute; and it comes first"
    assert told(ctx) == [], "a start takes a minute too"
    clock.pass_(minutes=5)
    first.report()
    assert told(ctx) == ["触摸屏 hall-2 从今天 15:20 起没有消息。请看看电源和网线。"]
    assert told(another(ctx, "hall-1")) == [], "whichever machine looks next"
    clock.pass_(hours=1)
    first.report()
    assert told(ctx) == []
    Reporter(another(ctx, "hall-2")).report()
    assert told(ctx) == ["触摸屏 hall-2 又好了。"] and told(ctx) == []


def test_paper_that_stays_out_is_told_with_what_is_wrong(ctx: AppContext, clock: Clock) -> None:
    with_channel(ctx)
    kiosk = another(ctx, "hall-1")
    reporter = Reporter(kiosk)
    assert isinstance(kiosk.printer, MemoryPrinter)
    kiosk.printer.troubles.append(Trouble.PAPER_OUT)
    reporter.report()
    clock.pass_(minutes=4)
    reporter.report()
    assert states(ctx) == {"hall-1": BROKEN} and told(ctx) == []
    clock.pass_(minutes=2)
    reporter.report()
    assert told(ctx) == ["触摸屏 hall-1：打印机没纸了。请去看看。"] and told(ctx) == []
    kiosk.printer.troubles.clear()
    reporter.report()
    assert told(ctx) == ["触摸屏 hall-1 又好了。"]


def test_a_kiosk_switched_off_for_the_night_wakes_nobody(ctx: AppContext, clock: Clock) -> None:
    with_channel(ctx)
    Reporter(another(ctx, "hall-1")).report()
    clock.pass_(hours=6)
    assert states(ctx) == {"hall-1": AWAY} and told(ctx) == []
    clock.now = clock.now.replace(hour=8, minute=31) + timedelta(days=3)
    assert told(ctx) == [], "the doors are open for a minute: it is being switched on"
    clock.pass_(minutes=5)
    close_today(another(ctx, "hall-1"), manager(ctx))
    assert told(ctx) == [], "the staff closed it for the day"
    open_again(another(ctx, "hall-1"), manager(ctx, "副主任"))
    assert len(told(ctx)) == 1, "the control: it was not switched on"


def test_whoever_works_in_the_hall_finds_it_under_today(ctx: AppContext, clock: Clock) -> None:
    def due() -> list[tuple[str, int, str]]:
        with ctx.database.read() as tx:
            return [(one.kind, one.count, one.age(clock())) for one in due_now(tx, clock())]

    broken = another(ctx, "hall-1")
    assert isinstance(broken.speaker, MemorySpeaker)
    broken.speaker.trouble = "no_sound_card"
    Reporter(broken).report()
    assert due() == [("kiosks_broken", 1, "amber")]
    clock.pass_(minutes=2)
    assert due() == [("kiosks_away", 1, "red")]


def test_a_report_wakes_no_page_and_changes_no_version(ctx: AppContext) -> None:
    before = ctx.database.version()
    Reporter(ctx).report()
    assert ctx.database.version() == before and states(ctx) == {"kiosk-1": WELL}
    take(ctx)
    assert ctx.database.version() > before, "the control"


def test_two_machines_of_one_name_are_noticed_and_a_restart_is_none(
    ctx: AppContext, clock: Clock
) -> None:
    def has_twin() -> bool:
        now = fleet.fleet(ctx)
        return any(one.has_twin(now.now) for one in now.kiosks)

    Reporter(ctx).report()
    clock.pass_(seconds=5)
    mine = Reporter(ctx)
    for _ in range(3):
        mine.report()
        clock.pass_(seconds=15)
    assert not has_twin(), "the program was started anew"
    other = Reporter(ctx)
    other.report()
    mine.report()
    assert has_twin() and "重名：kiosk-1" in said(ctx)
    for _ in range(6):
        clock.pass_(seconds=15)
        mine.report()
    assert not has_twin(), "the other was given a name of its own"


def said(ctx: AppContext, serving: bool = True) -> str:
    """What 状况 says of the fleet."""
    return "".join(part.said(ctx.words["zh_CN"]) for part in fleet_health(ctx, serving))


@pytest.mark.both
def test_one_that_is_away_is_retired_and_comes_back_by_itself(
    ctx: AppContext, clock: Clock
) -> None:
    old = Reporter(another(ctx, "old"))
    old.report()
    boss = manager(ctx)
    with pytest.raises(Refusal, match="kiosk_here"):
        fleet.retire(ctx, boss, "old")
    clock.pass_(minutes=2)
    fleet.retire(ctx, boss, "old")
    fleet.retire(ctx, boss, "old")
    assert states(ctx) == {} and said(ctx) == ""
    fleet.take_back(ctx, boss, "old")
    assert states(ctx) == {"old": AWAY} and "不在：old" in said(ctx)
    fleet.retire(ctx, boss, "old")
    old.report()
    assert states(ctx) == {"old": WELL}
    clerk = log_in(ctx, "小王", add_account(ctx, "小王", Role.CLERK))
    for act in (fleet.retire, fleet.take_back):
        with pytest.raises(Refusal, match="not_allowed"):
            act(ctx, clerk, "old")


def test_a_command_does_not_miss_a_kiosk_that_is_switched_off(
    ctx: AppContext, clock: Clock
) -> None:
    Reporter(ctx).report()
    clock.pass_(minutes=2)
    assert said(ctx, serving=False) == "" and "不在：kiosk-1" in said(ctx)


def test_an_older_program_says_so_and_goes_on(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    ctx = sqlite_ctx
    Reporter(ctx).report()
    assert said(ctx) == "1 台都在", "the control"
    newer = tmp_path / "newer"
    newer.mkdir()
    for file in engine.MIGRATIONS.glob("[0-9]*.py"):
        (newer / file.name).symlink_to(file)
    (newer / "0999_future.py").write_text(
        "def up(_migrator, db):\n    db.execute_sql('ALTER TABLE kiosk ADD COLUMN future TEXT')\n")
    ctx.database.migrate(migrations=newer)
    Reporter(ctx).report()
    assert take(ctx).ticket.label and ctx.database.pending() == []
    assert "版本旧：kiosk-1" in said(ctx)
    assert f"程序到 {engine.KNOWN}，数据到 999" in said(ctx, serving=False)


def test_without_its_storage_a_kiosk_waits_for_its_next_report(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise StorageDown("gone")

    monkeypatch.setattr(ctx.database, "write_aside", gone)
    assert Reporter(ctx).report() == fleet.EVERY


def test_the_slips_that_wait_are_told_by_kiosk(ctx: AppContext) -> None:
    kiosk = another(ctx, "hall-1")
    Reporter(kiosk).report()
    take(ctx, kiosk="hall-1")
    take(ctx, kiosk="elsewhere")
    found: Fleet = fleet.fleet(ctx)
    assert found.slips["hall-1"] == 1
