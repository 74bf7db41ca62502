"""What main.py hands to the centre: its time and its signing key."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.clock import SteadyClock
from kiosk.settings import read_settings
from main import KEY_BYTES, build_context, since_boot
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
    assert len(keys) == 1 and len(keys.pop()) == KEY_BYTES


def test_the_signing_key_is_the_centres_own(tmp_path: Path) -> None:
    settings = read_settings({"KIOSK_DATA": str(tmp_path), "KIOSK_SPEECH": "none"})
    build_context(settings)
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
