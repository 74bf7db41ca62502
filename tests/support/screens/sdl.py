"""SDL's own queue: what a keyboard, a panel or a window manager puts there, put there by a test."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kivy
from kivy.base import EventLoop
from kivy.core.window import Window

from kiosk.ui.gallery import settle
from kiosk.ui.input.keyboard import Felt, Keys
from kiosk.ui.input.multi_touch import feel
from kiosk.ui.shell.lockdown import Lockdown

SDL = ctypes.CDLL(str(next((Path(kivy.__file__).parents[1] / "Kivy.libs").glob("libSDL2-2*"))))
SDL.SDL_strdup.restype = ctypes.c_void_p
QUIT, KEY_DOWN, KEY_UP, TEXT, DROP_FILE, DROP_TEXT = 0x100, 0x300, 0x301, 0x303, 0x1000, 0x1001
LAST_EVENT = 0xFFFF
FINGER = {"down": 0x700, "up": 0x701, "motion": 0x702}
SCANCODE = 1 << 30
MODIFIERS = {"shift": 0x1, "ctrl": 0x40, "alt": 0x100, "meta": 0x400}


class _Any(ctypes.Structure):
    _fields_ = (("type", ctypes.c_uint32), ("at", ctypes.c_uint32), ("rest", ctypes.c_uint8 * 48))


class _Key(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint32), ("at", ctypes.c_uint32), ("window", ctypes.c_uint32),
        ("state", ctypes.c_uint8), ("repeat", ctypes.c_uint8), ("pad", ctypes.c_uint8 * 2),
        ("scancode", ctypes.c_int32), ("sym", ctypes.c_int32), ("mod", ctypes.c_uint16),
        ("unused", ctypes.c_uint32),
    )


class _Drop(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint32), ("at", ctypes.c_uint32), ("file", ctypes.c_void_p),
        ("window", ctypes.c_uint32),
    )


class _Finger(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint32), ("at", ctypes.c_uint32), ("panel", ctypes.c_int64),
        ("finger", ctypes.c_int64), ("x", ctypes.c_float), ("y", ctypes.c_float),
        ("dx", ctypes.c_float), ("dy", ctypes.c_float), ("pressure", ctypes.c_float),
        ("window", ctypes.c_uint32),
    )


def happens(made: ctypes.Structure) -> None:
    """Puts one event into SDL's queue."""
    event = (ctypes.c_uint8 * 64)()
    ctypes.memmove(event, ctypes.byref(made), ctypes.sizeof(made))
    assert SDL.SDL_PushEvent(event) == 1


def key(sym: int, *modifiers: str) -> None:
    """A key of the keyboard, down and up."""
    mod = sum(MODIFIERS[name] for name in modifiers)
    for kind, state in ((KEY_DOWN, 1), (KEY_UP, 0)):
        happens(_Key(kind, 0, 1, state, 0, (ctypes.c_uint8 * 2)(), 0, sym, mod, 0))


def drop(text: str, kind: int = DROP_FILE) -> None:
    """A file or a text dropped on the window."""
    happens(_Drop(kind, 0, SDL.SDL_strdup(text.encode()), 1))


def finger(kind: str, number: int, x: float, y: float) -> None:
    """A finger on the panel, at shares of the window from the upper left."""
    happens(_Finger(FINGER[kind], 0, 1, number, x, y, 0, 0, 1, 1))


def close() -> None:
    """The window manager asks the window to close."""
    happens(_Any(QUIT))


def arrives() -> None:
    """What lies in SDL's queue reaches Kivy, and from there the touch screen."""
    # A mark that SDL puts between what it polls ends a round as well as an empty queue does.
    while SDL.SDL_HasEvents(0, LAST_EVENT):
        Window.mainloop()
    for provider in EventLoop.input_providers:
        provider.update(dispatch_fn=EventLoop.post_dispatch_input)
    settle()


@contextmanager
def program_around(felt: Felt) -> Iterator[None]:
    """The window as the program holds it, around a touch screen."""
    keys = Keys(felt, ())
    lockdown, sdl = Lockdown(Window, keys), Window._win
    feel(Window)
    try:
        yield
    finally:
        Window.unbind(**lockdown.listeners)
        keys.stop()
        Window._win = sdl
