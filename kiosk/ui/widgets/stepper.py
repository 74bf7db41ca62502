"""Stepper: how many of something, one more or one fewer at each tap."""

from __future__ import annotations

from kivy.properties import NumericProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import fits, lines_high, wrapped_role
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import TextRun, draw_runs
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.ui.widgets.buttons import PushButton

AIR, KEY, FIGURE_WIDE = 32, 120, 152
TITLES = ("section", "strong", "fact_bold")
TEXTS = ("hint", "label")
FIGURES = ("figure_small", "called")


class Stepper(InfoPanel):
    """`title` and `text` left, and right the `number` with its `unit` between − and ＋, which end
    at `least` and `most`; `on_step(number)` is the number that a tap asks for."""

    title = StringProperty("")
    text = StringProperty("")
    number = NumericProperty(1)
    unit = StringProperty("")
    least = NumericProperty(1)
    most = NumericProperty(1)

    MEANS = NodeRole.STATUS

    __events__ = ("on_step",)

    def build(self) -> None:
        self._fewer = PushButton(icon="minus", value=-1, side=52, say=self.words("stepper.fewer"))
        self._more = PushButton(icon="plus", value=1, side=52, say=self.words("stepper.more"))
        for key in (self._fewer, self._more):
            self.add_widget(key)
            key.bind(on_tap=self._tapped)

    def layout(self) -> None:
        self._more.box, self._fewer.box = self._more_box, self._fewer_box
        self._fewer.enabled = self.number > self.least
        self._more.enabled = self.number < self.most

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room = Rect(self.bounds.x + AIR, self.bounds.y + 12,
                    self._fewer_box.x - 20 - self.bounds.x - AIR, self.bounds.h - 24)
        title = pen.fitting(self.title, TITLES, room.w)
        high = pen.height(title)
        below = room._replace(h=room.h - high)
        text = wrapped_role(self.theme, self.text, below, TEXTS)
        # A hint is dropped where there is no room for it.
        has_text = bool(self.text) and fits(self.theme, self.text, below, text)
        low = lines_high(self.theme, self.text, room.w, text) if has_text else 0
        top = room.y + (room.h - high - low) / 2
        pen.text(room._replace(y=top, h=high), self.title, title, "ink")
        if has_text:
            pen.text(room._replace(y=top + high, h=low), self.text, text, "ink-2", wrap=True)
        between = Rect(self._fewer_box.right, self.bounds.y, FIGURE_WIDE, self.bounds.h)
        figure = pen.fitting(str(int(self.number)), FIGURES, between.w)
        draw_runs(pen, between, [TextRun(str(int(self.number)), figure, "ink"),
                                 TextRun(self.unit, "chip", "ink")], "center")

    def on_step(self, number: int) -> None:
        """Another number was asked for."""

    @property
    def _more_box(self) -> Rect:
        box = self.bounds
        return Rect(box.right - AIR - KEY, box.y + (box.h - KEY) / 2, KEY, KEY)

    @property
    def _fewer_box(self) -> Rect:
        return self._more_box._replace(x=self._more_box.x - FIGURE_WIDE - KEY)

    def _tapped(self, key: PushButton) -> None:
        self.dispatch("on_step", int(self.number) + key.value)
