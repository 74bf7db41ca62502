"""The second copy: a machine is lost, and another one goes on from the archive alone."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import main
from kiosk.actions import volunteers
from kiosk.actions.exhibition.pictures import fetched, import_picture
from kiosk.actions.exhibition.videos import video_file
from kiosk.actions.operations import keys, setup
from kiosk.actions.operations.second_copy import contents, making, passphrase
from kiosk.actions.operations.second_copy.making import keep_second_copy
from kiosk.actions.operations.second_copy.status import second_copy_health
from kiosk.actions.staff.accounts import change_account
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.actions.volunteers import notifications
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.second_copy import sealed
from kiosk.domain.operations.setup import SetupState
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.settings import read_settings
from kiosk.web.core.site import make_site
from main import build_context
from tests.support.centre import SECRET, Clock, small_centre
from tests.support.photographs import saved
from tests.support.postgres import Server
from tests.support.volunteer_help import asked, with_help

WORDS = "seven grey herons walk by"
PHONE = "13800004567"
VIDEO = f"{'ab' * 16}.mp4"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is looked at in `tests/devices/second_copy`."""
    monkeypatch.setattr(sealed, "RECOMMENDED", sealed.Cost(8_192, 1, 1))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that is somewhere else."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def centre(small_url: str, tmp_path: Path, stick: Path, clock: Clock) -> Iterator[AppContext]:
    """A centre with volunteers, which has been started once."""
    ctx = with_help(small_centre(small_url, tmp_path / "data", clock, KIOSK_BACKUP_TO=str(stick)))
    (tmp_path / "data" / "secret.key").write_bytes(SECRET)
    keys.open_keys(ctx)
    yield ctx
    ctx.database.close()


def admin(ctx: AppContext) -> StaffSession:
    return log_in(ctx, "管家", add_account(ctx, "管家", Role.ADMIN))


def sealed_centre(ctx: AppContext) -> StaffSession:
    """The passphrase is set, and the first copy made."""
    boss = admin(ctx)
    passphrase.set_passphrase(ctx, boss, WORDS, WORDS)
    keep_second_copy(ctx)
    return boss


def archives(stick: Path) -> list[Path]:
    return sorted(stick.glob("*.archive"))


def health(ctx: AppContext) -> tuple[bool, str]:
    (part,) = second_copy_health(ctx, True)
    return part.well, part.said(ctx.words["en"], in_full=True)


NewMachine = Callable[..., AppContext | None]


