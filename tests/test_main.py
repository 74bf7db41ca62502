"""What main.py hands to the centre: its time and its signing key."""

from __future__ import annotations

import ctypes
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

import main
from kiosk import secret_file
from kiosk.actions.operations.backups import back_up
from kiosk.devices import time_sync
from kiosk.devices.time_sync import since_boot
from kiosk.domain.clock import SteadyClock
from kiosk.domain.refusals import StorageDown
from kiosk.settings import WrongSetting, read_settings
from kiosk.supervisor import DailyLog, NobodysLines
from main import WRONG_USE, build_context, prepare
from tests.support.centre import AFTERNOON


class Meeting(float):
    """A steady instant; while one thread reckons with it, another asks for the time too."""

    other: Callable[[], object]

    def __sub__(self, earlier: float) -> float:
        self.other()
        return float(self) - earlier


@dataclass
class Machine:
    """A machine's wall clock and its steady one."""

    wall: float = AFTERNOON.timestamp()
    steady: float = 5000.0


def test_two_threads_that_believe_a_new_time_at_once_do_not_jump_twice() -> None:
    machine = Machine()
    clock = SteadyClock(lambda: machine.wall, lambda: machine.steady)
    machine.wall += 86_400
    clock()

    def other_thread() -> None:
        machine.steady = float(machine.steady)
        clock()

    machine.steady, machine.wall = Meeting(machine.steady + 901), machine.wall + 901
    machine.steady.other = other_thread
    clock()
    assert clock() == AFTERNOON + timedelta(days=1, seconds=901)


def test_a_night_the_machine_slept_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    boot, wall = 5000.0, AFTERNOON.timestamp()
    monkeypatch.setattr(time, "clock_gettime", {time.CLOCK_BOOTTIME: boot}.__getitem__)
    clock = SteadyClock(lambda: wall, since_boot)
    night = timedelta(hours=15).total_seconds()
    wall += night
    monkeypatch.setattr(time, "clock_gettime", {time.CLOCK_BOOTTIME: boot + night}.__getitem__)
    assert clock() == AFTERNOON + timedelta(hours=15)


@pytest.mark.parametrize("left", [b"", b"half of"])
def test_a_start_cut_short_leaves_no_key_that_others_know(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "secret.key").write_bytes(left)
    settings = read_settings({"KIOSK_DATA": str(tmp_path), "KIOSK_SPEECH": "none"})
    keys = {build_context(settings).secret for _ in range(2)}
    assert len(keys) == 1 and len(keys.pop()) == secret_file.BYTES


def test_the_signing_key_is_the_centres_own(tmp_path: Path) -> None:
    settings = read_settings({"KIOSK_DATA": str(tmp_path), "KIOSK_SPEECH": "none"})
    build_context(settings)
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def started(data: Path) -> list[str]:
    """What a start of the pages, up to their port, has to say against it."""
    settings = read_settings({"KIOSK_DATA": str(data), "KIOSK_SPEECH": "none"})
    try:
        prepare(build_context(settings)).close()
    except WrongSetting as wrong:
        return str(wrong).splitlines()
    return []


def _missing(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20])


def _other(file: Path) -> None:
    file.write_bytes(b"another secret of another centre")


