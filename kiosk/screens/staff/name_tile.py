"""A name of the staff to tap: its first character in a doorway, and the name below."""

from __future__ import annotations

from kivy.properties import StringProperty

from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.tappable import Tappable

DOOR = (76, 88)
AIR = 8
# The badge of a choice hangs into the face.
BADGE = 24
ROLES = ("strong", "fact_bold", "chip", "bar")


class NameTile(Tappable):
    """`name` is whose it is. A name too long for a line has the whole face."""

    name = StringProperty("")

    # The first digit may follow at once.
    QUICK = True

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        room = face.inset(AIR, AIR / 2)
        role = pen.fitting(self.name, ROLES, room.w)
        high = pen.height(role)
        if pen.width(self.name, role) > room.w or DOOR[1] + high > room.h:
            below = room.part(0, BADGE, room.w, room.h - BADGE)
            write_fitting(pen, below, self.name, ROLES, look.ink, "center")
            return
        wide, tall = DOOR
        top = face.y + (face.h - tall - high) / 2
        door = Rect(face.x + (face.w - wide) / 2, top, wide, tall)
        pen.text(Rect(room.x, door.bottom, room.w, high), self.name, role, look.ink, "center")
        state = "on" if self.selected else "off"
        pen.arch(door, f"initial-{state}")
        pen.text(door, initial(self.name), "strong", f"initial-{state}-ink", "center")


def initial(name: str) -> str:
    """What tells a name from others: its surname, also behind 小 or 老."""
    familiar = len(name) == 2 and name[0] in "小老"
    return name[familiar].upper()
