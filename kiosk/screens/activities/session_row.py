"""Activities on the touch screen: the row of a session, the week's panel, lines of facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kivy.properties import ListProperty, StringProperty

from kiosk.screens.content.service_row import CHEVRON, ServiceRow
from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import line_high, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import draw_chip
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.ui.widgets.kiosk_widget import KioskWidget

ARCH, ARCH_BIG = (116, 124), (150, 160)
# Narrower than this, and in 大字, there is no room for a button: the whole of the row opens.
ROOMY, ROOMY_BIG = 640, 900
# A line of facts is no higher.
HIGHEST = 112
AIR = 24
TITLES = ("row", "button", "fact_bold", "chip")
PLACES = ("fact", "label")


class ActivityRow(ServiceRow):
    """A session: its day in a doorway with the time below, `title`, `place`, `chip`. The row opens
    it (`on_tap`), so does its button; one without a `verb` is over and has none."""

    weekday = StringProperty("")
    day = StringProperty("")
    time = StringProperty("")
    place = StringProperty("")

    @property
    def _slim(self) -> bool:
        roomy = ROOMY_BIG if self.theme.mode.big else ROOMY
        return super()._slim or self.bounds.w < roomy

    def layout(self) -> None:
        super().layout()
        if not self.verb:
            self._button.box = None

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        left = self._draw_date(pen, face, look)
        stop = self._stop(pen, face)
        room = Rect(left + 28, face.y, stop - left - 28, face.h)
        chip_high = self.theme.measure("chip")
        role = pen.fitting(self.title, TITLES, room.w)
        lines = 1 if pen.width(self.title, role) <= room.w else 2
        role = role if lines == 1 else pen.fitting(self.title, TITLES[1:], room.w, 2)
        title = pen.height(role, lines)
        place = pen.fitting(self.place, PLACES, room.w)
        low = pen.height(place)
        # What says least goes first where there is no room.
        if (not self.place or self.theme.mode.big or pen.width(self.place, place) > room.w
                or title + low + chip_high + 10 > face.h - 16):
            low = 0
        top = face.y + (face.h - title - low - chip_high - 8) / 2
        pen.text(room._replace(y=top, h=title), self.title, role, look.ink, wrap=lines > 1)
        if low:
            colour = "ink-2" if self.enabled and not self.pressed else look.ink
            pen.text(room._replace(y=top + title, h=low), self.place, place, colour)
        if self.chip:
            y = top + title + low + 8
            draw_chip(pen, room.x, y, self.chip)

    def _stop(self, pen: Painter, face: Rect) -> float:
        """Up to where there is room for words: before the button, or what stands for it."""
        if not self.verb:
            return face.right - AIR
        if not self._slim:
            return self._button_box.x - 16
        pen.icon(Rect(face.right - 20 - CHEVRON, face.y + (face.h - CHEVRON) / 2, CHEVRON,
                      CHEVRON), "chevron-right", "link")
        return face.right - 28 - CHEVRON

    def _draw_date(self, pen: Painter, face: Rect, look: Look) -> float:
        """The doorway with the day, and the time below it; returns its right edge."""
        wide, most = ARCH_BIG if self.theme.mode.big else ARCH
        time = pen.height("fact_bold")
        high = min(most, face.h - time - 8)
        top = face.y + (face.h - high - time) / 2
        arch = Rect(face.x + AIR, top, wide, high)
        contrast = self.theme.mode.contrast
        if not contrast:
            pen.arch(arch, "plaque" if self.enabled else "plaque-light")
        ink = look.ink if contrast else "ink" if self.enabled else "ink-2"
        label = pen.fitting(self.weekday, ("fact", "label", "chip"), wide - 8)
        above = pen.height(label)
        below = pen.height("choice")
        first = arch.y + (arch.h - above - below) / 2 + 8
        pen.text(Rect(arch.x, first, wide, above), self.weekday, label, ink, "center")
        pen.text(Rect(arch.x, first + above - 8, wide, below), self.day, "choice", ink, "center")
        pen.text(Rect(arch.x - 16, arch.bottom, wide + 32, time), self.time, "fact_bold", look.ink,
                 "center")
        return arch.right


class DayCount(NamedTuple):
    """A day of the week's panel, and how many `sessions` it has, in words."""

    weekday: str
    day: str
    sessions: str
    is_today: bool
    is_over: bool


