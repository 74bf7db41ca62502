"""Reading: 朗读 on this visit: what is said of what stands there, how loud, and until when."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from kiosk.ui.accessibility.read_aloud import USUAL, VOLUMES, Reader
from kiosk.ui.navigation.visit import Visit
from kiosk.ui.shell.page_frame import PageFrame

VOLUME = "volume"


class Read(Protocol):
    """What is read from: the router."""

    visit: Visit

    @property
    def stage(self) -> PageFrame: ...


class ReaderControl:
    """Says nothing while 朗读 is off. How loud it is belongs to the visit and ends with it."""

    def __init__(self, reader: Reader, ui: Read) -> None:
        self._reader = reader
        self._ui = ui

    def begin(self) -> None:
        """朗读, also once more: reads what stands there, and its keys stand in the bar."""
        self._turn(True)
        self.page()

    def end(self) -> None:
        """不读了; that much is still said."""
        self.tell(self._ui.stage.around.words("aloud.off"))
        self._turn(False)

    def page(self) -> None:
        """Reads what stands on the touch screen from its beginning."""
        self.tell(self._ui.stage.speech())

    def tell(self, text: str) -> None:
        """Says something at once, in place of what is being read."""
        if self._ui.visit.mode.aloud:
            self._reader.read(text, self._ui.visit.mode.language, VOLUMES[self._step])

    def add(self, text: str) -> None:
        """Says something as soon as what is being read has been read."""
        if self._ui.visit.mode.aloud:
            self._reader.add(text, self._ui.visit.mode.language, VOLUMES[self._step])

    def turn_volume(self, by: int) -> None:
        """One step softer (-1) or louder (1): says which, and reads on in it from the start."""
        step = min(max(self._step + by, 0), len(VOLUMES) - 1)
        self._ui.visit.kept[VOLUME] = step
        self._ui.stage.bar.volume = step
        self.tell(self._ui.stage.around.words("aloud.step", n=step + 1))
        self.add(self._ui.stage.speech())

    @property
    def _step(self) -> int:
        step: int = self._ui.visit.kept.get(VOLUME, USUAL)
        return step

    def _turn(self, on: bool) -> None:
        visit = self._ui.visit
        self._ui.visit = replace(visit, mode=replace(visit.mode, aloud=on))
        bar = self._ui.stage.bar
        bar.aloud, bar.voice, bar.volume = on, on, self._step
