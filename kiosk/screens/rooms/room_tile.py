"""Rooms on the touch screen: the tile of one, and the count of those that stand alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import lines_high, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, chip_width, draw_chip
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.ui.widgets.tappable import Tappable

AIR = 28
BETWEEN = 6
# A door is drawn so many times as high as it is wide.
TALL = 1.25
HIGHEST = 165
TITLES = ("row", "button", "fact_bold", "chip")
LINES = ("fact_bold", "chip", "label")
FIGURES = ("figure", "figure_small", "called", "row", "fact_bold")
# From here on a tile has its words below the door.
STACKED = 320


class Part(NamedTuple):
    """A line of a tile: how high it is, and how it is written in its place."""

    high: float
    write: Callable[[Rect], object]


class RoomTile(Tappable):
    """A door, `title`, `chip`, one strong `line`, and the `hours`, which are dropped first."""

    picture = StringProperty("")
    title = StringProperty("")
    chip = ObjectProperty(BLANK)
    line = StringProperty("")
    hours = StringProperty("")

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        if face.h >= STACKED:
            self._draw_stacked(pen, face, look)
            return
        x = face.x + AIR
        if self._pictured:
            high = min(face.h - 2 * AIR, HIGHEST)
            door = Rect(x, face.y + (face.h - high) / 2, high / TALL, high)
            pen.picture(door, self.picture)
            x = door.right + 24
        self._write(pen, Rect(x, face.y, face.right - 20 - x, face.h), look, face.h < 230)

    def _draw_stacked(self, pen: Painter, face: Rect, look: Look) -> None:
        room = face.inset(AIR, 24)
        top = room._replace(h=HIGHEST)
        if self._pictured:
            pen.picture(top._replace(w=HIGHEST / TALL), self.picture)
            draw_chip(pen, room.right, room.y + 8, self.chip, "right")
        else:
            draw_chip(pen, room.x, room.y + 8, self.chip)
        below = Rect(room.x, top.bottom + 8, room.w, room.bottom - top.bottom - 8)
        title = below._replace(h=below.h * 0.5)
        write_fitting(pen, title, self.title, TITLES, look.ink)
        line = Rect(below.x, title.bottom, below.w, below.h - title.h)
        write_fitting(pen, line, self.line, LINES, look.ink)

    def _write(self, pen: Painter, room: Rect, look: Look, low: bool) -> None:
        role = pen.fitting(self.title, TITLES, room.w)
        beside = low and (
            pen.width(self.title, role) + 20 + chip_width(pen, self.chip) <= room.w
        )
        parts = self._parts(pen, room, look, role, beside)
        while sum(part.high for part in parts) + BETWEEN * (len(parts) - 1) > room.h - 12:
            parts.pop()
        high = sum(part.high for part in parts) + BETWEEN * (len(parts) - 1)
        y = room.y + (room.h - high) / 2
        for part in parts:
            part.write(Rect(room.x, y, room.w, part.high))
            y += part.high + BETWEEN

    def _parts(self, pen: Painter, room: Rect, look: Look, role: str, beside: bool) -> list[Part]:
        chip_high = self.theme.measure("chip")

        def title(box: Rect) -> None:
            at = pen.text(box, self.title, role, look.ink)
            if beside:
                draw_chip(pen, at.right + 20, box.y + (box.h - chip_high) / 2, self.chip)

        line = pen.fitting(self.line, LINES, room.w)
        line_high = lines_high(self.theme, self.line, room.w, line)
        parts = [Part(max(pen.height(role), chip_high if beside else 0), title)]
        if not beside:
            parts.append(Part(chip_high, lambda box: draw_chip(pen, box.x, box.y, self.chip)))
        parts.append(Part(line_high, lambda box: pen.text(box, self.line, line, look.ink,
                                                          wrap=True)))
        if self.hours and not self.theme.mode.big:
            faint = "ink-2" if self.enabled and not self.pressed else look.ink
            hours = pen.fitting(self.hours, ("fact", "label"), room.w)
            if pen.width(self.hours, hours) <= room.w:
                parts.append(Part(pen.height(hours),
                                  lambda box: pen.text(box, self.hours, hours, faint)))
        return parts

    @property
    def _pictured(self) -> bool:
        return bool(self.theme.measure("pictures"))


class RoomCount(InfoPanel):
    """How many rooms stand as the `picture` and the `chip` say: the legend of the page."""

    picture = StringProperty("")
    number = NumericProperty(0)
    chip = ObjectProperty(BLANK)

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        chip_high = self.theme.measure("chip")
        box, wide = self.bounds, chip_width(pen, self.chip)
        air = (box.h - chip_high) / 8
        draw_chip(pen, box.x + (box.w - wide) / 2, box.bottom - air - chip_high, self.chip)
        room = Rect(box.x + 12, box.y + air, box.w - 24, box.h - chip_high - 2.5 * air)
        text, pictured = str(self.number), bool(self.theme.measure("pictures"))
        door = min(room.h, 116) if pictured else 0
        beside = door / TALL + 20 if pictured else 0
        roles = [role for role in FIGURES if pen.height(role) <= room.h] or FIGURES[-1:]
        figure = pen.fitting(text, roles, room.w - beside)
        x = room.x + (room.w - beside - pen.width(text, figure)) / 2
        if pictured:
            pen.picture(Rect(x, room.y + (room.h - door) / 2, door / TALL, door), self.picture)
        pen.text(Rect(x + beside, room.y, room.right - x - beside, room.h), text, figure, "figure")
