"""What the resident came for, repeated while something about it is asked."""

from __future__ import annotations

from kivy.properties import ListProperty, StringProperty

from kiosk.glass.box import Box
from kiosk.glass.fitting import wrapped, wrapped_role, write_fitting
from kiosk.glass.pen import Pen
from kiosk.glass.piece import Piece
from kiosk.glass.strokes import draw_runs, plaque

NAMES = ("row", "strong", "fact_bold", "chip")
WHERES = ("body", "hint", "fact", "label")


class ErrandPanel(Piece):
    """A doorway with `icon`, `asked` over `name`; at the right `where`, and how many stand
    before as strokes.Run: 前面 3 人."""

    icon = StringProperty("")
    asked = StringProperty("")
    name = StringProperty("")
    where = StringProperty("")
    ahead = ListProperty()

    def draw(self, pen: Pen) -> None:
        box, radius = self.box, self.theme.measure("radius")
        pen.fill(box, "panel", radius)
        pen.outline(box, "panel-line", radius, self.theme.measure("line"))
        high = min(155, box.h - 44)
        arch = Box(box.x + 36, box.y + (box.h - high) / 2, high * 128 / 155, high)
        plaque(pen, arch, self.icon, high * 0.5, "plaque-light")
        facts = self._draw_facts(pen)
        x = arch.right + 32
        room = Box(x, box.y, facts - 24 - x, box.h - 24 - pen.height("fact"))
        role = wrapped_role(self.theme, self.name, room, NAMES)
        label = pen.height("fact")
        stands = pen.height(role, len(wrapped(self.theme, self.name, room.w, role)))
        top = box.y + (box.h - label - stands) / 2 - 4
        pen.text(Box(x, top, room.w, label), self.asked, "fact", "ink-2")
        pen.text(Box(x, top + label, room.w, stands), self.name, role, "ink", wrap=True)

    def _draw_facts(self, pen: Pen) -> float:
        """Where and how many, behind a hairline; returns where the hairline stands."""
        box, line = self.box, max(62, pen.height("strong"))
        count = sum(pen.width(run.text, run.role) + 12 for run in self.ahead) - 12
        wide = max(min(pen.width(self.where, "body"), 360), count)
        x = box.right - 40 - wide
        top = box.y + box.h / 2 - line
        for n, icon in enumerate(("door-enter", "users")):
            pen.icon(Box(x - 48, top + n * line + (line - 36) / 2, 36, 36), icon, "ink")
        write_fitting(pen, Box(x, top, wide, line), self.where, WHERES, "ink")
        draw_runs(pen, Box(x, top + line, wide, line), self.ahead, gap=12)
        pen.fill(Box(x - 88, box.y + box.h / 2 - 54, 2, 108), "side")
        return x - 88
