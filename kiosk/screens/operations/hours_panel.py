"""When it opens and the hours of the week, on a panel; and a line of news with its doorway."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from kiosk.domain.content.guide import Notice
from kiosk.ui.drawing.fitted_text import fits, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import draw_panel, plaque
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.wording.hours import HoursLine

BIG = ("home_primary", "primary", "section", "button")
PLAIN = ("strong", "body", "fact", "label")
# So many lines still stand below each other; more take two columns.
ONE_COLUMN = 4
INSET, AIR, BETWEEN = 30, 20, 16


class HoursPanel(KioskWidget):
    """`opens` large, with its `icon`; below it `lines`: days in bold, their hours beside them.

    Where not all have room, it shows them from the one `first` on: the next opening's.
    """

    icon = StringProperty("clock")
    opens = StringProperty("")
    lines: ListProperty[HoursLine] = ListProperty()
    first = NumericProperty(0)

    def draw(self, pen: Painter) -> None:
        draw_panel(pen, self.bounds)
        room = self.bounds.inset(INSET, 18)
        columns = 1 if len(self.lines) <= ONE_COLUMN else 2
        rows = -(-len(self.lines) // columns)
        lines, role = self.lines, self._role(pen, room, columns, rows)
        if not role:
            columns, role = 1, PLAIN[-1]
            rows = int((room.h - pen.height(BIG[-1])) // pen.height(role))
            lines = [*self.lines[self.first:], *self.lines[:self.first]][:rows]
        high = pen.height(role)
        head = self._draw_head(pen, room, room.h - rows * high)
        below = Rect(room.x, head.bottom, room.w, room.bottom - head.bottom)
        high = min(below.h / rows, high * 1.5)
        below = below.middle(below.w, rows * high)
        for n, column in enumerate(below.columns(columns, BETWEEN)):
            self._draw_column(pen, column, lines[n * rows:(n + 1) * rows], role, high)

    def _draw_head(self, pen: Painter, room: Rect, most: float) -> Rect:
        roles = [role for role in BIG if pen.height(role) <= most] or [BIG[-1]]
        side = min(pen.height(roles[0]) * 0.8, 64)
        role = pen.fitting(self.opens, roles, room.w - side - 20)
        line = Rect(room.x, room.y, room.w, pen.height(role))
        pen.icon(Rect(line.x, line.y + (line.h - side) / 2, side, side), self.icon, "brick")
        said = line._replace(x=line.x + side + 20, w=line.w - side - 20)
        pen.text(said, self.opens, role, "ink")
        return line._replace(h=line.h + min(most - line.h, 12))

    def _draw_column(
        self, pen: Painter, room: Rect, lines: Sequence[HoursLine], role: str, high: float
    ) -> None:
        days = self._days(pen, role)
        for n, line in enumerate(lines):
            place = Rect(room.x, room.y + n * high, days, high)
            pen.text(place, line.days, role, "ink")
            left = place.right + AIR
            pen.text(place._replace(x=left, w=room.right - left), line.hours, role,
                     "ink" if line.is_open else "ink-2")

    def _days(self, pen: Painter, role: str) -> float:
        return max((pen.width(line.days, role) for line in self.lines), default=0)

    def _role(self, pen: Painter, room: Rect, columns: int, rows: int) -> str:
        """The largest type in which every line, and the head, has room; empty without one."""
        wide = (room.w - BETWEEN * (columns - 1)) / columns
        least = pen.height(BIG[-1])
        for role in PLAIN:
            hours = max((pen.width(line.hours, role) for line in self.lines), default=0)
            fits = self._days(pen, role) + AIR + hours <= wide
            if fits and rows * pen.height(role) + least <= room.h:
                return role
        return ""


class DaysPanel(KioskWidget):
    """A flat panel with a `title` and as many `lines` of days as have room."""

    title = StringProperty("")
    lines: ListProperty[str] = ListProperty()

    def draw(self, pen: Painter) -> None:
        draw_panel(pen, self.bounds)
        room = self.bounds.inset(INSET, 18)
        side, high = 48, pen.height("section")
        pen.icon(Rect(room.x, room.y + (high - side) / 2, side, side), "calendar-event", "brick")
        pen.text(Rect(room.x + side + AIR, room.y, room.w - side - AIR, high), self.title,
                 "section", "ink")
        below = Rect(room.x, room.y + high + 8, room.w, room.h - high - 8)
        few = ["\n".join(self.lines[:n]) for n in range(len(self.lines), 0, -1)]
        said = next((one for one in few if fits(self.theme, one, below, PLAIN[-1])), few[-1])
        write_fitting(pen, below, said, PLAIN[1:], "ink", valign="top")


class NewsLine(KioskWidget):
    """A flat panel with an `icon` in a doorway and `text`; amber where it is `urgent`."""

    icon = StringProperty("")
    text = StringProperty("")
    urgent = BooleanProperty(False)

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        draw_panel(pen, box, "amber-bg" if self.urgent else "panel")
        if self.urgent:
            pen.outline(box, "amber", self.theme.measure("radius"), 4)
        high = min(box.h - 24, 104)
        arch = Rect(box.x + 26, box.y + (box.h - high) / 2, high * 0.82, high)
        plaque(pen, arch, self.icon, high * 0.46, "plaque-light")
        room = Rect(arch.right + 26, box.y, box.right - 28 - arch.right - 26, box.h)
        roles = [role for role in PLAIN if 2 * pen.height(role) <= box.h] or [PLAIN[-1]]
        role = pen.fitting(self.text, roles, room.w, 2)
        pen.text(room, self.text, role, "amber-ink" if self.urgent else "ink", wrap=True)


def news_line(notice: Notice, language: str) -> tuple[str, str, bool]:
    """The icon and the text of a notice, and whether it is urgent."""
    icon = "urgent" if notice.urgent else "speakerphone"
    return icon, notice.text.in_(language), notice.urgent
