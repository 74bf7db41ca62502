"""The head of every page: lintel, logo, names, clock, the question it asks."""

from __future__ import annotations

from kivy.properties import BooleanProperty, StringProperty

from kiosk.glass.box import Box
from kiosk.glass.meaning import Role
from kiosk.glass.pen import Pen
from kiosk.glass.piece import Piece
from kiosk.glass.strokes import Run, draw_runs

LINTEL = 14
STRIP_ENDS = 198


class Header(Piece):
    """Lintel, logo, `brand`, `centre`, and `clock` and `date` at the right. Not tappable."""

    brand = StringProperty("")
    centre = StringProperty("")
    clock = StringProperty("")
    date = StringProperty("")

    def draw(self, pen: Pen) -> None:
        box, big = self.box, self.theme.mode.big
        edges = self.theme.bleed
        pen.fill(Box(edges.x, 0, edges.w, LINTEL), "red")
        pen.fill(Box(edges.x, LINTEL + 2, edges.w, 3), "gold")
        logo = Box(50, 38, 82, 96) if big else Box(49, 37, 70, 80)
        if self.theme.measure("pictures"):
            pen.picture(logo, "logo")
        else:
            self._draw_bare_logo(pen, logo)
        x = logo.right + (24 if big else 20)
        high, low = pen.height("brand"), pen.height("centre")
        top = 27 if big else 30
        stop = box.right - 48
        when = max(pen.width(self.clock, "clock"), pen.width(self.date, "date"))
        pen.text(Box(x, top, stop - when - 24 - x, high), self.brand, "brand", "title")
        pen.text(Box(x, top + high - 4, stop - when - 24 - x, low), self.centre, "centre", "ink-2")
        tall = pen.height("clock")
        clock = Box(stop - when, top + high / 2 - tall / 2 - 2, when, tall)
        pen.text(clock, self.clock, "clock", "figure", "right")
        pen.text(Box(stop - when, top + high - 4, when, low), self.date, "date", "ink-2", "right")

    def _draw_bare_logo(self, pen: Pen, logo: Box) -> None:
        """高对比 shows no pictures: the door as plain shapes."""
        inner = logo.part(logo.w * 0.2, logo.h * 0.18, logo.w * 0.6, logo.h * 0.82)
        pen.arch(logo, "red", 0)
        pen.arch(inner, "black", 0)
        top = inner.w * 0.3
        pen.fill(inner._replace(y=inner.y + top, w=inner.w * 0.45, h=inner.h - top), "red")
        pen.disc(Box(inner.x + inner.w * 0.28, inner.y + inner.h * 0.55, 6, 6), "black")


class Title(Piece):
    """The page's question, and a line below it: `text`, `lead`, and the title's `role`.

    The lead is dropped where the box has no room for it, as in 大字, and while the title
    stands `lowered` below a strip of news. A title too long for a line takes two.
    """

    text = StringProperty("")
    lead = StringProperty("")
    role = StringProperty("title")
    lowered = BooleanProperty(False)

    MEANS = Role.HEADING

    def draw(self, pen: Pen) -> None:
        high, low = pen.height(self.role), pen.height("lead")
        if self.lowered:
            line = Box(self.box.x, STRIP_ENDS, self.box.w, high)
            pen.text(line, self.text, self.role, "title")
            return
        if pen.width(self.text, self.role) > self.box.w:
            pen.text(self.box, self.text, self.role, "title", valign="top", wrap=True)
            return
        pen.text(self.box._replace(h=high), self.text, self.role, "title")
        roomy = self.box.h >= high + low - 8 and pen.width(self.lead, "lead") <= self.box.w
        if self.lead and roomy:
            pen.text(Box(self.box.x, self.box.bottom - low, self.box.w, low), self.lead, "lead",
                     "ink-2")


class Figure(Piece):
    """高对比's look zone: an icon and label over a big figure, outlined."""

    icon = StringProperty("")
    label = StringProperty("")
    figure = StringProperty("")

    def draw(self, pen: Pen) -> None:
        pen.outline(self.box, "panel-line", self.theme.measure("radius"), 3)
        room = self.box.inset(32, 24)
        pen.icon(Box(room.x, room.y, 44, 44), self.icon, "ink")
        label = Box(room.x + 54, room.y + 22 - pen.height("body") / 2, room.w - 48,
                    pen.height("body"))
        pen.text(label, self.label, pen.fitting(self.label, ("body", "label"), label.w), "ink")
        role = pen.fitting(self.figure, ("figure", "figure_small"), room.w)
        high = pen.height(role)
        draw_runs(pen, Box(room.x, room.bottom - high + 8, room.w, high),
                  [Run(self.figure, role, "figure")])
