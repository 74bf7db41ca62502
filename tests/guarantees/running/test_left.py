"""The real program on a screen: it stays whatever is pressed, and comes back when it was hidden."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image

from tests.support.centre import ROOT
from tests.support.screen import Program, Screen, wait_until

CHORDS = (
    "Escape", "F1", "F2", "F5", "F10", "F11", "F12", "Print", "Pause", "Menu", "super", "alt",
    "ctrl+c", "ctrl+q", "ctrl+w", "ctrl+z", "ctrl+e", "ctrl+d", "alt+space", "alt+F2", "alt+F4",
    "ctrl+alt+Delete", "ctrl+alt+BackSpace", "ctrl+alt+t", "ctrl+shift+Escape", "alt+Tab",
    "XF86Back", "XF86HomePage", "XF86Close", "BackSpace",
)
LOOKS = 20
# The row of buttons at the foot of home, in what is seen: the time of day changes nothing in it.
BUTTONS = (0, 790, 540, 890)
# A window manager whose only key asks a window to close. With keys of its own it opens menus, and
# says in a window over the program that it found no program to take pictures.
MANAGER = """
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <keyboard>
    <keybind key="A-F4">
      <action name="Close"/>
    </keybind>
  </keyboard>
</openbox_config>
"""
# Kivy as it comes: it ends at Escape, and when its window is asked to.
OPEN = """
import sys
import main
from kiosk import ui_app as app

def configure(home, window, configured=app.configure):
    configured(home, window)
    from kivy.config import Config
    Config.set("kivy", "exit_on_escape", "1")
    # Only now: whoever imports Kivy's window makes it, and it has to be told first.
    from kiosk.ui.shell import lockdown
    lockdown.Lockdown = lambda window, keys: None

app.configure = configure
sys.exit(main.main(["ui"]))
"""


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """A small screen with a window manager, whose Alt-F4 asks a window to close."""
    made = Screen(540, 960)
    (tmp_path / "manager.xml").write_text(MANAGER)
    manager = subprocess.Popen(
        ["openbox", "--config-file", tmp_path / "manager.xml"],
        env=os.environ | {"DISPLAY": made.display}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield made
    manager.kill()
    manager.wait()
    made.close()


def ui_of(program: Program) -> psutil.Process:
    """The touch screen that the supervisor runs."""
    assert program._running
    children = psutil.Process(program._running.pid).children()
    return next(child for child in children if child.cmdline()[-1:] == ["ui"])


def seen(screen: Screen) -> Image.Image:
    """What stands below the header with its clock."""
    return screen.picture().crop((0, 70, 540, 960))


def xdo(screen: Screen, *what: str) -> str:
    """Does something before the screen, as a hand or a program would."""
    done = subprocess.run(
        ["xdotool", *what], env=os.environ | {"DISPLAY": screen.display}, check=False,
        capture_output=True, text=True,
    )
    return done.stdout.strip()


def test_nothing_pressed_or_clicked_leaves_the_program(tmp_path: Path, screen: Screen) -> None:
    hostile = {"KCFG_MODULES_INSPECTOR": "", "KCFG_KIVY_EXIT_ON_ESCAPE": "1"}
    program = Program(tmp_path, screen.display, KIOSK_SPEECH="none", **hostile)
    program.start()
    try:
        wait_until(screen.at_home)
        ui, before = ui_of(program), wait_until(lambda: still(screen))
        xdo(screen, "key", "--delay", "30", *CHORDS)
        for x, y in ((1, 1), (538, 1), (538, 958), (1, 958)):
            xdo(screen, "mousemove", str(x), str(y), "click", "--repeat", "7", "1", "click", "2",
                "click", "3", "click", "4", "click", "5")
        window = xdo(screen, "getactivewindow")
        xdo(screen, "windowminimize", window)
        wait_until(lambda: seen(screen).tobytes() == before.tobytes())
        assert ui.is_running() and ui_of(program).pid == ui.pid
    finally:
        assert program.stop() == 0, "the operator's signal still ends it"


def test_a_monitor_that_went_and_came_back_shows_the_screen_as_before(
    tmp_path: Path, screen: Screen
) -> None:
    program = Program(tmp_path, screen.display, KIOSK_SPEECH="none")
    program.start()
    try:
        wait_until(screen.at_home)
        ui, before = ui_of(program), wait_until(lambda: still(screen))

        def as_before() -> bool:
            # A touch: left alone for a minute, the screen shows its slides.
            screen.tap(2, 500)
            one = still(screen)
            return bool(one and one.crop(BUTTONS) == before.crop(BUTTONS))

        randr(screen, "--newmode", "other", *"10 400 410 420 430 600 610 620 630".split())
        randr(screen, "--addmode", "screen", "other")
        randr(screen, "--output", "screen", "--mode", "other")
        # Until the program has followed, what stands there is the picture from before.
        wait_until(lambda: seen(screen) != before)
        randr(screen, "--output", "screen", "--mode", "540x960")
        wait_until(as_before)
        screen.tap(270, 384)
        wait_until(lambda: seen(screen).crop(BUTTONS) != before.crop(BUTTONS))
        assert ui_of(program).pid == ui.pid
    finally:
        program.stop()


def randr(screen: Screen, *what: str) -> None:
    """Does to the screen what a monitor and its cable do."""
    subprocess.run(["xrandr", *what], env=os.environ | {"DISPLAY": screen.display}, check=True)


def still(screen: Screen) -> Image.Image | None:
    """What is seen, once many looks in a row are alike."""
    one = seen(screen)
    return one if all(one.tobytes() == seen(screen).tobytes() for _ in range(LOOKS)) else None


@pytest.mark.parametrize("chord", ["Escape", "alt+F4"])
def test_without_that_one_key_leaves_it(tmp_path: Path, screen: Screen, chord: str) -> None:
    program = Program(tmp_path, screen.display, KIOSK_SPEECH="none")
    ui = subprocess.Popen(
        [sys.executable, "-c", OPEN], cwd=ROOT, env=program.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(screen.at_home)
        wait_until(lambda: xdo(screen, "getactivewindow"))

        def left() -> bool:
            # The window manager may need a moment before it minds its keys.
            xdo(screen, "key", chord)
            return ui.poll() is not None

        wait_until(left)
        assert ui.returncode == 0
    finally:
        ui.kill()
        ui.wait()
