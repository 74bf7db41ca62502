"""Pressing: what the six buttons of the bottom bar do."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from kiosk.glass import bar
from kiosk.glass.reading import Reading
from kiosk.glass.theme import Mode
from kiosk.glass.visit import Visit


class Pressed(Protocol):
    """What the bar needs of the router."""

    visit: Visit
    reading: Reading

    def back(self) -> None: ...
    def home(self) -> None: ...
    def read_in(self, mode: Mode) -> None: ...


def press(router: Pressed, _bar: object, what: str) -> None:
    """One of the bar: back and home move, the others change how the visit reads."""
    mode = router.visit.mode
    if what == bar.BACK:
        router.back()
    elif what == bar.HOME:
        router.home()
    elif what == bar.ALOUD:
        # Pressed again it reads again: who cannot see must not have to find out how it stands.
        router.reading.begin()
    elif what == bar.SILENT:
        router.reading.end()
    elif what in (bar.SOFTER, bar.LOUDER):
        router.reading.turn_volume(1 if what == bar.LOUDER else -1)
    elif what == bar.LANGUAGE:
        router.read_in(replace(mode, language="zh_CN" if mode.language == "en" else "en"))
    else:
        router.read_in(replace(mode, **{what: not getattr(mode, what)}))
