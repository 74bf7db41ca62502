"""Something the staff can do from the touch screen: its icon in a doorway, its verb, what it
does."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.properties import StringProperty

from kiosk.ui.drawing.fitted_text import fits, line_high, lines_high, text_width
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import plaque
from kiosk.ui.drawing.theme import Look, Theme
from kiosk.ui.widgets.tappable import Tappable

AIR = 30
TITLES = ("choice", "row", "strong")
HINTS = ("choice_hint", "hint", "fact", "label")


def common_role(theme: Theme, rows: Sequence[tuple[str, str]], box: Rect) -> str:
    """The largest role in which each title of some rows, with the hints, has room in that box."""
    room = _room(box)

    def has_room(role: str) -> bool:
        return all(
            text_width(theme, title, role) <= room.w and hint_role(theme, room, role, hint)
            for title, hint in rows)

    return next((role for role in TITLES if has_room(role)), TITLES[-1])


def hint_role(theme: Theme, room: Rect, title: str, hint: str) -> str | None:
    """The largest role in which a hint has room under a title of a role; None where none has."""
    below = room._replace(h=room.h - line_high(theme, title))
    return next((role for role in HINTS if fits(theme, hint, below, role)), None)


def _door(face: Rect) -> Rect:
    high = min(face.h - 44, 142)
    return Rect(face.x + AIR, face.y + (face.h - high) / 2, high * 116 / 142, high)


def _room(face: Rect) -> Rect:
    x = _door(face).right + AIR
    return Rect(x, face.y + 6, face.right - 20 - x, face.h - 12)


class ActionRow(Tappable):
    """`title` in its `role` over `hint`; where it is disabled the hint says why."""

    icon = StringProperty("")
    title = StringProperty("")
    hint = StringProperty("")
    role = StringProperty(TITLES[0])

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
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

    def _write(self, pen: Painter, room: Rect, look: Look, title: str, hint: str) -> None:
        theme, role = self.theme, self.role
        tall, small = line_high(theme, role), hint_role(theme, room, role, hint)
        low = lines_high(theme, hint, room.w, small) if hint and small else 0
        top = room.y + max((room.h - tall - low) / 2, 0)
        pen.text(Rect(room.x, top, room.w, tall), title, role, look.ink)
        # What a row does is told by its title too: where there is no room its hint goes first.
        if low and small:
            plain = self.enabled and not self.pressed
            below = Rect(room.x, top + tall, room.w, room.bottom - top - tall)
            pen.text(below, hint, small, "ink-2" if plain else look.ink, valign="top", wrap=True)
