"""The countdown: how long the page still stands before home comes back."""

from __future__ import annotations

from kivy.properties import NumericProperty, StringProperty

from kiosk.ui.drawing.fitted_text import line_high
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.basic import ProgressLine
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget

BUTTON = (300, 122)
BAR, UNDER = 16, 10


class Countdown(KioskWidget):
    """`seconds` and `text` over a bar with `share` of it left; `more` is the button that stays."""

    seconds = NumericProperty(0)
    text = StringProperty("")
    share = NumericProperty(1.0)
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
        box, radius = self.bounds, self.theme.measure("radius")
        pen.fill(box, "panel", radius)
        pen.outline(box, "panel-line", radius, self.theme.measure("line"))
        line = self._line()
        figure = pen.text(line, str(self.seconds), "strong", "ink")
        said = line._replace(x=figure.right + 10, w=line.right - figure.right - 10)
        pen.text(said, self.text, "body", "ink")

    def lay(self) -> None:
        box, (wide, high) = self.bounds, BUTTON
        self._button.box = Rect(box.right - 16 - wide, box.y + (box.h - high) / 2, wide, high)
        line = self._line()
        self._bar.box = Rect(line.x, line.bottom + UNDER, line.w, BAR)
        self._bar.share = self.share

    def _line(self) -> Rect:
        """Where the seconds stand, over the bar."""
        box, high = self.bounds, line_high(self.theme, "body")
        top = box.y + (box.h - high - UNDER - BAR) / 2
        return Rect(box.x + 32, top, box.w - BUTTON[0] - 80, high)

    def on_stay(self) -> None:
        """The person wants to stay."""

    def _tapped(self, _button: PushButton) -> None:
        self.dispatch("on_stay")
