"""Four corners to touch, one after the other, to see whether touches are turned as the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.domain.operations.panel_turn import CORNERS, corner_of
from kiosk.ui.drawing.fitted_text import FittingSay
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget, WidgetContext

if TYPE_CHECKING:
    from kivy.input.motionevent import MotionEvent

MARK, EDGE = 220, 24


class CornerMark(KioskWidget):
    """A red square that is moved from corner to corner."""

    def draw(self, pen: Painter) -> None:
        pen.fill(self.bounds, "red", 24)


class CornersTouched(Widget):
    """Draws the marks; `arrived` says in which corner each touch was felt, and `on_done` comes
    after the last."""

    __events__ = ("on_done",)

    def __init__(self, around: WidgetContext) -> None:
        super().__init__(size=around.theme.window, size_hint=(None, None))
        self.arrived: list[int] = []
        self._around = around
        wide, high = (side / around.theme.scale for side in around.theme.window)
        right, below = wide - MARK - EDGE, high - MARK - EDGE
        self._places = [Rect(x, y, MARK, MARK) for x, y in (
            (EDGE, EDGE), (right, EDGE), (right, below), (EDGE, below))]
        with self.canvas.before:
            Color(*around.theme.colour("paper"))
            Rectangle(size=around.theme.window)
        self.add_widget(FittingSay(
            around, box=Rect(MARK, high / 2 - 120, wide - 2 * MARK, 240), align="center",
            roles=["title", "body", "hint"], text=around.words("calibrate.corners")))
        self._show()

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """A finger, wherever it was felt."""
        if len(self.arrived) < len(CORNERS):
            self.arrived.append(corner_of(touch.x / self.width, 1 - touch.y / self.height))
            self._show()
        return True

    def on_done(self) -> None:
        """All four were touched."""

    def _show(self) -> None:
        for mark in [one for one in self.children if isinstance(one, CornerMark)]:
            self.remove_widget(mark)
        if len(self.arrived) == len(CORNERS):
            self.dispatch("on_done")
        else:
            self.add_widget(CornerMark(self._around, box=self._places[len(self.arrived)]))
