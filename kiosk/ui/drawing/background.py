"""Grounds: what lies behind a page from edge to edge of the window."""

from __future__ import annotations

from kivy.properties import StringProperty

from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget

# A page that sways a little must not show what lies beyond its edge.
BEYOND = 16


class Ground(KioskWidget):
    """A flat colour; where its box ends with the design it goes on to the edge of the window."""

    colour = StringProperty("ground")

    def draw(self, pen: Painter) -> None:
        edges, canvas = self.theme.bleed, self.theme.canvas
        ends = edges.bottom + BEYOND if self.bounds.bottom >= canvas[1] else self.bounds.bottom
        top = edges.y - BEYOND if self.bounds.y <= 0 else self.bounds.y
        left = edges.x - BEYOND if self.bounds.x <= 0 else self.bounds.x
        right = edges.right + BEYOND if self.bounds.right >= canvas[0] else self.bounds.right
        pen.fill(Rect(left, top, right - left, ends - top), self.colour)
