"""Who comes: somebody under an arch, a strong line, what it means, and how much time is left."""

from __future__ import annotations

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import lines_high, wrapped_role
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import plaque
from kiosk.ui.widgets.basic import InfoPanel, ProgressLine

AIR = 32
BAR, OVER_BAR = 16, 18
STRONG = ("choice", "section", "strong", "fact_bold", "chip")
TEXTS = ("body", "hint", "label")
# An arch is drawn so many times as high as it is wide.
TALL, HIGHEST = 1.26, 152


class WhoPanel(InfoPanel):
    """`icon` under an arch, `strong` and `text` beside it; with `counts` a bar with `share` of
    the time left below them."""

    icon = StringProperty("")
    strong = StringProperty("")
    text = StringProperty("")
    counts = BooleanProperty(False)
    share = NumericProperty(1.0)

    MEANS = NodeRole.STATUS

    def build(self) -> None:
        self._bar = ProgressLine(say=self.words("meaning.time_left"))
        self.add_widget(self._bar)

    def layout(self) -> None:
        room = self._room
        self._bar.box = Rect(room.x, room.bottom - BAR, room.w, BAR) if self.counts else None
        self._bar.share = self.share

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        arch = self._arch
        plaque(pen, arch, self.icon, arch.h * 0.46, "plaque-light")
        room = self._room
        if self.counts:
            room = room._replace(h=room.h - BAR - OVER_BAR)
        strong = wrapped_role(self.theme, self.strong, room._replace(h=room.h * 0.6), STRONG)
        high = min(lines_high(self.theme, self.strong, room.w, strong), room.h)
        below = room._replace(y=room.y + high, h=room.h - high)
        text = wrapped_role(self.theme, self.text, below, TEXTS)
        low = min(lines_high(self.theme, self.text, room.w, text), below.h) if self.text else 0
        top = room.y + (room.h - high - low) / 2
        pen.text(room._replace(y=top, h=high), self.strong, strong, "ink", wrap=True)
        if self.text:
            pen.text(room._replace(y=top + high, h=low), self.text, text, "ink-2", wrap=True)

    @property
    def _arch(self) -> Rect:
        box = self.bounds
        high = min(box.h - 2 * AIR, HIGHEST)
        return Rect(box.x + AIR, box.y + (box.h - high) / 2, high / TALL, high)

    @property
    def _room(self) -> Rect:
        box, x = self.bounds, self._arch.right + AIR
        return Rect(x, box.y + 20, box.right - AIR - x, box.h - 40)
