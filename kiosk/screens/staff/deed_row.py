"""Something the staff can do from the glass: its icon in a doorway, its verb, what it does."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.properties import StringProperty

from kiosk.glass.box import Box
from kiosk.glass.fitting import line_high, lines_high, one_line_role, wrapped_role
from kiosk.glass.pen import Pen
from kiosk.glass.strokes import plaque
from kiosk.glass.tappable import Tappable
from kiosk.glass.theme import Look, Theme

AIR = 30
TITLES = ("choice", "row", "strong")
HINTS = ("choice_hint", "hint", "fact", "label")


def common_role(theme: Theme, titles: Sequence[str], box: Box) -> str:
    """The largest role in which each of some titles is a line of a row in that box."""
    wide = _room(box).w
    fitting = (one_line_role(theme, title, wide, TITLES) for title in titles)
    return max(fitting, key=TITLES.index, default=TITLES[0])


def _door(face: Box) -> Box:
    high = min(face.h - 44, 142)
    return Box(face.x + AIR, face.y + (face.h - high) / 2, high * 116 / 142, high)


def _room(face: Box) -> Box:
    x = _door(face).right + AIR
    return Box(x, face.y + 12, face.right - 20 - x, face.h - 24)


class DeedRow(Tappable):
    """`title` in its `role` over `hint`; where it is disabled the hint says why."""

    icon = StringProperty("")
    title = StringProperty("")
    hint = StringProperty("")
    role = StringProperty(TITLES[0])

    def draw_face(self, pen: Pen, face: Box, look: Look) -> None:
        icon, title, hint = self.icon, self.title, self.hint
        if self.busy:
            icon, title, hint = "loader-2", self.words("tappable.busy"), ""
        door = _door(face)
        high = door.h
        if self.enabled and not self.busy:
            plaque(pen, door, icon, high * 0.46)
        else:
            plaque(pen, door, icon, high * 0.46, "plaque-off", "grey-ink")
        self._write(pen, _room(face), look, title, hint)

    def _write(self, pen: Pen, room: Box, look: Look, title: str, hint: str) -> None:
        theme = self.theme
        role = self.role
        tall = line_high(theme, role)
        small = wrapped_role(theme, hint, room._replace(h=room.h - tall), HINTS)
        low = lines_high(theme, hint, room.w, small) if hint else 0
        top = room.y + max((room.h - tall - low) / 2, 0)
        pen.text(Box(room.x, top, room.w, tall), title, role, look.ink)
        if hint:
            plain = self.enabled and not self.pressed
            below = Box(room.x, top + tall, room.w, room.bottom - top - tall)
            pen.text(below, hint, small, "ink-2" if plain else look.ink, valign="top", wrap=True)
