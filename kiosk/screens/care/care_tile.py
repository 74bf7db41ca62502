"""Care on the touch screen: the tile of a device, the hours of the staff, what is warned of."""

from __future__ import annotations

from kivy.properties import ListProperty, ObjectProperty, StringProperty

from kiosk.screens.rooms.room_tile import RoomTile
from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import fits, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, chip_width, draw_chip, plaque
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.basic import InfoPanel

AIR = 28
ARCH, ICON = (116.0, 142.0), 64
PICTURE, FLOOR = (300.0, 190.0), 30
STRONG = ("strong", "fact_bold", "chip")
TEXTS = ("body", "hint", "label")
# From here on a tile has its words below its picture.
STACKED = 320


class CareTile(RoomTile):
    """A device with its door; with an `icon` something else that one can ask for: its `line` is
    then of several words."""

    icon = StringProperty("")

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        if not self.icon:
            super().draw_face(pen, face, look)
            return
        room = face.inset(AIR, 20)
        wide, high = ARCH
        if face.h >= STACKED:
            arch, left = Rect(room.x, room.y, wide, high), room.x
            words = room._replace(y=arch.bottom + 8, h=room.bottom - arch.bottom - 8)
        else:
            high = min(high, room.h)
            arch = Rect(room.x, room.y + (room.h - high) / 2, wide, high)
            left = arch.right + 24
            words = Rect(left, room.y, room.right - left, room.h)
        plaque(pen, arch, self.icon, ICON, "plaque-light")
        title = words._replace(h=words.h * 0.4)
        write_fitting(pen, title, self.title, ("row", "button", "fact_bold", "chip"), look.ink,
                      valign="bottom")
        line = words._replace(y=title.bottom, h=words.h - title.h)
        write_fitting(pen, line, self.line, ("hint", "label"), look.ink, valign="top")


class StaffPanel(InfoPanel):
    """When medical staff are there today: `title`, a line for each of the `hours`, a `chip`, and
    who takes whose blood pressure."""

    title = StringProperty("")
    hours: ListProperty[str] = ListProperty()
    chip = ObjectProperty(BLANK)

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room = self.bounds.inset(AIR, 18)
        if self.theme.measure("pictures") and self._has_room_beside(pen):
            wide, high = PICTURE
            high = min(high, self.bounds.h - 40)
            wide = high * PICTURE[0] / PICTURE[1]
            floor = Rect(self.bounds.x, self.bounds.bottom - FLOOR, self.bounds.w, FLOOR)
            pen.fill(floor, "ground", 0)
            pen.picture(Rect(self.bounds.right - wide - 12, floor.y + 14 - high, wide, high),
                        "care")
            room = room._replace(w=room.w - wide, h=room.h - FLOOR + 10)
        chip_high = self.theme.measure("chip") if self.chip.text else 0.0
        lines = [self.title, *self.hours]
        role = next((one for one in STRONG if chip_high + pen.height(one, len(lines)) <= room.h
                     and all(pen.width(line, one) <= room.w for line in lines)), STRONG[-1])
        high = pen.height(role)
        if chip_high + high * len(lines) > room.h:
            chip_high = 0
        y = room.y + (room.h - chip_high - high * len(lines)) / 2
        for line in lines:
            pen.text(Rect(room.x, y, room.w, high), line, role, "ink")
            y += high
        if chip_high:
            draw_chip(pen, room.x, y, self.chip)

    def _has_room_beside(self, pen: Painter) -> bool:
        longest = max((pen.width(line, STRONG[0]) for line in (self.title, *self.hours)),
                      default=0)
        words = max(longest, chip_width(pen, self.chip))
        return self.bounds.h >= 240 and words + 2 * AIR + PICTURE[0] * 0.7 <= self.bounds.w


class WarningPanel(InfoPanel):
    """What everybody is warned of: a sign, a `title`, and the centre's own `text`."""

    title = StringProperty("")
    text = StringProperty("")

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room, side = self.bounds.inset(AIR, 14), 52
        head = pen.height("strong")
        if room.h >= side + head + pen.height("label", 4):
            pen.icon(Rect(room.x, room.y, side, side), "alert-triangle", "brick")
            title = Rect(room.x, room.y + side + 4, room.w, head)
        else:
            pen.icon(Rect(room.x, room.y + (head - 40) / 2, 40, 40), "alert-triangle", "brick")
            title = Rect(room.x + 52, room.y, room.w - 52, head)
        role = pen.fitting(self.title, STRONG, title.w)
        pen.text(title, self.title, role, "ink")
        below = room._replace(y=title.bottom, h=room.bottom - title.bottom)
        text = self.text
        if not fits(self.theme, text, below, TEXTS[-1]):
            # Where the centre broke its lines they are too many.
            text = text.replace("\n", " " if text.isascii() else "")
        write_fitting(pen, below, text, TEXTS, "ink", valign="top")


class PointList(InfoPanel):
    """What is read before use: `title` over the `points`, (icon, text) each, in two columns."""

    title = StringProperty("")
    points: ListProperty[tuple[str, str]] = ListProperty()

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room = self.bounds.inset(AIR, 14)
        columns = 1 if len(self.points) == 1 else 2
        rows = -(-len(self.points) // columns) or 1
        head = pen.height("strong")
        if (room.h - head) / rows < pen.height("fact_bold", 2):
            head = 0
        else:
            pen.text(room._replace(h=head), self.title, "strong", "ink")
        below = room._replace(y=room.y + head, h=room.h - head)
        for place, point in zip(below.grid(columns, rows, 8), self.points, strict=False):
            self._draw_point(pen, place, *point)

    def _draw_point(self, pen: Painter, place: Rect, icon: str, text: str) -> None:
        high = min(place.h - 4, 90)
        arch = Rect(place.x, place.y + (place.h - high) / 2, 76, high)
        plaque(pen, arch, icon, 44, "plaque-light")
        words = Rect(arch.right + 20, place.y, place.right - arch.right - 20, place.h)
        write_fitting(pen, words, text, STRONG, "ink")
