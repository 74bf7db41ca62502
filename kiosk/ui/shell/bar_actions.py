"""Pressing: what the six buttons of the bottom bar do."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from kiosk.domain.languages import next_language
from kiosk.ui.accessibility.reader_control import ReaderControl
from kiosk.ui.drawing.theme import Mode
from kiosk.ui.navigation.visit import Visit
from kiosk.ui.shell import bottom_bar


class Pressed(Protocol):
    """What the bar needs of the router."""

    visit: Visit
    reading: ReaderControl

    def back(self) -> None: ...
    def start_over(self) -> None: ...
    def read_in(self, mode: Mode) -> None: ...


def press(router: Pressed, _bar: object, what: str) -> None:
    """One of the bar: back and home move, the others change how the visit reads."""
    mode = router.visit.mode
    if what == bottom_bar.BACK:
        router.back()
    elif what == bottom_bar.HOME:
        router.start_over()
    elif what == bottom_bar.ALOUD:
        # Pressed again it reads again: who cannot see must not have to find out how it stands.
        router.reading.begin()
    elif what == bottom_bar.SILENT:
        router.reading.end()
    elif what in (bottom_bar.SOFTER, bottom_bar.LOUDER):
        router.reading.turn_volume(1 if what == bottom_bar.LOUDER else -1)
    elif what == bottom_bar.LANGUAGE:
        router.read_in(replace(mode, language=next_language(mode.language)))
    elif what == bottom_bar.BIG:
        router.read_in(replace(mode, big=not mode.big))
    else:
        router.read_in(replace(mode, contrast=not mode.contrast))
