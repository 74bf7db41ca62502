"""What the resident came for, repeated while something about it is asked."""

from __future__ import annotations

from kivy.properties import ListProperty, StringProperty

from kiosk.ui.drawing.fitted_text import fits, lines_high, wrapped_role, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import IconFact, TextRun, draw_fact, draw_panel, draw_runs, plaque
from kiosk.ui.widgets.kiosk_widget import KioskWidget

NAMES = ("row", "strong", "fact_bold", "chip")
GAP = 12
WHERES = ("body", "hint", "fact", "label")


class ErrandPanel(KioskWidget):
    """A doorway with `icon`, `asked` over `name`; at the right `where`, and how many stand
    before as strokes.Run: 前面 3 人. A name too long for that has the whole width, and they
    stand below it.
    """

    icon = StringProperty("")
    asked = StringProperty("")
    name = StringProperty("")
    where = StringProperty("")
    ahead: ListProperty[TextRun] = ListProperty()

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        draw_panel(pen, box)
        high = min(155, box.h - 44)
        arch = Rect(box.x + 36, box.y + (box.h - high) / 2, high * 128 / 155, high)
        plaque(pen, arch, self.icon, high * 0.5, "plaque-light")
        x, label = arch.right + 32, pen.height("fact")
        hairline = box.right - 128 - self._facts_wide(pen)
        room = Rect(x, box.y, hairline - 24 - x, box.h - 24 - label)
        role = wrapped_role(self.theme, self.name, room, NAMES)
        if not fits(self.theme, self.name, room, role):
            self._draw_over_facts(pen, Rect(x, box.y + 12, box.right - 32 - x, box.h - 24))
            return
        stands = lines_high(self.theme, self.name, room.w, role)
        top = box.y + (box.h - label - stands) / 2 - 4
        pen.text(Rect(x, top, room.w, label), self.asked, "fact", "ink-2")
        pen.text(Rect(x, top + label, room.w, stands), self.name, role, "ink", wrap=True)
        self._draw_facts(pen, hairline)

    def _facts_wide(self, pen: Painter) -> float:
        count = sum(pen.width(run.text, run.role) + GAP for run in self.ahead) - GAP
        return max(min(pen.width(self.where, "body"), 360), count)

    def _draw_facts(self, pen: Painter, hairline: float) -> None:
        """Where and how many, behind a hairline."""
        box, line = self.bounds, max(62, pen.height("strong"))
        x, wide = hairline + 88, self._facts_wide(pen)
        top = box.y + box.h / 2 - line
        for n, icon in enumerate(("door-enter", "users")):
            pen.icon(Rect(x - 48, top + n * line + (line - 36) / 2, 36, 36), icon, "ink")
        write_fitting(pen, Rect(x, top, wide, line), self.where, WHERES, "ink")
        draw_runs(pen, Rect(x, top + line, wide, line), self.ahead, gap=GAP)
        pen.fill(Rect(hairline, box.y + box.h / 2 - 54, 2, 108), "side")

    def _draw_over_facts(self, pen: Painter, room: Rect) -> None:
        """The name over all of the width, where and how many in a line below it."""
        line = pen.height("strong")
        upper = room._replace(h=room.h - line)
        write_fitting(pen, upper, self.name, NAMES, "ink")
        below = Rect(room.x, upper.bottom, room.w, line)
        where = draw_fact(pen, below, IconFact("door-enter", self.where), "body", "ink")
        users = Rect(where.right + 28, below.y + (line - 36) / 2, 36, 36)
        pen.icon(users, "users", "ink")
        left = users.right + 10
        draw_runs(pen, Rect(left, below.y, below.right - left, line), self.ahead, gap=GAP)
