"""A month-old backup put back: forgotten stays forgotten, revoked revoked, dismissed dismissed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import event_log
from db.engine.backup import FILES
from db.operations import standing
from kiosk.actions import volunteers
from kiosk.actions.operations import backups, keys
from kiosk.actions.operations.log_check import check_log
from kiosk.actions.staff.accounts import change_account, change_own_password, change_own_pin
from kiosk.actions.staff.sessions import add_account, log_in, log_in_at_kiosk, reset_account
from kiosk.actions.volunteers import notifications, registry, volunteer_access
from kiosk.commands import _said
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock, small_centre
from tests.support.volunteer_help import PIN, asked, coordinator, moved_in, volunteer, with_help

NEW_PIN = "618350"
PASSWORD = "a long sentence of mine 7"


@pytest.fixture
def centre(small_url: str, tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """A centre with volunteers, which has been started once."""
    ctx = with_help(small_centre(small_url, tmp_path / "data", clock))
    keys.open_keys(ctx)
    yield ctx
    ctx.database.close()


class Month:
    """What is in the backup, and what happened in the month after it."""

    def __init__(self, ctx: AppContext, clock: Clock) -> None:
        self.ctx = ctx
        admin = coordinator(ctx, Role.ADMIN, "主任")
        at = coordinator(ctx)
        self.first_pin = add_account(ctx, "小王", Role.CLERK)
        self.dismissed_pin = add_account(ctx, "小赵", Role.CLERK)
        self.liu = volunteer(ctx, at, "刘小明")
        self.wu = volunteer(ctx, at, "吴小红", phone="13900002222")
        self.liu_link = moved_in(ctx, at, self.liu, "phone of liu")
        self.wu_link = moved_in(ctx, at, self.wu, "phone of wu")
        notifications.add_target(ctx, _manager(ctx), "值班", "json://user:secret@9.9.9.9/")
        self.forgotten, self.kept = asked(ctx), asked(ctx, phone="13887654321")
        clock.pass_(minutes=1)
        self.backup = backups.back_up(ctx)
        clock.pass_(days=29)
        volunteers.end_consent(ctx, self.forgotten.request.code)
        self.new_pin = reset_account(ctx, "小王")
        change_account(ctx, admin, "小赵", Role.CLERK, active=False)
        registry.revoke_link(ctx, at, self.liu.id)
        self.wu_new_link = registry.new_link(ctx, at, self.wu.id).rpartition("/")[2]
        volunteer_access.bind_device(ctx, self.wu_new_link, "new phone of wu", PIN)
        registry.save_volunteer(ctx, at, self.wu, "")
        (target,) = notifications.targets(ctx, _manager(ctx))
        notifications.drop_target(ctx, _manager(ctx), target.id)
        clock.pass_(minutes=1)

    def came_back(self) -> set[str]:
        """What of the month a restore undid."""
        ctx, found = self.ctx, set()
        seen = volunteers.follow(ctx, self.forgotten.request.code)
        if seen.personal or seen.request.is_live or seen.request.person_index:
            found.add("consent")
        if _opens(ctx, "小王", self.first_pin) or not _opens(ctx, "小王", self.new_pin):
            found.add("pin")
        if _opens(ctx, "小赵", self.dismissed_pin):
            found.add("dismissed")
        if _knocks(ctx, self.liu_link, "phone of liu") or _knocks(ctx, self.wu_link, "phone of wu"):
            found.add("link")
        if not _knocks(ctx, self.wu_new_link, "new phone of wu"):
            found.add("new link")
        if notifications.targets(ctx, _manager(ctx)):
            found.add("target")
        return found


def _manager(ctx: AppContext) -> StaffSession:
    return coordinator(ctx, Role.MANAGER, f"经理{ctx.codes()[:6]}")


def _opens(ctx: AppContext, name: str, pin: str) -> bool:
    try:
        return bool(log_in(ctx, name, pin))
    except Refusal:
        return False


def _knocks(ctx: AppContext, code: str, device: str) -> bool:
    try:
        return bool(volunteer_access.identify(ctx, code, device))
    except Refusal:
        return False


def test_what_was_withdrawn_revoked_dismissed_and_changed_stays_so(
    centre: AppContext, clock: Clock
) -> None:
    month = Month(centre, clock)
    assert month.came_back() == set()
    told = _said(backups.loss(centre, month.backup))
    assert "Done again afterwards: " in told and "values deleted" in told
    backups.restore(centre, month.backup)
    assert month.came_back() == set()
    assert volunteers.follow(centre, month.kept.request.code).personal, "the others have theirs"
    backups.restore(centre, month.backup)
    assert month.came_back() == set(), "and the second time"


@pytest.mark.both
def test_control_a_restore_without_it_brings_all_of_it_back(
    centre: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.key_store.KeyTable.destroy", lambda *_: None)
    monkeypatch.setattr(standing, "put_back", lambda *_: 0)
    month = Month(centre, clock)
    backups.restore(centre, month.backup)
    assert month.came_back() == {"consent", "pin", "dismissed", "link", "new link", "target"}


def test_an_old_file_put_in_place_by_hand_is_found_out_at_the_start(
    sqlite_ctx: AppContext, clock: Clock, tmp_path: Path
) -> None:
    ctx = with_help(sqlite_ctx)
    keys.open_keys(ctx)
    month = Month(ctx, clock)
    check_log(ctx)
    ctx.database.close()
    for part in ("-wal", "-shm"):
        (tmp_path / f"centre.db{part}").unlink(missing_ok=True)
    (tmp_path / "centre.db").write_bytes(month.backup.read_bytes())
    ctx.database.forget()
    keys.open_keys(ctx)
    assert month.came_back() == set()
    assert check_log(ctx).broken, "what the program did not do itself is a break"


def test_a_repair_takes_nothing_back_either(
    sqlite_ctx: AppContext, clock: Clock, tmp_path: Path
) -> None:
    ctx = with_help(sqlite_ctx)
    keys.open_keys(ctx)
    month = Month(ctx, clock)
    ctx.database.peewee.execute_sql("pragma wal_checkpoint(truncate)")
    ctx.database.close()
    file = tmp_path / "centre.db"
    file.write_bytes(file.read_bytes()[:5000])
    repair = backups.mend(ctx)
    assert repair and repair.aside and month.came_back() == set()
    import os

    os.utime(repair.aside, (0, 0))
    clock.pass_(hours=1)
    backups.back_up(ctx)
    assert not repair.aside.exists(), "what was set aside goes with the backups"


def _lost(file: Path, _: Path) -> None:
    for part in FILES:
        file.with_name(file.name + part).unlink(missing_ok=True)


def _cut_short(file: Path, copy: Path) -> None:
    """A power cut came when the copy was ready, and before it stood in the file's place."""
    file.with_name(f"{file.name}.ready").write_bytes(copy.read_bytes())