class WeekPanel(InfoPanel):
    """The week: `title` and `span` above, and `days` (DayCount) beside each other."""

    title = StringProperty("")
    span = StringProperty("")
    days: ListProperty[DayCount] = ListProperty()

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room = self.bounds.inset(28, 12)
        head = room._replace(h=pen.height("strong"))
        title = pen.fitting(self.title, ("strong", "fact_bold", "chip"), head.w * 0.6)
        drawn = pen.text(head, self.title, title, "ink")
        span = pen.fitting(self.span, ("fact", "label"), head.right - drawn.right - 20)
        if pen.width(self.span, span) <= head.right - drawn.right - 20:
            pen.text(head, self.span, span, "ink-2", "right")
        below = Rect(room.x, head.bottom + 6, room.w, room.bottom - head.bottom - 6)
        for day, box in zip(self.days, below.columns(max(len(self.days), 1), 8), strict=False):
            self._draw_day(pen, box, day)

    def _draw_day(self, pen: Painter, box: Rect, day: DayCount) -> None:
        contrast = self.theme.mode.contrast
        if day.is_today:
            if contrast:
                pen.outline(box, "red", 20, 4)
            else:
                pen.fill(box, "white", 20)
        ink = "ink-2" if day.is_over and not contrast else "ink"
        strong = "chip" if day.is_today else "label"
        lines = self._lines(pen, box, day, strong)
        y = box.y + (box.h - sum(high for _, _, high in lines)) / 2
        for text, role, high in lines:
            pen.text(Rect(box.x, y, box.w, high), text, role, ink, "center")
            y += high

    def _lines(
        self, pen: Painter, box: Rect, day: DayCount, strong: str
    ) -> Sequence[tuple[str, str, float]]:
        """Weekday, day and count; the weekday goes where there is no room for three."""
        low = pen.height("chip")
        number = next((role for role in ("row", "counter") if pen.width(day.day, role) <= box.w
                       and pen.height(role) + low <= box.h), "chip")
        lines = ((day.weekday, strong), (day.day, number), (day.sessions, "chip"))
        found = [(text, role, pen.height(role)) for text, role in lines
                 if pen.width(text, role) <= box.w]
        while sum(high for _, _, high in found) > box.h and len(found) > 1:
            found.pop(0)
        return found


class SessionFacts(KioskWidget):
    """`facts` (icon, label, text) as lines with a hair between. Below a `heading` the labels are
    things, and strong; else what is said of them is."""

    facts: ListProperty[tuple[str, str, str]] = ListProperty()
    heading = StringProperty("")

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        room = self.bounds
        if self.heading:
            high = pen.height("section")
            pen.text(room._replace(h=high), self.heading, "section", "ink")
            room = Rect(room.x, room.y + high + 4, room.w, room.h - high - 4)
        if not self.facts:
            return
        wide = min(max((pen.width(label, self._label) for _, label, _ in self.facts), default=0),
                   room.w * 0.45)
        for line, fact in zip(self._lines(room), self.facts, strict=False):
            pen.fill(Rect(line.x, line.bottom - 2, line.w, 2), "hair")
            self._draw_line(pen, line, fact, wide)

    def _lines(self, room: Rect) -> list[Rect]:
        """A line for each fact; where they would be too low, two beside each other."""
        n = len(self.facts)
        room = room._replace(h=min(room.h, HIGHEST * n))
        if room.h / n >= self._least:
            return list(room.rows(n, 0))
        return [box for row in room.rows(-(-n // 2), 0) for box in row.columns(2, 40)]

    @property
    def _least(self) -> float:
        """How high a line is at least."""
        return line_high(self.theme, self._label)

    @property
    def _label(self) -> str:
        return "strong" if self.heading else "hint"

    def _draw_line(
        self, pen: Painter, line: Rect, fact: Sequence[str], wide: float
    ) -> None:
        icon, label, text = fact
        side = 40
        pen.icon(Rect(line.x, line.y + (line.h - side) / 2, side, side), icon, "brick")
        x = line.x + side + 18
        if not text:
            write_fitting(pen, Rect(x, line.y, line.right - x, line.h), label,
                          (self._label, "fact_bold", "chip"), "ink")
            return
        named = pen.fitting(label, (self._label, "fact_bold" if self.heading else "fact", "label"),
                            wide)
        roles = ("hint", "fact", "label") if self.heading else ("strong", "fact_bold", "chip")
        after = x + wide + 26
        beside = Rect(after, line.y, line.right - after, line.h)
        if not self.heading and pen.width(text, roles[-1]) > beside.w:
            # The icon says whose line it is.
            write_fitting(pen, Rect(x, line.y, line.right - x, line.h), text, roles, "ink")
            return
        pen.text(Rect(x, line.y, wide, line.h), label, named, "ink" if self.heading else "ink-2")
        write_fitting(pen, beside, text, roles, "ink-2" if self.heading else "ink")
