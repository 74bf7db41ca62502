"""The real program: killed parts come back, a second copy steps aside, wrong settings are named."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from kiosk.actions.operations.quick_actions import restart_pages
from kiosk.domain.staff.roles import Role
from main import main
from tests.support.centre import ROOT, context_on
from tests.support.screen import PATIENCE, Program, Screen, wait_until
from tests.support.volunteer_help import coordinator

LINTEL = (166, 17, 24)
WRONG_ARGUMENTS = (
    ["dance"], ["staff", "add", "小王"], ["restore", "a", "b"], ["--loud"], ["restore", "/nope"],
    ["restore", "/"], ["picture", "welcome", "/nope.jpg"], ["update", "/nope"],
    ["street", "/nope.toml"], ["blocks", "A", "0"], ["blocks", "A", "-1"], ["blocks", "A", "many"],
)
WRONG = {
    "KIOSK_DATABASE_URL": ("mysql://somewhere", "cysqlite:/one-slash.db", "centre.db"),
    "KIOSK_PORT": ("eighty", "0", "70000", "-1"),
    "KIOSK_PUBLIC_URL": ("kiosk.local", "ftp://kiosk.local", "http://"),
    "KIOSK_WIFI": ("just-a-name", ":password"),
    "KIOSK_WINDOW": ("full", "1080*1920", "1x1"),
    "KIOSK_LANGUAGE": ("fr", "zh"),
    "KIOSK_PANEL_MM": ("wide", "5", "26.8cm"),
    "KIOSK_PANEL_BOTTOM_MM": ("floor", "-3", "9000"),
    "KIOSK_PRINTER": ("paper", "file:", "network:somewhere", "usb:1", "network:h:99999"),
    "KIOSK_SPEECH": ("loud", "file:"),
    "KIOSK_SWITCHES": ("two", "space,space", "a,b,c", "f13", "none,enter", ","),
    "KIOSK_CLICK": ("loud", "1"),
    "KIOSK_NAME": ("two words", "a/b"),
    "KIOSK_HOST": ("not a host", "999.1.1.1"),
}


def run(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs main.py to its end."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")}
    environment |= {"KIOSK_DATA": str(data), "SDL_VIDEODRIVER": "offscreen", **settings}
    return subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=ROOT, env=environment, check=False,
        capture_output=True, text=True, timeout=PATIENCE,
    )


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A screen for the touch screen."""
    made = Screen(1080, 1920)
    yield made
    made.close()


@pytest.fixture
def program(tmp_path: Path, screen: Screen) -> Iterator[Program]:
    """The whole program, to be killed in parts."""
    made = Program(tmp_path, screen.display, KIOSK_WINDOW="1080x1920", KIOSK_SPEECH="none")
    yield made
    made.stop()


def part(program: Program, role: str) -> psutil.Process | None:
    """The process of a role that the supervisor runs."""
    assert program._running
    for child in psutil.Process(program._running.pid).children():
        with suppress(psutil.Error):
            if child.cmdline()[-1:] == [role]:
                return child
    return None


def came_back(program: Program, role: str) -> float:
    """Kills a part; how many seconds until another one runs in its place."""
    victim = part(program, role)
    assert victim
    victim.kill()
    killed = time.monotonic()
    wait_until(lambda: (now := part(program, role)) and now.pid != victim.pid)
    return killed


# How soon is a promise that only a machine with nothing else to do can be held to.
SOME_TIME = pytest.param(math.inf, id="by themselves")
SOON = pytest.param(5.0, marks=pytest.mark.soak, id="within five seconds")


@pytest.mark.parametrize("within", [SOME_TIME, SOON])
def test_touch_screen_and_pages_come_back(program: Program, screen: Screen, within: float) -> None:
    def shown() -> bool:
        return screen.pixel(10, 5) == LINTEL

    program.start()
    wait_until(shown)
    for role in ("ui", "web"):
        running = part(program, role)
        assert running and running.rlimit(psutil.RLIMIT_CORE) == (0, 0), "no core of what it knew"
    killed = came_back(program, "web")
    wait_until(program.answers)
    web = time.monotonic() - killed
    assert shown()
    killed = came_back(program, "ui")
    assert not shown()
    wait_until(shown)
    ui = time.monotonic() - killed
    assert program.answers()
    print(f"pages back after {web:.1f} s, touch screen after {ui:.1f} s")
    assert max(web, ui) <= within


