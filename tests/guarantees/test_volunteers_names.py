"""A volunteer's name and telephone stand nowhere in clear, and go for good when deleted."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from structlog.testing import capture_logs

from db.volunteers import registry as rows
from kiosk.actions.operations import backups, keys
from kiosk.actions.operations.personal_records import correct_person, erase_person
from kiosk.actions.volunteers import registry, scheduled, visits, volunteer_tasks
from kiosk.actions.volunteers.dispatch import correct_hours, help_desk
from kiosk.context import AppContext
from kiosk.domain.staff.roles import StaffSession
from tests.support.centre import Clock, small_centre
from tests.support.guarantees import thief
from tests.support.volunteer_help import asked, coordinator, moved_in, on_duty, volunteer, with_help

NAME, PHONE, RIGHT = "欧阳慧珊", "13912348765", "欧阳慧姗"
WHY = "她家里有事，先走了"
ALL = {NAME, PHONE, WHY}
# A server's log of what it writes ahead is one for all tests.
CLEAR = "上官文君"


@pytest.fixture
def centre(small_url: str, tmp_path: Path, clock: Clock) -> AppContext:
    """A centre with volunteer help, all of its files in one folder."""
    return with_help(small_centre(small_url, tmp_path / "data", clock))


def helps(ctx: AppContext, staff: StaffSession, name: str = NAME) -> Path:
    """A volunteer who was written in, has a link, stood in the hall and took a request; then a
    backup is made."""
    who = volunteer(ctx, staff, name, phone=PHONE)
    moved_in(ctx, staff, who, "a phone")
    on_duty(ctx, staff, who)
    request = asked(ctx).request
    volunteer_tasks.claim(ctx, who.id, request.id)
    visits.arrive(ctx, who.id, request.id, "")
    visits.leave(ctx, who.id, request.id, "")
    correct_hours(ctx, staff, 1, 20, WHY)
    registry.save_volunteer(ctx, staff, replace(who, grid_id=None))
    return backups.back_up(ctx)


def in_files(ctx: AppContext, folder: Path) -> set[str]:
    """What of it lies in the files as it is; of PostgreSQL with what it writes ahead."""
    files = [*thief.files(folder), *thief.tables(ctx)]
    if not ctx.database.is_sqlite:
        with psycopg.connect(ctx.settings.database_url) as connection:
            found = connection.execute("SELECT current_setting('data_directory')").fetchone()
        assert found
        files += thief.files(Path(found[0]) / "pg_wal")
    return those_in(b"\n".join(file.read_bytes() for file in files))


def in_backup(ctx: AppContext, backup: Path) -> set[str]:
    """What of it lies in a backup, unpacked."""
    return those_in(backup.read_bytes() if ctx.database.is_sqlite else subprocess.run(
        ["pg_restore", "--file=-", backup], check=True, capture_output=True).stdout)


def those_in(raw: bytes) -> set[str]:
    """What of it is in some bytes."""
    return {one for one in (*ALL, CLEAR) if one.encode() in raw}


def in_the_log(do: Callable[[], object]) -> set[str]:
    """What of it was logged meanwhile."""
    with capture_logs() as lines:
        do()
    return {one for one in ALL if one in str(lines)}


def test_name_and_telephone_stand_nowhere_in_clear(centre: AppContext, tmp_path: Path) -> None:
    kept: list[Path] = []
    staff = coordinator(centre)
    assert in_the_log(lambda: kept.append(helps(centre, staff))) == set()
    assert ALL.isdisjoint(in_files(centre, tmp_path) | in_backup(centre, kept[0]))
    (shown,) = help_desk(centre, staff).volunteers
    (visit,) = registry.hours_of(centre, shown.id).visits
    assert (shown.name, visit.reason) == (NAME, WHY), "and those who may see it do"
    centre.database.close()


def test_control_a_name_as_it_was_kept_is_found_in_file_and_backup(
    centre: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.actions.volunteers.registry.keep_name",
                        lambda act, id_, name: rows.change_name(act.tx, id_, name))
    backup = helps(centre, coordinator(centre), CLEAR)
    assert CLEAR in in_files(centre, tmp_path) & in_backup(centre, backup)
    centre.database.close()


def test_a_deleted_volunteer_is_read_by_nobody_any_more(
    centre: AppContext, tmp_path: Path, clock: Clock
) -> None:
    staff = coordinator(centre)
    backup = helps(centre, staff)
    assert {*thief.found(centre, tmp_path).split("\n")} >= ALL, "before, it opens"
    erase_person(centre, staff, PHONE)
    assert not ALL & {*thief.found(centre, tmp_path).split("\n")}
    clock.pass_(minutes=1)
    backups.restore(centre, backup)
    assert not ALL & {*thief.found(centre, tmp_path).split("\n")}
    staff = coordinator(centre, name="小王")
    (left,) = help_desk(centre, staff).volunteers
    assert left.name == left.number == "V0001" and not left.active
    centre.database.close()


def test_a_month_after_leaving_name_and_hours_alone_are_kept(
    centre: AppContext, tmp_path: Path, clock: Clock
) -> None:
    staff = coordinator(centre)
    helps(centre, staff)
    (who,) = help_desk(centre, staff).volunteers
    registry.save_volunteer(centre, staff, replace(who, active=False))
    clock.pass_(days=29)
    scheduled.run_due(centre)
    assert {*thief.found(centre, tmp_path).split("\n")} >= ALL, "not sooner"
    clock.pass_(days=2)
    scheduled.run_due(centre)
    assert ALL & {*thief.found(centre, tmp_path).split("\n")} == {NAME}
    assert registry.hours_of(centre, who.id).visits[0].minutes == 20
    centre.database.close()


def test_a_name_put_right_leaves_nothing_of_the_wrong_one(
    centre: AppContext, tmp_path: Path
) -> None:
    staff = coordinator(centre)
    helps(centre, staff)
    correct_person(centre, staff, PHONE, RIGHT, "")
    found = {*thief.found(centre, tmp_path).split("\n")}
    assert RIGHT in found and NAME not in found
    (who,) = help_desk(centre, staff).volunteers
    registry.save_volunteer(centre, staff, replace(who, name="慧珊"))
    found = {*thief.found(centre, tmp_path).split("\n")}
    assert "慧珊" in found and RIGHT not in found
    centre.database.close()


def test_a_name_whose_key_is_lost_breaks_no_list_and_is_not_written_over(
    centre: AppContext,
) -> None:
    staff = coordinator(centre)
    lost, other = (volunteer(centre, staff, name, phone="") for name in (NAME, "刘小明"))
    read = "SELECT name FROM volunteer WHERE id = 1"
    (sealed,) = centre.database.peewee.execute_sql(read).fetchone()
    centre.vault.keys.destroy({sealed[2:24]})
    shown = help_desk(centre, staff).volunteers
    assert [one.id for one in shown] == [lost.id, other.id] and shown[1].name == "刘小明"
    registry.save_volunteer(centre, staff, replace(shown[0], vetted=False))
    assert centre.database.peewee.execute_sql(read).fetchone() == (sealed,)
    centre.database.close()


@pytest.mark.parametrize("statement", [
    "UPDATE volunteer SET name = 'another' WHERE id = 1", "DELETE FROM volunteer WHERE id = 1"])
def test_whatever_statement_takes_the_name_its_key_is_destroyed(
    centre: AppContext, tmp_path: Path, statement: str
) -> None:
    volunteer(centre, coordinator(centre), NAME, phone=PHONE)
    centre.database.peewee.execute_sql(statement)
    assert NAME in thief.found(centre, tmp_path), "not yet"
    keys.keep_keys(centre)
    assert NAME not in thief.found(centre, tmp_path)
    centre.database.close()
