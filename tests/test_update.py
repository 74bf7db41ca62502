"""An update, with the power gone at every line of it: a whole program starts, nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk import update
from kiosk.bundle import BundleTrouble, Edition, seal, version_of
from kiosk.update import Update

OLD, NEW = "0.1.0.20260701080000", "0.1.0.20260801080000"
KEY = Ed25519PrivateKey.generate()
POWER_WENT = -signal.SIGKILL


class Hall:
    """A centre whose program tells people things: each is in the data first, then told."""

    def __init__(self, place: Path, well: set[str]) -> None:
        self.program = place / "kiosk"
        self.data, self.told = place / "data", place / "told"
        self._well = well
        self.is_on = False

    def stop(self) -> None:
        self.is_on = False

    def start(self) -> None:
        version = version_of(self.program)
        self.is_on = True
        if f"{version} silent" in self._well or version in self._well:
            for file in (self.data, self.told):
                with file.open("a") as opened:
                    opened.write(f"a number by {version}\n")

    def answers(self) -> bool:
        return self.is_on and version_of(self.program) in self._well

    def back_up(self) -> str:
        shutil.copy(self.data, self.data.with_suffix(".backup"))
        return str(self.data.with_suffix(".backup"))

    def restore(self, backup: str) -> bool:
        return Path(backup).read_text("utf-8") == self.data.read_text("utf-8")

    def nothing_lost(self) -> bool:
        kept = self.data.read_text("utf-8").splitlines()
        return all(line in kept and kept.count(line) >= self.told.read_text("utf-8").count(line)
                   for line in self.told.read_text("utf-8").splitlines())


def gathered(folder: Path, version: str) -> Path:
    """What `make bundle` would seal: two files that have to belong together."""
    for name in ("main.py", "part.py"):
        (folder / "program").mkdir(parents=True, exist_ok=True)
        (folder / "program" / name).write_text(version, "utf-8")
    (folder / "install.sh").write_text(
        "cd $(dirname $0) && sha256sum --check --quiet --strict SHA256SUMS &&"
        " test \"$TARGETS\" = 'setup install-packages'\n", "utf-8")
    seal(folder, folder.with_suffix(".bundle"), Edition.here(version), KEY)
    return folder.with_suffix(".bundle")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    gathered(place / "old", OLD)
    gathered(place / "new", NEW)
    return place


@pytest.fixture
def hall(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Hall]:
    """A centre as before the update, anew at each call."""
    monkeypatch.setattr(os, "sync", lambda: None)

    def before(*well: str) -> Hall:
        shutil.rmtree(tmp_path / "opt", ignore_errors=True)
        hall = Hall(tmp_path / "opt", set(well))
        shutil.copytree(made / "old/program", hall.program)
        for file in (hall.data, hall.told):
            file.write_text("what was there\n", "utf-8")
        return hall

    return before


def is_whole(hall: Hall) -> bool:
    try:
        texts = {(hall.program / name).read_text("utf-8") for name in ("main.py", "part.py")}
        return texts == {version_of(hall.program)}
    except OSError:
        return False


def work_on(hall: Hall, said: list[str] | None = None) -> Update:
    return Update(hall.program, hall, (said if said is not None else []).append)


def without_power_after(lines: int, work: Callable[[], object], *traced: str) -> int:
    """The status of a process that does the work and is killed after so many lines of the
    update's own; 0 where it has fewer."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = lines

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if not frame.f_code.co_filename.endswith("kiosk/update.py") and (
                frame.f_code.co_name not in ("_keep", *traced)):
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    sys.settrace(line)
    try:
        work()
    finally:
        os._exit(0)


def after_the_cut(hall: Hall, again_after: int | None) -> None:
    """What the start of the machine does, without power once more perhaps."""
    hall.stop()
    work = work_on(hall)
    if again_after is not None and work.is_unfinished():
        without_power_after(again_after, work.finish)
        assert is_whole(hall)
    if work.is_unfinished():
        work.finish()
    else:
        hall.start()


