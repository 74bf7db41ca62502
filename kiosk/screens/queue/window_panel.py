"""A window of the hall in the look zone: whom it serves, and how many wait."""

from __future__ import annotations

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from kiosk.glass.box import Box
from kiosk.glass.pen import Pen
from kiosk.glass.plain import Panel
from kiosk.glass.strokes import Run, chip_width, draw_chip, draw_runs


class WindowPanel(Panel):
    """`name` and `line` of the window, `called` before the `number`, `chip`, and how many
    are `waiting` before the words for it, `waits`.

    Where the panel is low, or in 大字, the line of business is dropped first, and where chip
    and count have no room together only the one that matters stays: `shut` says which.
    """

    name = StringProperty("")
    line = StringProperty("")
    called = StringProperty("")
    number = StringProperty("")
    chip = ObjectProperty(None, allownone=True)
    waiting = StringProperty("")
    waits = StringProperty("")
    shut = BooleanProperty(False)

    def draw(self, pen: Pen) -> None:
        super().draw(pen)
        air = 26 if self.box.h > 240 else 14
        room = self.box.inset(26, air)
        chip_high = self.theme.measure("chip")
        high = pen.height("window")
        pen.text(room._replace(h=high), self.name, "window", "ink")
        tall = pen.height("called")
        business = pen.height("fact") + 4
        y = room.y + high
        if room.h >= high + business + tall + chip_high and not self.theme.mode.big:
            pen.text(Box(room.x, y + 8, room.w, business), self.line, "fact", "ink-2")
            y += business
        between = (room.bottom - chip_high - y - tall) / 2
        called = Box(room.x, y + between, room.w, tall)
        number = Run(self.number, "called", "figure")
        labelled = [Run(self.called, "fact", "ink-2"), number]
        if self.number:
            wide = pen.width(self.called, "fact") + 12 + pen.width(self.number, "called")
            draw_runs(pen, called, labelled if wide <= called.w else [number], gap=12)
        else:
            pen.text(called, self.called, "fact", "ink-2")
        self._draw_foot(pen, Box(room.x, room.bottom - chip_high, room.w, chip_high))

    def _draw_foot(self, pen: Pen, foot: Box) -> None:
        runs = [Run(self.waiting, "fact_bold", "ink"), Run(self.waits, "fact", "ink")]
        wide = sum(pen.width(run.text, run.role) for run in runs) + 8
        if chip_width(pen, self.chip) + 8 + wide <= foot.w:
            draw_chip(pen, foot.x, foot.y, self.chip)
            draw_runs(pen, foot, runs, "right", 8)
        elif self.shut:
            draw_chip(pen, foot.x, foot.y, self.chip)
        else:
            draw_runs(pen, foot, runs, gap=8)
