"""A counter of the hall in the look zone: whom it serves, and how many wait."""

from __future__ import annotations

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, TextRun, chip_width, draw_chip, draw_runs
from kiosk.ui.widgets.basic import InfoPanel


class CounterPanel(InfoPanel):
    """`name` and `queue` of the counter, `called` before the `number`, `chip`, and how many
    are `waiting` before the words for it, `waits`.

    Where the panel is low, or in 大字, the line of business is dropped first, and where chip
    and count have no room together only the one that matters stays: `shut` says which.
    """

    name = StringProperty("")
    queue = StringProperty("")
    called = StringProperty("")
    number = StringProperty("")
    chip = ObjectProperty(BLANK)
    waiting = StringProperty("")
    waits = StringProperty("")
    shut = BooleanProperty(False)

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        air = 26 if self.bounds.h > 240 else 14
        room = self.bounds.inset(26, air)
        chip_high = self.theme.measure("chip")
        high = pen.height("counter")
        role = pen.fitting(self.name, ("counter", "fact_bold", "chip"), room.w)
        pen.text(room._replace(h=high), self.name, role, "ink")
        tall = pen.height("called")
        business = pen.height("fact") + 4
        y = room.y + high
        if room.h >= high + business + tall + chip_high and not self.theme.mode.big:
            pen.text(Rect(room.x, y + 8, room.w, business), self.queue, "fact", "ink-2")
            y += business
        if room.bottom - y < tall + chip_high:
            self._draw_low(pen, Rect(room.x, y, room.w, room.bottom - y))
            return
        between = (room.bottom - chip_high - y - tall) / 2
        self._draw_called(pen, Rect(room.x, y + between, room.w, tall))
        self._draw_foot(pen, Rect(room.x, room.bottom - chip_high, room.w, chip_high))

    def _draw_called(self, pen: Painter, line: Rect) -> None:
        if not self.number:
            role = pen.fitting(self.called, ("fact", "label"), line.w)
            pen.text(line, self.called, role, "ink-2")
            return
        number = TextRun(self.number, "called", "figure")
        wide = pen.width(self.called, "fact") + 12 + pen.width(self.number, "called")
        label = [TextRun(self.called, "fact", "ink-2")] if wide <= line.w else []
        draw_runs(pen, line, [*label, number], gap=12)

    def _draw_low(self, pen: Painter, line: Rect) -> None:
        """One line for all: the number and who waits, or that it is shut."""
        if self.shut:
            draw_chip(pen, line.x, line.y + (line.h - self.theme.measure("chip")) / 2, self.chip)
            return
        left = line.x
        if self.number:
            left += draw_runs(pen, line, [TextRun(self.number, "called", "figure")]).w + 12
        runs = self._waiting_runs()
        if sum(pen.width(run.text, run.role) for run in runs) + 8 <= line.right - left:
            draw_runs(pen, line, runs, "right", 8)

    def _waiting_runs(self) -> list[TextRun]:
        return [TextRun(self.waiting, "fact_bold", "ink"), TextRun(self.waits, "fact", "ink")]

    def _draw_foot(self, pen: Painter, foot: Rect) -> None:
        runs = self._waiting_runs()
        wide = sum(pen.width(run.text, run.role) for run in runs) + 8
        if chip_width(pen, self.chip) + 8 + wide <= foot.w:
            draw_chip(pen, foot.x, foot.y, self.chip)
            draw_runs(pen, foot, runs, "right", 8)
        elif self.shut:
            draw_chip(pen, foot.x, foot.y, self.chip)
        else:
            draw_runs(pen, foot, runs, gap=8)
