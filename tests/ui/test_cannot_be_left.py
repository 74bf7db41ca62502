"""The kiosk cannot be left: whatever is pressed, dropped or asked of its window, it stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from kivy.base import EventLoop
from kivy.config import Config
from kivy.core.window import Keyboard, Window

from kiosk.context import AppContext
from kiosk.ui.shell.lockdown import NAMES
from tests.support.centre import ROOT
from tests.support.screens import sdl
from tests.support.screens.resident import Resident, settle
from tests.support.visual.sight import photographed

ESCAPE = 27
# What a keyboard may do at the touch screen, all of it on the ring.
MEANT = {"tab", "enter", "space", "left", "right", "up", "down"}
HOSTILE = {
    "KCFG_KIVY_EXIT_ON_ESCAPE": "1", "KCFG_MODULES_KEYBINDING": "",
    "KCFG_INPUT_SPY": "probesysfs", "KCFG_GRAPHICS_RESIZABLE": "1", "KIVY_NO_ARGS": "1",
}
ASKED = """
import json, sys
from pathlib import Path
if sys.argv[2] == "ours":
    from kiosk.ui.shell.window import configure
    configure(Path(sys.argv[1]), (320, 320))
from kivy.config import Config
print(json.dumps({name: dict(Config.items(name)) for name in Config.sections()}))
"""


@pytest.fixture
def resident(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody who means the kiosk no good."""
    made = Resident(sqlite_ctx)
    made.goes_to("service_list")
    yield made
    made.leaves()
    EventLoop.quit = False


def picture(resident: Resident) -> bytes:
    """The touch screen, less its clock."""
    settle()
    seen = photographed(resident.stage).picture
    return seen.crop((0, 132, *seen.size)).tobytes()


def test_no_key_and_no_chord_changes_anything(resident: Resident) -> None:
    before, chords = picture(resident), 0
    # SDL numbers what is no character from where its scancodes begin.
    syms = {*Keyboard.keycodes.values(), *range(256), *range(sdl.SCANCODE, sdl.SCANCODE + 300)}
    with sdl.program_around(resident.router):
        for sym in sorted(syms):
            meant = NAMES.get(Window.key_map.get(sym, sym)) in MEANT
            for many in range(2 if meant else 0, 3):
                for held in combinations(sdl.MODIFIERS, many):
                    sdl.key(sym, *held)
                    chords += 1
            sdl.arrives()
    assert chords > 4000
    assert not EventLoop.quit and resident.page == "service_list"
    assert resident.stage.focus.piece is None
    assert picture(resident) == before


def test_where_escape_may_close_it_does(resident: Resident) -> None:
    asked_for: list[bool] = []

    def refuses(*_: object, **__: object) -> bool:
        asked_for.append(True)
        return True

    Config.set("kivy", "exit_on_escape", "1")
    Window.fbind("on_request_close", refuses)
    try:
        with sdl.program_around(resident.router):
            sdl.key(ESCAPE)
            sdl.arrives()
        assert not asked_for
        sdl.key(ESCAPE)
        sdl.arrives()
        assert asked_for, "the control: nothing stands before Kivy's own keys here"
    finally:
        Window.funbind("on_request_close", refuses)
        Config.set("kivy", "exit_on_escape", "0")


def test_a_window_that_is_asked_to_close_stays(resident: Resident) -> None:
    with sdl.program_around(resident.router):
        sdl.close()
        sdl.arrives()
        assert not EventLoop.quit
    sdl.close()
    Window.mainloop()
    assert EventLoop.quit, "the control: without it the window closes"


def test_what_is_dropped_on_it_is_not_taken(resident: Resident, tmp_path: Path) -> None:
    before = picture(resident)
    file = tmp_path / "evil.py"
    file.write_text("raise SystemExit")
    with sdl.program_around(resident.router):
        sdl.drop(str(file))
        sdl.drop("rm -rf /", sdl.DROP_TEXT)
        sdl.arrives()
    assert not EventLoop.quit and picture(resident) == before


def test_a_window_that_was_hidden_comes_back(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for name in ("restore", "show", "raise_window"):
        monkeypatch.setattr(Window, name, lambda name=name: done.append(name))
    Window.dispatch("on_minimize")
    assert not done
    with sdl.program_around(resident.router):
        Window.dispatch("on_minimize")
        Window.dispatch("on_hide")
    assert done == ["restore", "show", "raise_window"] * 2


def test_taps_in_the_corners_and_beside_the_panel_do_nothing(resident: Resident) -> None:
    before = picture(resident)
    wide, high = resident.stage.size
    for x, y in ((0, 0), (wide - 1, 0), (wide - 1, high - 1), (-50, 300), (wide + 99, high + 99)):
        for _ in range(7):
            resident.touches(x, y)
    assert picture(resident) == before and resident.router.staff is None


def test_each_finger_is_felt_by_itself(resident: Resident) -> None:
    tile = resident.target("首页")
    x, y = tile.center_x / Window.width, 1 - tile.center_y / Window.height
    # Where nothing can be tapped: a touch that holds something is no palm.
    beside = 1 - resident.stage.header.center_y / Window.height
    with sdl.program_around(resident.router):
        sdl.finger("down", 1, x, beside)
        sdl.finger("down", 2, x, y)
        sdl.arrives()
        assert tile.pressed, "the palm is felt as another finger"
        resident.steady.now += 1
        sdl.finger("up", 2, x, y)
        sdl.arrives()
    resident.wait_for("home")


def test_all_ten_fingers_at_once_do_nothing(resident: Resident) -> None:
    with sdl.program_around(resident.router):
        for number in range(10):
            sdl.finger("down", number, 0.1 * number, 0.97)
        sdl.arrives()
        for number in range(1, 10):
            sdl.finger("motion", number, 0.5, 0.5)
            sdl.finger("up", number, 0.5, 0.5)
        sdl.finger("up", 0, 0.0, 0.5)
        sdl.arrives()
    assert resident.page == "service_list"


def asked(home: Path, whose: str) -> dict[str, dict[str, str]]:
    """Kivy's settings in a process whose environment means no good."""
    home.mkdir(exist_ok=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KIVY_")}
    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(home), whose], cwd=ROOT, check=True, text=True,
        env={**clean, **HOSTILE, "KIVY_HOME": str(home)}, capture_output=True,
    )
    told: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_no_environment_opens_kivy(tmp_path: Path) -> None:
    (tmp_path / "config.ini").write_text("[modules]\ninspector =\n[kivy]\nexit_on_escape = 1\n")
    ours = asked(tmp_path, "ours")
    assert ours["modules"] == {} and ours["kivy"]["exit_on_escape"] == "0"
    assert ours["input"] == {"mouse": "mouse,disable_multitouch"}
    assert ours["graphics"]["resizable"] == "0" and ours["graphics"]["allow_screensaver"] == "0"
    bare = asked(tmp_path / "bare", "bare")
    assert "keybinding" in bare["modules"], "the control"
    assert bare["kivy"]["exit_on_escape"] == "1"