def _cut_late(file: Path, copy: Path) -> None:
    """It stood in the file's place, and nothing was done again yet."""
    _lost(file, copy)
    _cut_short(file, copy)
    file.hardlink_to(file.with_name(f"{file.name}.ready"))


@pytest.mark.parametrize("fault", [_lost, _cut_short, _cut_late])
def test_neither_does_a_lost_database_nor_a_restore_that_goes_on_at_the_start(
    sqlite_ctx: AppContext, clock: Clock, tmp_path: Path, fault: Callable[[Path, Path], None]
) -> None:
    ctx = with_help(sqlite_ctx)
    keys.open_keys(ctx)
    month = Month(ctx, clock)
    ctx.database.close()
    check_log(ctx)
    ctx.database.close()
    fault(tmp_path / "centre.db", month.backup)
    repair = backups.mend(ctx)
    assert (repair is None) == (fault is not _lost)
    assert check_log(ctx).broken is None, "a restore is no break"
    assert not list(tmp_path.glob("*.ready"))
    assert month.came_back() == set()
    with ctx.database.read() as tx:
        (line,) = event_log.since(tx, 0, event_log.RESTORES)
    assert line.details["since"] < f"{clock() - timedelta(days=28):%Y-%m-%d}"


def test_ones_own_pin_and_password_stay_the_new_ones(centre: AppContext, clock: Clock) -> None:
    pin = add_account(centre, "小王", Role.CLERK)
    clock.pass_(minutes=1)
    before = backups.back_up(centre)
    session = log_in(centre, "小王", pin)
    change_own_pin(centre, session, pin, NEW_PIN)
    change_own_password(centre, log_in(centre, "小王", NEW_PIN), NEW_PIN, PASSWORD)
    backups.restore(centre, before)
    assert log_in_at_kiosk(centre, "小王", NEW_PIN)
    with pytest.raises(Refusal, match="wrong_pin"):
        log_in_at_kiosk(centre, "小王", pin)
    assert log_in(centre, "小王", PASSWORD)


def test_a_volunteers_number_given_again_has_no_others_link(
    centre: AppContext, clock: Clock
) -> None:
    at = coordinator(centre)
    clock.pass_(minutes=1)
    before = backups.back_up(centre)
    clock.pass_(minutes=1)
    first = volunteer(centre, at, "刘小明")
    link = moved_in(centre, at, first, "phone of liu")
    backups.restore(centre, before)
    clock.pass_(minutes=1)
    second = volunteer(centre, coordinator(centre, name="小何"), "吴小红")
    assert second.number == first.number
    backups.restore(centre, backups.back_up(centre))
    assert not _knocks(centre, link, "phone of liu")
