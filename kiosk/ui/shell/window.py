"""Kivy's own settings, made before its window exists: nothing of it can be reached by a touch."""

from __future__ import annotations

import ctypes
import logging
import os
from pathlib import Path

MAXFPS, RESTING_FPS = 60, 15


def configure(home: Path, window: tuple[int, int] | None) -> None:
    """Call before anything imports kivy.core.window.

    `home` is a folder of Kivy's own; `window` None is full screen.
    """
    home.mkdir(parents=True, exist_ok=True)
    # What Kivy could be told from outside to load or to show is not for whoever stands there.
    for name in [name for name in os.environ if name.startswith(("KIVY_", "KCFG_"))]:
        del os.environ[name]
    os.environ |= {
        "KIVY_HOME": str(home), "KIVY_NO_ARGS": "1", "KIVY_NO_CONFIG": "1",
        "KIVY_NO_ENV_CONFIG": "1", "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS": "0",
        "SDL_TOUCH_MOUSE_EVENTS": "0",
    }
    # Where Mesa draws without a graphics card, each texture let go would leave memory with its
    # drawing threads: a gigabyte after 150 pages. Without them it stays flat.
    os.environ.setdefault("LP_NUM_THREADS", "0")
    _keep_log()
    from kivy.config import Config

    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "log_level", "warning")
    Config.set("graphics", "maxfps", str(MAXFPS))
    Config.set("graphics", "multisamples", "0")
    Config.set("graphics", "resizable", "0")
    Config.set("graphics", "allow_screensaver", "0")
    Config.set("graphics", "show_cursor", "1" if window else "0")
    Config.set("graphics", "fullscreen", "0" if window else "auto")
    size = window or screen_size()
    if size:
        Config.set("graphics", "width", str(size[0]))
        Config.set("graphics", "height", str(size[1]))
    # The default also loads probesysfs, with which every touch would come twice.
    Config.remove_section("input")
    Config.add_section("input")
    Config.set("input", "mouse", "mouse,disable_multitouch")
    Config.remove_section("modules")
    Config.add_section("modules")


def _keep_log() -> None:
    """Kivy would take over stderr and swallow traces; its own news goes to the centre's log."""
    os.environ["KIVY_LOG_MODE"] = "PYTHON"
    log = logging.getLogger("kivy")
    log.setLevel(logging.WARNING)
    log.addFilter(_is_no_missing_provider)


def _is_no_missing_provider(said: logging.LogRecord) -> bool:
    """Kivy tries all its ways to hear of touches and tells of each that has no library here, with
    a trace; the touch screen uses SDL's alone."""
    return not (str(said.msg).startswith("Input: ") and "not supported" in str(said.msg))


def screen_size() -> tuple[int, int] | None:
    """Width and height of the X screen, None where there is no X.

    Where no window manager runs, as on a lobby terminal, nobody enlarges a full-screen window:
    it has to be made as large as the screen.
    """
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    size = x11.XDisplayWidth(display, 0), x11.XDisplayHeight(display, 0)
    x11.XCloseDisplay(display)
    return size
