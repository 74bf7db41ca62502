"""Fingers: each touch of the panel as SDL tells it, instead of a mouse made of the first one."""

from __future__ import annotations

from typing import Any

from kivy.core.window.window_sdl2 import SDL2MotionEventProvider, WindowSDL

FINGER = ("fingerdown", "fingermotion", "fingerup")


class Fingers:
    """Stands before SDL's window and hands on what Kivy would pass over.

    Of several fingers SDL makes one mouse, that of the first: a palm that rests on the glass, or
    a panel unplugged under a finger, would keep every other finger out. Kivy knows fingers, but
    listens to them on phones only. `configure` has told SDL to make no mouse of them.
    """

    def __init__(self, sdl: Any) -> None:
        self._sdl = sdl

    def poll(self) -> Any:
        """The next thing that happened, as SDL's window gives it."""
        event = self._sdl.poll()
        if event and event[0] in FINGER:
            SDL2MotionEventProvider.q.appendleft(event)
        return event

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sdl, name)


def feel(window: WindowSDL) -> None:
    """Kivy feels each finger on this window from now on."""
    window._win = Fingers(window._win)
