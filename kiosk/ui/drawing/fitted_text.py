"""Fitting: text of unknown length, in the largest of some roles that its place has room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kivy.properties import ListProperty, OptionProperty, StringProperty

from kiosk.domain.line_breaking import broken
from kiosk.ui.drawing.painter import Align, Painter, Valign
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Theme
from kiosk.ui.shell.header import Title
from kiosk.ui.widgets.kiosk_widget import KioskWidget

NEVER = float("inf")
# The sign before what is wrong.
SIGN = 44
# From the left edge of a sign of warning to what is written behind it.
BESIDE = SIGN + 14
# A title in two lines; the serif is never set smaller.
TITLES = ("brand", "title_small", "fact_bold")


class Setting(NamedTuple):
    """How a list is set: how many columns, and the roles of what is strong and what is small.

    `flat` puts both on one line, as a row of the full width does. Without a role for what is
    small it is left out.
    """

    columns: int
    strong: str
    small: str
    flat: bool = False


def text_width(theme: Theme, text: str, role: str, keep: bool = True) -> float:
    """How wide one line of a role is, in design pixels; without `keep` nothing remembers it."""
    font, size = theme.font(theme.type(role).face), theme.type_px(role)
    return theme.letters.width(text, font, size, keep) / theme.scale


def one_line_role(theme: Theme, text: str, width: float, roles: Sequence[str]) -> str:
    """The first role in which the text is one line of that width; the last where none is."""
    return next((role for role in roles if text_width(theme, text, role) <= width), roles[-1])


def wrapped(theme: Theme, text: str, width: float, role: str) -> list[str]:
    """The lines of a text in a place of that width."""
    return broken(text, width, lambda line: text_width(theme, line, role))


def fits(theme: Theme, text: str, box: Rect, role: str) -> bool:
    """Whether a text in lines has room in a box."""
    return lines_high(theme, text, box.w, role) <= box.h + 1


def wrapped_role(theme: Theme, text: str, box: Rect, roles: Sequence[str]) -> str:
    """The first role in which the text fits its place in lines; the last where none does."""
    return next((role for role in roles if fits(theme, text, box, role)), roles[-1])


def line_high(theme: Theme, role: str) -> float:
    """How high a line of a role is."""
    kind = theme.type(role)
    return kind.size * kind.line


def lines_high(theme: Theme, text: str, width: float, role: str) -> float:
    """How high a text is in lines of that width; infinite where one word is wider."""
    lines = wrapped(theme, text, width, role)
    if any(text_width(theme, line, role) > width + 1 for line in lines):
        return NEVER
    return line_high(theme, role) * len(lines)


def write_fitting(
    pen: Painter, box: Rect, text: str, roles: Sequence[str], colour: str, align: Align = "left",
    valign: Valign = "middle",
) -> Rect:
    """Writes a text in the first of its roles that fits the box, in lines; see `Painter.text`."""
    role = wrapped_role(pen.theme, text, box, roles)
    return pen.text(box, text, role, colour, align, valign, wrap=True)


def write_trouble(pen: Painter, room: Rect, trouble: str) -> None:
    """Writes what is wrong with a field, after a sign of warning."""
    pen.icon(Rect(room.x, room.y + (room.h - SIGN) / 2, SIGN, SIGN), "alert-triangle", "red-ink")
    line = room.part(BESIDE, 0, room.w - BESIDE, room.h)
    write_fitting(pen, line, trouble, ("body", "hint", "label"), "red-ink")


class FittingSay(KioskWidget):
    """Text in lines: the first of `roles` in which it fits its box."""

    text = StringProperty("")
    roles = ListProperty(["body"])
    colour = StringProperty("ink")
    align: OptionProperty[Align] = OptionProperty("left", options=("left", "center", "right"))
    valign: OptionProperty[Valign] = OptionProperty("middle", options=("top", "middle", "bottom"))

    def draw(self, pen: Painter) -> None:
        if self.text:
            write_fitting(pen, self.bounds, self.text, self.roles, self.colour, self.align,
                          self.valign)


class FittingTitle(Title):
    """A title that may be long: one big line, else two smaller ones from a little higher up."""

    def draw(self, pen: Painter) -> None:
        wide = self.bounds.w
        if pen.width(self.text, self.role) <= wide:
            super().draw(pen)
        elif pen.width(self.text, "brand") <= wide:
            pen.text(self.bounds._replace(h=pen.height(self.role)), self.text, "brand", "title")
        else:
            top = self.theme.measure("header")
            room = self.bounds._replace(y=top, h=self.bounds.bottom - top)
            write_fitting(pen, room, self.text, TITLES, "title")