def test_a_second_copy_steps_aside_with_one_line(tmp_path: Path) -> None:
    program = Program(tmp_path, None, KIOSK_SPEECH="none")
    program.start("web")
    try:
        second = run(tmp_path, "web", KIOSK_PORT=str(program.port))
        assert second.returncode == 1
        assert second.stderr == "jiamenkou: another copy (web) is running already\n"
        # Another data folder is another centre.
        other = Program(tmp_path / "other", None)
        other.data.mkdir()
        other.start("web")
        other.stop()
    finally:
        assert program.stop() in (0, -15)


def test_a_second_centre_steps_aside_with_one_line(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        ["flock", "--exclusive", "--no-fork", str(tmp_path / "centre.lock"), "sleep", "30"]
    )
    try:
        wait_until((tmp_path / "centre.lock").exists)
        second = run(tmp_path)
        assert second.returncode == 1
        assert second.stderr == "jiamenkou: another copy (centre) is running already\n"
    finally:
        holder.kill()
        holder.wait()


def said(
    data: Path, kept: pytest.MonkeyPatch, told: pytest.CaptureFixture[str], **settings: str
) -> tuple[int, str]:
    """The status and the one line of `main.py web` with these settings."""
    for name, value in {"KIOSK_DATA": str(data), **settings}.items():
        kept.setenv(name, value)
    status = main(["web"])
    said_then = told.readouterr()
    assert said_then.out == "" and said_then.err.count("\n") == 1
    return status, said_then.err


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_wrong_setting_is_one_line_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    name: str, value: str,
) -> None:
    status, line = said(tmp_path, monkeypatch, capsys, **{name: value})
    assert (status, name in line) == (2, True), line


@pytest.mark.parametrize("written", ["KIOSK_PORT = ", "KIOSK_COLOUR = 'red'", "KIOSK_PORT = 'x'"])
def test_a_wrong_settings_file_is_one_line_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    written: str,
) -> None:
    (tmp_path / "settings.toml").write_text(written, "utf-8")
    status, line = said(tmp_path, monkeypatch, capsys)
    assert status == 2 and ("settings.toml" in line or "KIOSK_PORT" in line)



@pytest.mark.parametrize("arguments", WRONG_ARGUMENTS, ids=" ".join)
def test_a_wrong_argument_is_told_in_a_line_with_where_to_look(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    (line,) = capsys.readouterr().err.splitlines()
    assert left.value.code == 2 and line.startswith("main.py") and line.endswith(" --help")


def test_a_wrong_setting_of_the_real_program_ends_it_with_status_two(tmp_path: Path) -> None:
    told = run(tmp_path, "web", KIOSK_PORT="eighty")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("jiamenkou: KIOSK_PORT: ") and told.stderr.count("\n") == 1


def test_without_a_display_it_says_how_to_get_one(tmp_path: Path) -> None:
    told = run(tmp_path, SDL_VIDEODRIVER="", DISPLAY="", WAYLAND_DISPLAY="")
    assert told.returncode == 2 and told.stderr.count("\n") == 1 and "xvfb-run" in told.stderr


def test_the_pages_start_anew_when_the_staff_ask(tmp_path: Path) -> None:
    program = Program(tmp_path, None, KIOSK_SPEECH="none")
    program.start("web")
    try:
        wait_until(program.answers)
        ctx = context_on(f"cysqlite:///{program.data / 'jiamenkou.db'}", program.data)
        restart_pages(ctx, coordinator(ctx, Role.MANAGER))
        ctx.database.close()
        assert program._running
        assert program._running.wait(PATIENCE) == -signal.SIGTERM
    finally:
        program.stop()
