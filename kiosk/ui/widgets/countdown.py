"""The countdown: how long the page still stands before home comes back."""

from __future__ import annotations

from math import ceil

from kivy.properties import NumericProperty, StringProperty

from kiosk.ui.drawing.fitted_text import line_high
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import draw_panel
from kiosk.ui.widgets.basic import ProgressLine
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget

BUTTON = (300, 122)
BAR, UNDER = 16, 10


class Countdown(KioskWidget):
    """How many seconds are `left`, and `text`, over a bar of how much that is `of` all; `more` is
    the button that stays."""

    left = NumericProperty(0.0)
    of = NumericProperty(1.0)
    text = StringProperty("")
    more = StringProperty("")

    __events__ = ("on_stay",)

    def build(self) -> None:
        self._bar = ProgressLine(say=self.words("meaning.time_left"))
        self._button = PushButton(text=self.more)
        self._button.radius = "radius_small"
        self.add_widget(self._bar)
        self.add_widget(self._button)
        self._button.bind(on_tap=self._tapped)

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        draw_panel(pen, box)
        line = self._line()
        figure = pen.text(line, str(ceil(self.left)), "strong", "ink")
        said = line._replace(x=figure.right + 10, w=line.right - figure.right - 10)
        pen.text(said, self.text, "body", "ink")

    def layout(self) -> None:
        box, (wide, high) = self.bounds, BUTTON
        self._button.box = Rect(box.right - 16 - wide, box.y + (box.h - high) / 2, wide, high)
        line = self._line()
        self._bar.box = Rect(line.x, line.bottom + UNDER, line.w, BAR)
        self._bar.share = self.left / self.of

    def _line(self) -> Rect:
        """Where the seconds stand, over the bar."""
        box, high = self.bounds, line_high(self.theme, "body")
        top = box.y + (box.h - high - UNDER - BAR) / 2
        return Rect(box.x + 32, top, box.w - BUTTON[0] - 80, high)

    def on_stay(self) -> None:
        """The person wants to stay."""

    def _tapped(self, _button: PushButton) -> None:
        self.dispatch("on_stay")
