"""The panel that says for whom the page is, and where everybody else goes on."""

from __future__ import annotations

from kivy.properties import StringProperty

from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import draw_panel, plaque
from kiosk.ui.widgets.kiosk_widget import KioskWidget


class OnlyStaffPanel(KioskWidget):
    """A lock in a doorway, `title`, and `text` in lines."""

    title = StringProperty("")
    text = StringProperty("")

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        draw_panel(pen, box)
        high = min(152, box.h - 44)
        door = Rect(box.x + 44, box.y + (box.h - high) / 2, high * 124 / 152, high)
        plaque(pen, door, "lock", high * 0.42, "plaque-light")
        x = door.right + 36
        room = Rect(x, box.y + 4, box.right - 32 - x, box.h - 8)
        head, lines = pen.height("step"), pen.height("body", 2)
        top = room.y + max((room.h - head - lines) / 2, 0)
        pen.text(Rect(room.x, top, room.w, head), self.title, "step", "ink")
        below = Rect(room.x, top + head, room.w, room.bottom - top - head)
        write_fitting(pen, below, self.text, ("body", "hint", "fact"), "ink-2", valign="top")
