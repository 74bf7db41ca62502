"""The pieces of the class's page: the room, a day, what is done when, the rules."""

from __future__ import annotations

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import fits, wrapped_role, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, Chip, draw_panel
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.ui.widgets.tappable import Tappable

FLOOR, AIR, ICON = 34, 32, 32
# The picture of the class, and how much of the panel's width it may take.
PICTURE, MOST = (440, 240), 0.44
HEADS = ("section", "strong", "fact_bold", "chip")
BODIES = ("body", "hint", "fact", "label")
FIGURES = ("figure_small", "counter", "strong")
WORDS = ("fact_bold", "chip", "label")
PILL, LINE = 60, 4


class ClassLook(InfoPanel):
    """The class today: `strong` over a line of `text`; below it `figures`, (number, of what);
    at the right the picture of the class."""

    strong = StringProperty("")
    text = StringProperty("")
    figures: ListProperty[tuple[str, str]] = ListProperty()

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        box = self.bounds
        room = box.inset(AIR, 18)
        if self.theme.measure("pictures"):
            self._draw_floor(pen)
            high = min(box.h - FLOOR - 8, PICTURE[1] * box.w * MOST / PICTURE[0])
            wide = high * PICTURE[0] / PICTURE[1]
            pen.picture(Rect(box.right - wide - AIR, box.bottom - FLOOR / 2 - high, wide, high),
                        "classroom")
            room = room._replace(w=room.w - wide - 24, h=room.h - FLOOR + 12)
        self._draw_words(pen, room)

    def _draw_floor(self, pen: Painter) -> None:
        box, radius = self.bounds, self.theme.measure("radius")
        wall = box._replace(h=box.h - FLOOR)
        pen.fill(box, "ground", radius)
        pen.fill(wall, self.colour, radius)
        pen.fill(wall.part(0, radius, wall.w, wall.h - radius), self.colour)
        pen.fill(Rect(box.x, wall.bottom - LINE, box.w, LINE), "side")

    def _draw_words(self, pen: Painter, room: Rect) -> None:
        figures = pen.height("figure_small") + pen.height("label")
        shows = bool(self.figures) and room.h - figures >= pen.height("strong")
        upper = room._replace(h=room.h - figures) if shows else room
        high = pen.height(pen.fitting(self.strong, HEADS, upper.w))
        with_text = self.text and upper.h - high >= pen.height("label")
        line = upper._replace(h=high if with_text else upper.h)
        write_fitting(pen, line, self.strong, HEADS, "ink")
        if with_text:
            below = upper._replace(y=line.bottom, h=upper.bottom - line.bottom)
            write_fitting(pen, below, self.text, BODIES, "ink-2", valign="top")
        if shows:
            row = room._replace(y=room.bottom - figures, h=figures)
            for cell, figure in zip(row.columns(len(self.figures), 16), self.figures,
                                    strict=False):
                self._draw_figure(pen, cell, figure)

    def _draw_figure(self, pen: Painter, cell: Rect, figure: tuple[str, str]) -> None:
        number, label = figure
        role = pen.fitting(number, FIGURES, cell.w)
        line = cell._replace(h=pen.height("figure_small"))
        pen.text(line, number, role, "figure")
        write_fitting(pen, cell._replace(y=line.bottom, h=cell.bottom - line.bottom), label,
                      ("fact", "label"), "ink-2")


class ClassDayButton(Tappable):
    """A day: `weekday`, `date`, how it stands (a Chip), and what it is for, the `label`, which goes
    first where there is no room."""

    weekday = StringProperty("")
    date = StringProperty("")
    chip = ObjectProperty(BLANK)
    label = StringProperty("")

    radius = "radius_small"

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        room = face.inset(3, 8)
        head, figure = pen.fitting(self.weekday, WORDS, room.w), pen.height("counter")
        lines = [pen.height(head), figure, pen.height("label"), pen.height("label")]
        if not self.label or sum(lines) > room.h:
            lines.pop()
        if sum(lines) > room.h:
            lines.pop()
        y = room.y + (room.h - sum(lines)) / 2
        for n, high in enumerate(lines):
            self._draw_line(pen, Rect(room.x, y, room.w, high), n, look)
            y += high

    def _draw_line(self, pen: Painter, line: Rect, n: int, look: Look) -> None:
        if n == 0:
            pen.text(line, self.weekday, pen.fitting(self.weekday, WORDS, line.w), look.ink,
                     "center")
        elif n == 1:
            pen.text(line, self.date, "counter", look.ink, "center")
        elif n == 2:
            self._draw_state(pen, line, look)
        else:
            pen.text(line, self.label, "label", look.ink, "center")

    def _draw_state(self, pen: Painter, line: Rect, look: Look) -> None:
        """Its icon and its word; the icon alone where the word has no room."""
        chip: Chip = self.chip
        kind = pen.theme.chip(chip.kind)
        is_plain = self.enabled and not self.selected and not self.pressed
        full = "white" if pen.theme.mode.contrast else "amber-ink"
        tint, ink = (full, full) if chip.kind == "full" else (kind.tint, kind.ink)
        if not is_plain:
            tint = ink = look.ink
        wide = 28 + 4 + pen.width(chip.text, "label")
        icon = line.middle(28, 28)
        if wide <= line.w:
            icon = icon._replace(x=line.x + (line.w - wide) / 2)
            pen.text(Rect(icon.right + 4, line.y, line.right - icon.right - 4, line.h), chip.text,
                     "label", ink)
        pen.icon(icon, chip.icon or kind.icon, tint)


