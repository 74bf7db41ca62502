"""A row with a tick: one material, there or missing, and then what to do."""

from __future__ import annotations

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty

from kiosk.ui.drawing.fitted_text import lines_high, wrapped
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, Chip, chip_width, draw_chip
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.tappable import Tappable

SIDE, AIR, GAP = 84, 24, 26
# The largest pair of roles, of the name and of what stands below, that has room.
ROLES = (("strong", "hint"), ("strong", "fact"), ("strong", "label"), ("fact_bold", "label"))


class TickRow(Tappable):
    """A large tick at the left, `title` with a `chip` at its end, `text` below; `ticked` or not."""

    title = StringProperty("")
    text = StringProperty("")
    ticked = BooleanProperty(True)
    chip: ObjectProperty[Chip] = ObjectProperty(BLANK)

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        self._draw_tick_box(pen, Rect(face.x + AIR, face.y + (face.h - SIDE) / 2, SIDE, SIDE))
        x = face.x + AIR + SIDE + GAP
        room = Rect(x, face.y, face.right - AIR - x, face.h)
        wide = room.w - chip_width(pen, self.chip) - GAP
        strong, small = next((pair for pair in ROLES if self._high(room.w, wide, *pair) <= face.h),
                             ROLES[-1])
        name = "\n".join(wrapped(self.theme, self.title, wide, strong))
        top = face.y + (face.h - self._high(room.w, wide, strong, small)) / 2
        high = max(lines_high(self.theme, self.title, wide, strong), self.theme.measure("chip"))
        pen.text(Rect(x, top, wide, high), name, strong, look.ink)
        draw_chip(pen, room.right, top + (high - self.theme.measure("chip")) / 2, self.chip,
                  "right")
        colour = "ink-2" if self.ticked and not self.pressed else look.ink
        below = Rect(x, top + high, room.w, lines_high(self.theme, self.text, room.w, small))
        if self.text:
            pen.text(below, self.text, small, colour, valign="top", wrap=True)

    def _high(self, width: float, beside_chip: float, strong: str, small: str) -> float:
        """How high the words are in these roles."""
        name = lines_high(self.theme, self.title, beside_chip, strong)
        below = lines_high(self.theme, self.text, width, small) if self.text else 0
        return max(name, self.theme.measure("chip")) + below

    def _draw_tick_box(self, pen: Painter, box: Rect) -> None:
        radius = self.theme.measure("radius_small")
        pen.fill(box, "green" if self.ticked else "field", radius)
        if self.ticked:
            pen.icon(box.inset(12), "check", "black" if self.theme.mode.contrast else "white")
        else:
            pen.outline(box, "edge", radius, 4)
