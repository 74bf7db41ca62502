"""Where the second copy goes: a stick that is there or not, and another machine by SFTP."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.devices.second_copy import places
from kiosk.devices.second_copy.places import Folder, Place, PlaceTrouble, SftpFolder, place_of
from kiosk.settings import WrongSetting, read_settings

NAME, MARK = "centre-1.archive", "centre-here"
# OpenSSH's own `sftp` and its server, without the line between them.
PROGRAM = """#!/bin/sh
echo "$@" >>"$RECORD"
exec /usr/bin/sftp -q -b - -D "/usr/lib/openssh/sftp-server"
"""


def written(place: Place, spare: Path, text: str = "all of it", *, first: bool = True) -> str:
    """Puts a file there as the second copy does; what the place has of it."""
    unfinished = place.begin(NAME, spare, MARK, first=first)
    unfinished.write_text(text, "utf-8")
    has = place.sent(unfinished, NAME).read_text("utf-8")
    place.keep(NAME)
    return has


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is written down how `sftp` is called."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "sftp").write_text(PROGRAM, "utf-8")
    (programs / "sftp").chmod(0o755)
    monkeypatch.setenv("RECORD", str(tmp_path / "calls"))
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return tmp_path / "calls"


def test_a_folder_takes_it_whole(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    assert written(place, tmp_path / "spare") == "all of it"
    assert sorted(place.names()) == [NAME, MARK]
    place.remove([NAME])
    assert place.names() == [MARK]


def test_a_folder_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    gone = tmp_path / "stick"
    with pytest.raises(PlaceTrouble, match="stick") as told:
        Folder(gone).begin(NAME, tmp_path / "spare", MARK, first=True)
    assert told.value.key == "copy_no_stick" and not gone.exists()


@pytest.mark.parametrize("first", [True, False])
def test_nothing_is_written_where_a_stick_would_be_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    stick = tmp_path / "media" / "kiosk" / "STICK"
    stick.mkdir(parents=True)
    monkeypatch.setattr(places, "PLUGGED", (tmp_path / "media",))
    with pytest.raises(PlaceTrouble) as told:
        Folder(stick).begin(NAME, tmp_path / "spare", MARK, first=first)
    assert told.value.key == "copy_no_stick" and not list(stick.iterdir())
    monkeypatch.setattr(Path, "is_mount", lambda one: one == stick)
    assert written(Folder(stick), tmp_path / "spare"), "the control: with the stick"
    below = stick / "copies"
    below.mkdir()
    assert written(Folder(below), tmp_path / "spare")


def test_by_night_it_goes_only_where_somebody_wanted_it(tmp_path: Path) -> None:
    """A drive that is mounted elsewhere leaves an empty folder too."""
    place = Folder(tmp_path)
    with pytest.raises(PlaceTrouble) as told:
        place.begin(NAME, tmp_path / "spare", MARK, first=False)
    assert told.value.key == "copy_other_stick" and not list(tmp_path.iterdir())
    written(place, tmp_path / "spare")
    assert written(place, tmp_path / "spare", "the next", first=False) == "the next"


def test_another_machine_takes_it_whole(tmp_path: Path, record: Path) -> None:
    there = tmp_path / "copies"
    there.mkdir()
    (tmp_path / 'a "spare"').mkdir()
    spare = tmp_path / 'a "spare"' / "file"
    place = SftpFolder(f"sftp://kiosk@nas:2222{there}")
    assert written(place, spare) == "all of it" and place.names() == [NAME]
    assert written(place, spare, "the next") == "the next", "over the one before"
    assert (there / NAME).read_text("utf-8") == "the next"
    place.remove([NAME])
    assert place.names() == []
    called = record.read_text("utf-8").splitlines()
    assert all("BatchMode=yes" in one and "ConnectTimeout=10" in one for one in called)
    assert {one.rpartition(" -- ")[2] for one in called} == {"kiosk@nas"}
    assert all("-P 2222" in one for one in called)


def test_another_machine_without_the_folder_is_said(tmp_path: Path, record: Path) -> None:
    place = SftpFolder(f"sftp://nas{tmp_path}/none")
    with pytest.raises(PlaceTrouble, match="No such file") as told:
        place.begin(NAME, tmp_path / "spare", MARK, first=True)
    assert told.value.key == "copy_unreachable"


def test_a_machine_that_says_nothing_is_not_waited_for(
    tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin" / "sftp").write_text("#!/bin/sh\nexec sleep 600\n", "utf-8")
    monkeypatch.setattr(places, "ASK_SECONDS", 0.1)
    with pytest.raises(PlaceTrouble, match="does not answer"):
        SftpFolder("sftp://nas/copies").begin(NAME, tmp_path / "spare", MARK, first=True)


def test_without_openssh_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PlaceTrouble) as told:
        SftpFolder("sftp://nas/copies").begin(NAME, tmp_path / "spare", MARK, first=True)
    assert told.value.key == "copy_no_sftp"


@pytest.mark.parametrize("written", [
    "nas:/copies", "sftp://nas", "sftp://-oProxyCommand=sh/x", "sftp://nas/a b", "sftp://nas/-x",
    'sftp://nas/"', "sftp://a:secret@nas/copies", "copies", "ftp://nas/copies",
    "sftp://nas/a\nrm *"])
def test_what_is_no_place_is_refused_in_a_line(tmp_path: Path, written: str) -> None:
    with pytest.raises(WrongSetting, match="KIOSK_BACKUP_TO: give none, /a/folder or sftp://"):
        read_settings({"KIOSK_DATA": str(tmp_path), "KIOSK_BACKUP_TO": written})


def test_what_is_a_place_is_taken() -> None:
    assert place_of("none") is None
    assert isinstance(place_of("/media/stick"), Folder)
    assert isinstance(place_of("sftp://kiosk@nas.local:22/~/copies/"), SftpFolder)