@pytest.mark.parametrize(("well", "ends_with"), [
    ((OLD, NEW), {OLD, NEW}), ((OLD, f"{NEW} silent"), {OLD}),
], ids=["a good version", "one that tells people something and stops answering"])
def test_wherever_the_power_goes_a_whole_program_starts(
    made: Path, hall: Callable[..., Hall], well: tuple[str, ...], ends_with: set[str]
) -> None:
    seen = set()
    for lines in range(1000):
        centre = hall(*well)
        status = without_power_after(
            lines, partial(work_on(centre).run, made / "new.bundle"))
        assert status in (0, POWER_WENT) and is_whole(centre), lines
        after_the_cut(centre, lines % 30 if lines % 2 else None)
        assert is_whole(centre) and centre.answers() and centre.nothing_lost(), lines
        assert not work_on(centre).is_unfinished()
        seen.add(version_of(centre.program))
        if status == 0:
            break
    assert lines > 40
    assert seen == ends_with


def test_two_renames_would_leave_nothing_to_start(
    made: Path, hall: Callable[..., Hall], monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_turns(one: Path, other: Path) -> None:
        one.rename(one.with_name("aside"))
        other.rename(one)
        one.with_name("aside").rename(other)

    monkeypatch.setattr(update, "exchange", by_turns)
    for lines in range(1000):
        centre = hall(OLD, NEW)
        status = without_power_after(
            lines, partial(work_on(centre).run, made / "new.bundle"), "by_turns")
        if not is_whole(centre):
            return
        assert status, "the control"


def test_a_good_version_stays_and_the_old_one_goes(made: Path, hall: Callable[..., Hall]) -> None:
    centre, said = hall(OLD, NEW), list[str]()
    assert work_on(centre, said).run(made / "new.bundle")
    assert said[-1] == f"version {NEW} is running"
    assert {path.name for path in centre.program.parent.iterdir()} == {
        "kiosk", "data", "data.backup", "told"}


def test_what_people_were_told_by_a_version_that_failed_stays(
    made: Path, hall: Callable[..., Hall]
) -> None:
    centre, said = hall(OLD, f"{NEW} silent"), list[str]()
    assert not work_on(centre, said).run(made / "new.bundle")
    assert f"a number by {NEW}" in centre.data.read_text("utf-8")
    assert said[-1].endswith(f"version {OLD} goes on")


@pytest.mark.parametrize(("well", "told"), [
    ((), "is again the one of the backup"), ((f"{NEW} silent",), "would take away"),
], ids=["nobody was told anything", "somebody was"])
def test_a_backup_is_put_back_only_where_it_takes_nothing_away(
    made: Path, hall: Callable[..., Hall], well: tuple[str, ...], told: str
) -> None:
    centre, said = hall(*well), list[str]()
    assert not work_on(centre, said).run(made / "new.bundle")
    assert told in said[-1] and version_of(centre.program) == OLD
    assert centre.nothing_lost()


def test_a_disk_that_cannot_exchange_keeps_the_old_one_running(
    made: Path, hall: Callable[..., Hall], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(one: Path, other: Path) -> None:
        raise OSError(22, "Invalid argument", str(one))

    centre = hall(OLD, NEW)
    monkeypatch.setattr(update, "exchange", unable)
    with pytest.raises(OSError, match="Invalid"):
        work_on(centre).run(made / "new.bundle")
    assert centre.answers() and not work_on(centre).is_unfinished()


def test_what_cannot_be_used_changes_nothing(made: Path, hall: Callable[..., Hall]) -> None:
    centre = hall(OLD, NEW)
    centre.start()
    cut = made / "cut.bundle"
    cut.write_bytes((made / "new.bundle").read_bytes()[:-12_000])
    with pytest.raises(BundleTrouble):
        work_on(centre).run(cut)
    assert centre.is_on and version_of(centre.program) == OLD
    assert {path.name for path in centre.program.parent.iterdir()} == {"kiosk", "data", "told"}