@pytest.mark.parametrize("lose", [_missing, _empty, _short, _other])
def test_without_its_secret_a_centre_does_not_start_and_is_told_in_a_line_which_file(
    tmp_path: Path, lose: Callable[[Path], None], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "secret.key"
    assert started(tmp_path) == [], "the first start makes one"
    whole = file.read_bytes()
    assert started(tmp_path) == [], "the control: the second one finds it"
    lose(file)
    (told,) = started(tmp_path)
    assert str(file) in told and "put" in told
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.setenv("KIOSK_SPEECH", "none")
    assert main.main(["migrate"]) == WRONG_USE and str(file) in capsys.readouterr().err
    if lose is _other:
        assert main.main(["check"]) == 1 and "is not the right one" in capsys.readouterr().out
    file.write_bytes(whole)
    assert started(tmp_path) == [], "put back, all is well"


def test_before_the_first_start_the_check_says_one_thing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.setenv("KIOSK_SPEECH", "none")
    assert main.main(["check"]) == 1
    bad = [line for line in capsys.readouterr().out.splitlines() if line.startswith("BAD")]
    assert len(bad) == 1 and "run migrate (0001" in bad[0], bad


def test_a_lost_database_beside_backups_is_no_first_start_for_the_secret(tmp_path: Path) -> None:
    settings = read_settings({"KIOSK_DATA": str(tmp_path), "KIOSK_SPEECH": "none"})
    ctx = build_context(settings)
    prepare(ctx).close()
    back_up(ctx)
    ctx.database.close()
    for name in ("jiamenkou.db", "jiamenkou.db-wal", "jiamenkou.db-shm", "secret.key"):
        (tmp_path / name).unlink(missing_ok=True)
    (told,) = started(tmp_path)
    assert "secret.key is missing" in told


def test_the_first_correction_of_a_clock_without_battery_is_believed_at_once() -> None:
    machine, is_set = Machine(), [False]
    clock = SteadyClock(lambda: machine.wall, lambda: machine.steady, lambda: is_set[0])
    machine.wall += timedelta(days=3).total_seconds()
    assert clock() == AFTERNOON, "nobody vouches for that"
    is_set[0] = True
    assert clock() == AFTERNOON + timedelta(days=3)
    # Only the first: from then on a jump has to last.
    machine.wall += 86_400
    assert clock() == AFTERNOON + timedelta(days=3)


def test_control_a_clock_that_was_right_at_the_start_believes_no_jump() -> None:
    machine = Machine()
    clock = SteadyClock(lambda: machine.wall, lambda: machine.steady, lambda: True)
    machine.wall += timedelta(days=3).total_seconds()
    assert clock() == AFTERNOON


@pytest.mark.parametrize(("up", "answer", "waits"), [
    (5.0, time_sync.TIME_ERROR, True), (5.0, 0, False), (5.0, -1, False),
    (time_sync.WAITS_WITHIN + 1, time_sync.TIME_ERROR, False),
], ids=["not set", "set", "may not be asked", "no time server at all"])
def test_a_machine_that_has_just_started_waits_for_the_time(
    monkeypatch: pytest.MonkeyPatch, up: float, answer: int, waits: bool
) -> None:
    kernel = SimpleNamespace(adjtimex=lambda _: answer)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: kernel)
    assert time_sync.waits_for_time(lambda: up) is waits


def test_nothing_is_prepared_before_the_time_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = read_settings({"KIOSK_DATA": str(tmp_path), "KIOSK_SPEECH": "none"})
    ctx, waits = build_context(settings), [True]
    monkeypatch.setattr(main, "waits_for_time", lambda: waits[0])
    with pytest.raises(StorageDown, match="time server"):
        main.prepare(ctx)
    assert ctx.database.is_new()
    waits[0] = False
    main.prepare(ctx).close()
    assert not ctx.database.is_new()
    ctx.database.close()


PERSONAL = (
    "192.168.1.23", "10.0.0.7", "13812345678", "+86 138 1234 5678", "010-12345678", "fe80::1c2d",
    "2001:db8:0:0:0:0:0:7",
)


def logged(folder: Path, *lines: str) -> str:
    """What stands in the file after these lines."""
    handler = DailyLog(folder / "web.log", when="midnight", backupCount=7)
    handler.setFormatter(NobodysLines("%(message)s"))
    for line in lines:
        handler.emit(logging.makeLogRecord({"msg": line}))
    handler.close()
    return (folder / "web.log").read_text("utf-8")


@pytest.mark.parametrize("personal", PERSONAL)
def test_no_device_and_no_telephone_stands_in_a_log(tmp_path: Path, personal: str) -> None:
    assert logged(tmp_path, f"limit of {personal} exceeded at /help") == (
        "limit of (…) exceeded at /help\n")


def test_control_what_a_log_is_for_stays_in_it(tmp_path: Path) -> None:
    line = ('{"event": "no port", "at": "2026-11-30T01:20:21.460914Z", "port": 8080, '
            '"host": "127.0.0.1", "version": "3.51.3", "n": 1761234567890123}')
    assert logged(tmp_path, line) == f"{line}\n"


def test_a_log_that_runs_full_keeps_its_newest_lines_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.supervisor.MOST_LOGGED", 2000)
    newest = logged(tmp_path, *(f"line {n:06}" for n in range(5000)))
    assert "line 004999" in newest
    sizes = [one.stat().st_size for one in tmp_path.iterdir()]
    assert len(sizes) == 2 and max(sizes) < 2100, "5,000 lines of 12 bytes were written"
