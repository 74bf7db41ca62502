"""The finger: which of several touches is the one that counts."""

from __future__ import annotations

import math
from collections.abc import Callable

from kivy.input.motionevent import MotionEvent

from kiosk.ui.widgets.kiosk_widget import KioskWidget

RESTS_AFTER = 2.0
TREMBLE = 24


class Finger:
    """One touch at a time, and only that of a finger: `takes` says whether a new one is it.

    A second finger is nobody. But a palm that came first must not lock the finger out, nor a
    touch whose end was lost with the panel's cable: a touch that holds nothing, or has rested
    in one place for two seconds, gives way to the next one, and what it held is let go.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._touch: MotionEvent | None = None
        self._since = 0.0
        self._rests_at = (0.0, 0.0)

    def takes(self, touch: MotionEvent) -> bool:
        """A touch begins: whether it is the finger's from now on."""
        now = self._monotonic()
        if self._touch is not None:
            if _held(self._touch) and now - self._since < RESTS_AFTER:
                return False
            self.lets_go()
        self._touch, self._since, self._rests_at = touch, now, touch.pos
        return True

    def moves(self, touch: MotionEvent) -> bool:
        """A touch moves: whether it is the finger's. More than a tremble is no rest."""
        if touch is not self._touch:
            return False
        if math.dist(touch.pos, self._rests_at) > TREMBLE:
            self._since, self._rests_at = self._monotonic(), touch.pos
        return True

    def leaves(self, touch: MotionEvent) -> bool:
        """A touch ends: whether it was the finger's."""
        if touch is not self._touch:
            return False
        self._touch = None
        return True

    def lets_go(self) -> None:
        """What the finger held is gone or not meant: its end does nothing there."""
        if self._touch is not None:
            for piece in _held(self._touch):
                self._touch.ungrab(piece)
                piece.rise()


def _held(touch: MotionEvent) -> list[KioskWidget]:
    return [piece for held in touch.grab_list if isinstance(piece := held(), KioskWidget)]