@pytest.fixture
def new_machine(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[NewMachine]:
    """An empty folder and an empty database, into which an archive is restored by the command."""
    data, words = tmp_path / "new", tmp_path / "words"
    url = f"cysqlite:///{data / 'jiamenkou.db'}"
    if database_kind == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        url = server.new_database()
    for name, value in {"KIOSK_DATA": str(data), "KIOSK_DATABASE_URL": url,
                        "KIOSK_SPEECH": "none"}.items():
        monkeypatch.setenv(name, value)
    made: list[AppContext] = []

    def restored(archive: Path, typed: str = WORDS) -> AppContext | None:
        words.write_text(f"{typed}\n", "utf-8")
        if main.main(["restore", str(archive), "--passphrase-file", str(words), "--yes"]):
            return None
        made.append(build_context(read_settings(os.environ)))
        return replace(made[-1], clock=clock)

    yield restored
    for ctx in made:
        ctx.database.close()
    if database_kind == "postgresql":
        server.drop(url)


@pytest.mark.both
def test_from_the_archive_alone_a_new_machine_goes_on(
    centre: AppContext, stick: Path, tmp_path: Path, new_machine: NewMachine
) -> None:
    code = asked(centre, phone=PHONE).request.code
    picture = import_picture(centre, io.BytesIO(saved(Image.new("RGB", (600, 800), "red"), "JPEG")))
    centre.settings.videos.mkdir()
    (centre.settings.videos / VIDEO).write_bytes(b"a film" * 50_000)
    pin = add_account(centre, "小王", Role.CLERK)
    sealed_centre(centre)
    (archive,) = archives(stick)
    centre.database.close()
    ctx = new_machine(archive)
    assert ctx is not None and ctx.secret == SECRET
    personal = volunteers.follow(ctx, code).personal
    assert personal and personal.phone == PHONE
    assert (copy := fetched(ctx, picture)) and copy.read_bytes().startswith(b"\xff\xd8")
    assert (video := video_file(ctx, VIDEO)) and video.read_bytes() == b"a film" * 50_000
    assert log_in(ctx, "小王", pin)
    assert keys.count_keys(ctx)[1:] == (0, 0)
    site = make_site(ctx, ChangePoller(ctx.database)).test_client()
    assert site.get("/", headers={"Host": "localhost"}).status_code == 200
    assert health(ctx)[1].startswith("none was ever made"), "it has made none itself"


def test_restoring_it_once_more_changes_nothing(
    centre: AppContext, stick: Path, new_machine: NewMachine
) -> None:
    code = asked(centre).request.code
    sealed_centre(centre)
    assert new_machine(archives(stick)[0])
    ctx = new_machine(archives(stick)[0])
    assert ctx and volunteers.follow(ctx, code).personal


@pytest.mark.both
def test_what_was_forgotten_and_dismissed_after_it_stays_so(
    centre: AppContext, stick: Path, clock: Clock, new_machine: NewMachine
) -> None:
    gone, stays = asked(centre), asked(centre, phone="13887654321")
    pin = add_account(centre, "小赵", Role.CLERK)
    boss = sealed_centre(centre)
    clock.pass_(minutes=11)
    volunteers.end_consent(centre, gone.request.code)
    change_account(centre, boss, "小赵", Role.CLERK, active=False)
    keep_second_copy(centre)
    ctx = new_machine(archives(stick)[0])
    assert ctx and volunteers.follow(ctx, gone.request.code).personal is None
    assert volunteers.follow(ctx, stays.request.code).personal
    with pytest.raises(Refusal):
        log_in(ctx, "小赵", pin)


def test_control_without_the_list_beside_it_they_come_back(
    centre: AppContext, stick: Path, clock: Clock, new_machine: NewMachine
) -> None:
    """What is written in DECISIONS.md of the archive alone."""
    gone = asked(centre)
    sealed_centre(centre)
    clock.pass_(minutes=11)
    volunteers.end_consent(centre, gone.request.code)
    keep_second_copy(centre)
    for since in stick.glob("*since.list"):
        since.unlink()
    ctx = new_machine(archives(stick)[0])
    assert ctx and volunteers.follow(ctx, gone.request.code).personal


def test_a_new_passphrase_counts_from_the_next_one_on(
    centre: AppContext, stick: Path, clock: Clock, new_machine: NewMachine
) -> None:
    boss, gone = sealed_centre(centre), asked(centre)
    clock.pass_(minutes=1)
    passphrase.set_passphrase(centre, boss, "other words of a winter", "other words of a winter")
    keep_second_copy(centre)
    clock.pass_(minutes=11)
    volunteers.end_consent(centre, gone.request.code)
    keep_second_copy(centre)
    first, second = archives(stick)
    assert new_machine(second) is None
    ctx = new_machine(second, "other words of a winter")
    assert ctx and volunteers.follow(ctx, gone.request.code).personal is None
    assert new_machine(first), "what was made opens as it did"


def test_the_list_holds_no_key_and_is_not_written_for_nothing(
    centre: AppContext, stick: Path, clock: Clock
) -> None:
    asked(centre)
    boss = admin(centre)
    clock.pass_(minutes=1)
    passphrase.set_passphrase(centre, boss, WORDS, WORDS)
    keep_second_copy(centre)
    (since,) = stick.glob("*since.list")
    before = since.read_bytes()
    clock.pass_(minutes=11)
    keep_second_copy(centre)
    assert since.read_bytes() == before, "nothing was deleted"
    gone = asked(centre, phone="13887654321")
    volunteers.end_consent(centre, gone.request.code)
    clock.pass_(minutes=11)
    keep_second_copy(centre)
    with since.open("rb") as opened:
        key = sealed.key_of(opened, WORDS)
    with contents.members(since, key) as members:
        held = {name: member.read() for name, member in members}
    kept = json.loads(held[contents.KEYS])
    assert kept["keys"] and {wrapped for _, wrapped in kept["keys"]} == {"00" * 40}


def test_once_the_next_one_is_made_nothing_opens_what_was_forgotten(
    centre: AppContext, stick: Path, clock: Clock, new_machine: NewMachine
) -> None:
    gone = asked(centre)
    sealed_centre(centre)
    volunteers.end_consent(centre, gone.request.code)
    for _ in range(2):
        clock.pass_(days=1)
        keep_second_copy(centre)
    assert len(archives(stick)) == 2
    for archive in archives(stick):
        ctx = new_machine(archive)
        assert ctx and volunteers.follow(ctx, gone.request.code).personal is None


def test_neither_passphrase_nor_telephone_is_anywhere(
    centre: AppContext, stick: Path, tmp_path: Path
) -> None:
    asked(centre, phone=PHONE)
    sealed_centre(centre)
    centre.database.close()
    files = [one for folder in (tmp_path / "data", stick, tmp_path)
             for one in folder.rglob("*") if one.is_file()]
    assert len(files) > 5
    for file in files:
        data = file.read_bytes()
        assert WORDS.encode() not in data and PHONE.encode() not in data, file
    assert SECRET not in archives(stick)[0].read_bytes()
    assert SECRET in (tmp_path / "data" / "secret.key").read_bytes(), "the control"


def left_in(folder: Path) -> set[str]:
    """What a refused restore leaves, but for locks."""
    return {one.name for one in folder.rglob("*")
            if one.is_file() and not one.name.endswith((".lock", "-turn"))}


@pytest.mark.parametrize("harm", ["turned", "cut", "words"])
def test_one_that_is_not_as_it_was_written_is_refused_in_a_line_and_leaves_nothing(
    centre: AppContext, stick: Path, tmp_path: Path, new_machine: NewMachine, harm: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked(centre)
    sealed_centre(centre)
    (archive,) = archives(stick)
    data = bytearray(archive.read_bytes())
    if harm == "turned":
        data[-20] ^= 1
    elif harm == "cut":
        del data[len(data) // 2:]
    archive.write_bytes(data)
    assert new_machine(archive, "another one" if harm == "words" else WORDS) is None
    said = capsys.readouterr().err.strip()
    assert "\n" not in said and ("passphrase" if harm == "words" else "altered or cut") in said
    assert left_in(tmp_path / "new") == set()


def test_it_goes_into_no_other_centre(
    centre: AppContext, stick: Path, tmp_path: Path, new_machine: NewMachine,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sealed_centre(centre)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "secret.key").write_bytes(b"of somebody else" * 2)
    assert new_machine(archives(stick)[0]) is None
    assert "another centre" in capsys.readouterr().err
    assert (tmp_path / "new" / "secret.key").read_bytes() == b"of somebody else" * 2


def test_a_kill_while_it_is_written_leaves_the_last_one(
    centre: AppContext, stick: Path, clock: Clock, new_machine: NewMachine
) -> None:
    code = asked(centre).request.code
    sealed_centre(centre)
    (before,) = archives(stick)
    clock.pass_(days=1)
    centre.database.close()
    child = os.fork()
    if child == 0:
        def half(_: AppContext, into: sealed.SealedWriter, *_more: object) -> None:
            into.write(bytes(3 * sealed.CHUNK))
            os.kill(os.getpid(), signal.SIGKILL)

        contents.write_whole = half
        with suppress(BaseException):
            keep_second_copy(centre)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert archives(stick) == [before] and list(stick.glob("*.unfinished"))
    clock.pass_(hours=1)
    keep_second_copy(centre)
    assert len(archives(stick)) == 2 and not list(stick.glob("*.unfinished"))
    ctx = new_machine(before)
    assert ctx and volunteers.follow(ctx, code).personal


def test_a_full_place_is_said_and_keeps_the_last_one(
    centre: AppContext, stick: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed_centre(centre)
    (before,) = archives(stick)
    clock.pass_(days=1, hours=2)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sealed.SealedWriter, "_put", full)
    keep_second_copy(centre)
    assert archives(stick) == [before] and not list(stick.glob("*.unfinished"))
    well, said = health(centre)
    assert not well and "no room" in said
    keep_second_copy(centre)
    monkeypatch.undo()
    keep_second_copy(centre)
    assert archives(stick) == [before], "it is not tried each minute"
    clock.pass_(hours=1)
    keep_second_copy(centre)
    assert len(archives(stick)) == 2 and health(centre)[0]


def test_one_that_does_not_open_gets_no_name(
    centre: AppContext, stick: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that keeps other bytes than it was given."""
    sealed_centre(centre)
    before = archives(stick)
    clock.pass_(days=1)
    def rots(path: Path) -> None:
        if path.name.endswith(".unfinished"):
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(data)

    monkeypatch.setattr("kiosk.devices.second_copy.places.sync", rots)
    keep_second_copy(centre)
    assert archives(stick) == before and "altered" in health(centre)[1]


@pytest.mark.both
def test_without_the_stick_it_is_said_and_the_manager_hears_of_it_once(
    centre: AppContext, stick: Path, clock: Clock
) -> None:
    boss = sealed_centre(centre)
    assert health(centre) == (True, health(centre)[1]) and "made on" in health(centre)[1]
    manager = replace(boss, account=replace(boss.account, role=Role.MANAGER))
    notifications.add_target(centre, manager, "值班", "json://9.9.9.9/")
    stick.rename(stick.with_name("pocket"))
    clock.pass_(days=1, hours=2)
    for _ in range(3):
        keep_second_copy(centre)
        clock.pass_(minutes=1)
    well, said = health(centre)
    assert not well and "not plugged in" in said and not stick.exists()
    assert [one.waiting for one in notifications.targets(centre, manager)] == [1]
    stick.with_name("pocket").rename(stick)
    clock.pass_(hours=1)
    for _ in range(2):
        keep_second_copy(centre)
    assert health(centre)[0]
    assert [one.waiting for one in notifications.targets(centre, manager)] == [2]


@pytest.mark.both
def test_another_stick_gets_nothing_until_somebody_wants_it(
    centre: AppContext, stick: Path, clock: Clock
) -> None:
    boss = sealed_centre(centre)
    for file in stick.iterdir():
        file.unlink()
    clock.pass_(days=1)
    keep_second_copy(centre)
    assert not list(stick.iterdir()) and "another stick" in health(centre)[1]
    passphrase.want_copy(centre, boss)
    keep_second_copy(centre)
    assert len(archives(stick)) == 1


def test_it_is_made_each_night_and_two_are_kept(
    centre: AppContext, stick: Path, clock: Clock
) -> None:
    (stick / "jiamenkou-00000000-20200101-000000.archive").touch()
    sealed_centre(centre)
    seen = set()
    for _ in range(4 * 24):
        clock.pass_(hours=1)
        keep_second_copy(centre)
        seen |= {one.name[-23:] for one in archives(stick)}
    assert sorted(seen)[1:] == [
        "20261016-152000.archive", "20261017-022000.archive", "20261018-022000.archive",
        "20261019-022000.archive", "20261020-022000.archive"]
    assert [one.name[-23:] for one in archives(stick)] == [
        "20200101-000000.archive", "20261019-022000.archive", "20261020-022000.archive"], \
        "that of another centre is nobody's to take away"


def test_of_two_kiosks_one_makes_it(
    centre: AppContext, stick: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed_centre(centre)
    clock.pass_(days=1)
    made: list[AppContext] = []
    monkeypatch.setattr(making, "make_copy", lambda ctx, *_, **__: made.append(ctx))
    for _ in range(2):
        keep_second_copy(centre)
    assert len(made) == 1


@pytest.mark.parametrize(("typed", "again", "code"), [
    ("short", "short", "weak_passphrase"),
    ("1234567890123456789", "1234567890123456789", "weak_passphrase"),
    ("jiamenkou 家门口 2026", "jiamenkou 家门口 2026", "weak_passphrase"),
    (WORDS, "seven grey herons swim by", "typed_otherwise")])
def test_a_passphrase_that_is_soon_guessed_is_not_taken(
    centre: AppContext, typed: str, again: str, code: str
) -> None:
    boss = admin(centre)
    with pytest.raises(Refusal, match=code):
        passphrase.set_passphrase(centre, boss, typed, again)
    assert health(centre) == (False, "no passphrase is set, so none can be made")


def test_only_the_admin_sets_it(centre: AppContext) -> None:
    boss = admin(centre)
    for role in set(Role) - {Role.ADMIN}:
        other = replace(boss, account=replace(boss.account, role=role))
        for act in (lambda who: passphrase.set_passphrase(centre, who, WORDS, WORDS),
                    lambda who: passphrase.want_copy(centre, who)):
            with pytest.raises(Refusal, match="not_allowed"):
                act(other)


def test_the_first_evening_is_done_with_backups_once_one_was_made(centre: AppContext) -> None:
    def step(boss: StaffSession) -> SetupState:
        return next(one.state for one in setup.setup(centre, boss) if one.step.name == "backup")

    boss = admin(centre)
    assert step(boss) is SetupState.OPEN
    passphrase.set_passphrase(centre, boss, WORDS, WORDS)
    assert step(boss) is SetupState.OPEN
    keep_second_copy(centre)
    assert step(boss) is SetupState.DONE


def test_where_nobody_wants_one_it_is_said_what_that_means(sqlite_ctx: AppContext) -> None:
    assert health(sqlite_ctx) == (
        True, "none: with this machine all would be lost (KIOSK_BACKUP_TO)")


def test_a_seal_that_somebody_put_into_the_database_seals_nothing(
    centre: AppContext, stick: Path, clock: Clock
) -> None:
    """Whoever writes the database could have the next copy sealed for themselves."""
    sealed_centre(centre)
    before = archives(stick)
    other = sealed.new_seal("their own words")
    centre.database.peewee.execute_sql(
        f"UPDATE second_copy SET public = '{other.public.hex()}', salt = '{other.salt.hex()}'")
    clock.pass_(days=1)
    keep_second_copy(centre)
    assert archives(stick) == before and "not what was set at the desk" in health(centre)[1]
