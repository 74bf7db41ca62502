"""Fading: a page that goes and a dialog or toast that comes, within a sixth of a second."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.graphics import Canvas

PAGE, DIALOG, TOAST = 0.16, 0.16, 0.12


class Fading:
    """Of one stage. Nothing fades before `begin`, nor in 大字 and 高对比, where all is at once.

    What comes can be tapped from its first frame on; what goes is a picture and no widget.
    """

    def __init__(self, calm: bool) -> None:
        self._calm = calm
        self._begun = False
        self._now: dict[Canvas, tuple[bool, float, float, Callable[[], None]]] = {}
        self._step = Clock.create_trigger(self._steps, 0, interval=True)

    def begin(self) -> None:
        """From now on somebody looks."""
        self._begun = not self._calm

    def comes(self, canvas: Canvas, seconds: float) -> None:
        """Something has come."""
        self._fade(canvas, True, seconds, _nothing)

    def goes(self, canvas: Canvas, seconds: float, gone: Callable[[], None]) -> None:
        """Something goes; `gone` takes it away."""
        self._fade(canvas, False, seconds, gone)

    def finish(self) -> None:
        """Everything is where it was going."""
        self._step.cancel()
        for canvas, (_, _, _, end) in [*self._now.items()]:
            self._now.pop(canvas)
            canvas.opacity = 1.0
            end()

    def _fade(
        self, canvas: Canvas, comes: bool, seconds: float, end: Callable[[], None]
    ) -> None:
        self._now[canvas] = (comes, seconds, Clock.get_time(), end)
        if not self._begun:
            self.finish()
            return
        canvas.opacity = 0.0 if comes else 1.0
        self._step()

    def _steps(self, _dt: float) -> None:
        for canvas, (comes, seconds, since, end) in [*self._now.items()]:
            share = (Clock.get_time() - since) / seconds
            if share >= 1:
                self._now.pop(canvas)
                canvas.opacity = 1.0
                end()
            else:
                canvas.opacity = share if comes else 1 - share
        if not self._now:
            self._step.cancel()


def _nothing() -> None:
    """What has come stays."""