class TimeFlow(KioskWidget):
    """What is done when: `steps` are (time, what, hint, whether it is under way). In `rows` of
    cells where the box is high."""

    steps: ListProperty[tuple[str, str, str, bool]] = ListProperty()
    two_rows = BooleanProperty(False)

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        if not self.steps:
            return
        columns = -(-len(self.steps) // 2) if self.two_rows else len(self.steps)
        cells = self.bounds.grid(columns, 2 if self.two_rows else 1, 16)
        for n, (cell, step) in enumerate(zip(cells, self.steps, strict=False)):
            pill = self._draw_step(pen, cell, step)
            if (n + 1) % columns and n + 1 < len(self.steps):
                pen.fill(Rect(pill.right + 10, pill.y + pill.h / 2 - LINE / 2,
                              cell.right + 6 - pill.right - 10, LINE), "gold")

    def _draw_step(self, pen: Painter, cell: Rect, step: tuple[str, str, str, bool]) -> Rect:
        time, what, hint, now = step
        role = pen.fitting(time, ("strong", *WORDS), cell.w - 40)
        pill = Rect(cell.x, cell.y, pen.width(time, role) + 40, max(PILL, pen.height(role)))
        pen.fill(pill, "ink" if now else "wheat-2", pill.h / 2)
        pen.outline(pill, "panel-line", pill.h / 2, self.theme.measure("line"))
        pen.text(pill, time, role, "card" if now else "ink", "center")
        room = cell._replace(y=pill.bottom + 4, h=cell.bottom - pill.bottom - 4)
        title = pen.fitting(what, ("strong", *WORDS), room.w)
        high = pen.height(title)
        if high + pen.height("label") > room.h:
            write_fitting(pen, room, what, WORDS, "ink", valign="top")
            return pill
        pen.text(room._replace(h=high), what, title, "ink")
        below = room._replace(y=room.y + high, h=room.h - high)
        role = wrapped_role(self.theme, hint, below, ("body", "hint", "label"))
        if fits(self.theme, hint, below, role):
            pen.text(below, hint, role, "ink-2", valign="top", wrap=True)
        return pill


class ClassRules(KioskWidget):
    """What a guardian has to know: `rules` are (icon, rule, hint), beside each other, or below
    where `stacked`; the hints go where there is no room."""

    rules: ListProperty[tuple[str, str, str]] = ListProperty()
    stacked = BooleanProperty(False)

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        if not self.rules:
            return
        n = len(self.rules)
        cells = self.bounds.rows(n, 12) if self.stacked else self.bounds.columns(n, 16)
        for cell, (icon, rule, hint) in zip(cells, self.rules, strict=True):
            draw_panel(pen, cell)
            room = cell.inset(16, 4)
            if self.stacked or room.h < 3 * pen.height("label"):
                pen.icon(Rect(room.x, room.y + (room.h - ICON) / 2, ICON, ICON), icon, "brick")
                room = room._replace(x=room.x + ICON + 12, w=room.w - ICON - 12)
            else:
                pen.icon(Rect(room.x, room.y + 4, ICON, ICON), icon, "brick")
                room = room._replace(y=room.y + ICON + 8, h=room.h - ICON - 8)
            self._draw_words(pen, room, rule, hint)

    def _draw_words(self, pen: Painter, room: Rect, rule: str, hint: str) -> None:
        role = pen.fitting(rule, WORDS, room.w)
        high, low = pen.height(role), pen.height("label")
        fits = pen.width(rule, role) <= room.w and pen.width(hint, "label") <= room.w
        if high + low > room.h or not fits:
            write_fitting(pen, room, rule, WORDS, "ink")
            return
        top = room.y + (room.h - high - low) / 2
        pen.text(Rect(room.x, top, room.w, high), rule, role, "ink")
        pen.text(Rect(room.x, top + high, room.w, low), hint, "label", "ink-2")
