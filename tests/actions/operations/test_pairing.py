"""A second kiosk gets the secret by a code from the desk, and finds all that the first one has."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

import main
from db.content import content_items
from db.operations import pairing as stored
from kiosk.actions import volunteers
from kiosk.actions.content.centre import guide
from kiosk.actions.exhibition.pictures import (
    fetched,
    import_picture,
    keep_pictures,
    picture_file,
)
from kiosk.actions.exhibition.videos import video_file
from kiosk.actions.operations import keys, pairing
from kiosk.actions.operations.pairing import LETTERS, TRIES, forget_code, open_pairing, secret_by
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.devices.second_copy.sealed import Cost
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.settings import read_settings
from tests.support.centre import SECRET, Clock, small_centre
from tests.support.photographs import saved
from tests.support.postgres import Server
from tests.support.volunteer_help import asked, with_help

VIDEO = f"{'cd' * 16}.webm"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is that of a passphrase."""
    monkeypatch.setattr(pairing, "RECOMMENDED", Cost(8_192, 1, 1))


@pytest.fixture
def shared(postgres: Server, small_template: str) -> Iterator[str]:
    """A PostgreSQL database that kiosks share."""
    made = postgres.new_database(small_template)
    yield made
    postgres.drop(made)


@pytest.fixture
def first(shared: str, tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """The kiosk with which the centre began."""
    ctx = with_help(small_centre(shared, tmp_path / "first", clock,
                                 KIOSK_VIDEOS=str(tmp_path / "videos")))
    keys.open_keys(ctx)
    yield ctx
    ctx.database.close()


@pytest.fixture
def boss(first: AppContext) -> StaffSession:
    """Who keeps the accounts."""
    return log_in(first, "管家", add_account(first, "管家", Role.ADMIN))


Command = Callable[..., int]


@pytest.fixture
def at_second(shared: str, tmp_path: Path, clock: Clock,
              monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on a second machine, at whose console a code is typed."""
    for name, value in {"KIOSK_DATA": str(tmp_path / "second"), "KIOSK_DATABASE_URL": shared,
                        "KIOSK_SPEECH": "none", "KIOSK_NAME": "kiosk-2",
                        "KIOSK_VIDEOS": str(tmp_path / "videos")}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(main, "SteadyClock", lambda *_: clock)
    # Its handlers would stay with the process of the tests.
    monkeypatch.setattr(main, "keep_log", lambda *_: None)

    def run(command: str, typed: str = "") -> int:
        monkeypatch.setattr("builtins.input", lambda _: typed)
        return main.main([command])

    return run


def test_by_the_code_the_second_kiosk_becomes_one_of_the_centre(
    first: AppContext, boss: StaffSession, at_second: Command, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = asked(first).request.code
    picture = import_picture(first, io.BytesIO(saved(Image.new("RGB", (600, 800), "red"), "JPEG")))
    first.settings.videos.mkdir()
    (first.settings.videos / VIDEO).write_bytes(b"a film")
    assert at_second("check") == main.WRONG_USE, "it has no secret"
    assert "`main.py pair`" in capsys.readouterr().err
    assert at_second("pair", open_pairing(first, boss).lower()) == 0
    assert "kiosk-2 belongs to the centre" in capsys.readouterr().out
    file = tmp_path / "second" / "secret.key"
    assert file.read_bytes() == SECRET and file.stat().st_mode & 0o777 == 0o600
    second = main.build_context(read_settings(os.environ))
    keys.open_keys(second)
    personal = volunteers.follow(second, code).personal
    assert personal and personal.name == "张阿姨"
    assert (copy := fetched(second, picture)) and copy.is_relative_to(tmp_path / "second")
    assert (film := video_file(second, VIDEO)) and film.read_bytes() == b"a film"
    second.database.close()


def test_a_code_is_good_once_and_for_ten_minutes(
    first: AppContext, boss: StaffSession, at_second: Command, clock: Clock, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = open_pairing(first, boss)
    assert secret_by(first.database, code, clock()) == SECRET
    assert at_second("pair", code) == 1 and "no code is good now" in capsys.readouterr().err
    late = open_pairing(first, boss)
    clock.pass_(minutes=9, seconds=59)
    forget_code(first)
    with first.database.read() as tx:
        assert stored.open_until(tx) == clock() + timedelta(seconds=1)
    clock.pass_(seconds=1)
    assert at_second("pair", late) == 1 and "no code is good now" in capsys.readouterr().err
    forget_code(first)
    with first.database.read() as tx:
        assert stored.open_until(tx) is None, "nothing of it is left in the database"
    assert not (tmp_path / "second" / "secret.key").exists()


def test_a_code_ends_after_five_guesses(
    first: AppContext, boss: StaffSession, at_second: Command, clock: Clock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = open_pairing(first, boss)
    for left in reversed(range(TRIES)):
        assert at_second("pair", "0000-0000-0000-0000") == 1
        assert f"tries left: {left}" in capsys.readouterr().err
    with pytest.raises(Refusal, match="no_code"):
        secret_by(first.database, code, clock())


def test_control_before_the_last_guess_the_right_one_opens_it(
    first: AppContext, boss: StaffSession, clock: Clock
) -> None:
    code = open_pairing(first, boss)
    for _ in range(TRIES - 1):
        with pytest.raises(Refusal, match="wrong_code"):
            secret_by(first.database, "0" * 16, clock())
    assert secret_by(first.database, f" {code.replace('-', ' ')} ", clock()) == SECRET


def test_a_new_code_ends_the_one_before(
    first: AppContext, boss: StaffSession, clock: Clock
) -> None:
    before, code = open_pairing(first, boss), open_pairing(first, boss)
    with pytest.raises(Refusal, match="wrong_code"):
        secret_by(first.database, before, clock())
    assert secret_by(first.database, code, clock()) == SECRET


def test_who_reads_the_database_finds_neither_code_nor_secret(
    first: AppContext, boss: StaffSession
) -> None:
    code = open_pairing(first, boss).replace("-", "")
    assert len(code) == 16 and set(code) <= set(LETTERS) and len(LETTERS) == 32
    told = first.database.peewee
    tables = [name for (name,) in told.execute_sql(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")]
    rows = "".join(str(told.execute_sql(f'SELECT * FROM "{one}"').fetchall()) for one in tables)
    assert "pairing" in tables and "open_pairing" in rows
    assert code not in rows and SECRET.hex() not in rows and SECRET.decode() not in rows


def test_only_who_keeps_the_accounts_gives_a_code(first: AppContext, boss: StaffSession) -> None:
    for role in set(Role) - {Role.ADMIN}:
        other = replace(boss, account=replace(boss.account, role=role))
        with pytest.raises(Refusal, match="not_allowed"):
            open_pairing(first, other)


def test_a_centre_in_a_file_has_no_second_kiosk(sqlite_ctx: AppContext) -> None:
    who = log_in(sqlite_ctx, "管家", add_account(sqlite_ctx, "管家", Role.ADMIN))
    with pytest.raises(Refusal, match="pairing_alone"):
        open_pairing(sqlite_ctx, who)


def test_who_has_another_secret_is_told_how_to_pair(
    first: AppContext, at_second: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "second"
    folder.mkdir()
    (folder / "secret.key").write_bytes(b"of another centre" * 2)
    assert at_second("web") == main.WRONG_USE
    said = capsys.readouterr().err.strip()
    assert "\n" not in said and "`main.py pair`, in a KIOSK_DATA without secret.key" in said
    assert at_second("pair", "") == main.WRONG_USE
    assert "has a secret already" in capsys.readouterr().err
    assert (folder / "secret.key").read_bytes() == b"of another centre" * 2


def test_what_the_first_changes_the_second_shows_and_of_a_picture_that_is_gone_no_copy_stays(
    first: AppContext, boss: StaffSession, at_second: Command, clock: Clock
) -> None:
    picture = import_picture(first, io.BytesIO(saved(Image.new("RGB", (600, 800), "red"), "JPEG")))
    at_second("pair", open_pairing(first, boss))
    second = replace(main.build_context(read_settings(os.environ)), clock=clock)
    assert fetched(second, picture) and guide(second).centre.phone == guide(first).centre.phone
    with first.database.write(content=True) as tx:
        (body,) = content_items.bodies(tx, "centre")
        content_items.put(tx, "centre", "1", {**body, "phone": "010 6588 0000"})
    assert guide(second).centre.phone == "010-65880000"
    clock.pass_(days=40)
    for _ in range(2):
        keep_pictures(first)
        keep_pictures(second)
    assert not picture_file(second, picture).exists()
    second.database.close()
