"""Materials: what a resident brings, as a list of one, two or three columns."""

from __future__ import annotations

from typing import NamedTuple

from kivy.properties import ListProperty, NumericProperty, ObjectProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import NEVER, Setting, lines_high, text_width, wrapped
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget

GAP = 24
ICON = 52
LEAD = 71
ROW = 92
# A row that fits nowhere is still drawn, and noted as not fitting.
HIGHEST = 400


class Thing(NamedTuple):
    """One thing to bring: its icon, what it is, original or copy."""

    icon: str
    name: str
    note: str


class Materials(KioskWidget):
    """要带什么: hairlines, an icon, the name and its note; `setting` says how densely.

    `air` is what each row may take beyond what it needs.
    """

    things: ListProperty[Thing] = ListProperty()
    air = NumericProperty(0.0)
    setting = ObjectProperty(Setting(1, "strong", "body", flat=True))

    MEANS = NodeRole.LIST

    def height_for(self, width: float, setting: Setting) -> float:
        """How high the list is when set so; infinite where a word would be cut."""
        return sum(self._row_heights(width, setting)) + 2

    def rows(self, setting: Setting) -> int:
        """How many rows the list has when set so."""
        return -(-len(self.things) // setting.columns)

    def draw(self, pen: Painter) -> None:
        setting, columns = self.setting, self.setting.columns
        y = self.bounds.y
        for n, needed in enumerate(self._row_heights(self.bounds.w, setting)):
            high = min(needed, HIGHEST) + self.air
            row = Rect(self.bounds.x, y, self.bounds.w, high)
            cells = row.columns(columns, GAP)
            for cell, thing in zip(cells, self.things[n * columns:][:columns], strict=False):
                pen.fill(cell._replace(h=2), "hair")
                self._draw_thing(pen, cell, thing)
            y += high
        pen.fill(Rect(self.bounds.x, y, self.bounds.w, 2), "hair")

    def _draw_thing(self, pen: Painter, cell: Rect, thing: Thing) -> None:
        setting = self.setting
        top = cell.y + (cell.h - ICON) / 2
        pen.icon(Rect(cell.x - 2, top, ICON, ICON), thing.icon, "brick")
        room = Rect(cell.x + LEAD, cell.y + 2, cell.w - LEAD, cell.h - 2)
        if setting.flat:
            notes = self._notes_from(cell.w, setting)
            pen.text(room._replace(w=notes - LEAD - 16), thing.name, setting.strong, "ink")
            room = Rect(cell.x + notes, room.y, cell.w - notes, room.h)
            pen.text(room, thing.note, setting.small, "ink-2", wrap=True)
            return
        name = "\n".join(wrapped(self.theme, thing.name, room.w, setting.strong))
        high = pen.height(setting.strong, name.count("\n") + 1)
        low = min(self._high(thing.note, room.w, setting.small), HIGHEST - high)
        line = Rect(room.x, room.y + (room.h - high - low) / 2, room.w, high)
        pen.text(line, name, setting.strong, "ink")
        if thing.note and setting.small:
            below = Rect(line.x, line.bottom, line.w, low)
            pen.text(below, thing.note, setting.small, "ink-2", wrap=True)

    def _row_heights(self, width: float, setting: Setting) -> list[float]:
        n = setting.columns
        cell = (width - GAP * (n - 1)) / n
        rows = [self.things[i:i + n] for i in range(0, len(self.things), n)]
        if not setting.flat:
            return [max(self._stacked(t, cell - LEAD, setting) for t in row) for row in rows]
        notes = self._notes_from(width, setting)
        if notes > width * 0.62:
            return [NEVER]
        return [max(ROW, 16 + self._high(row[0].note, cell - notes, setting.small))
                for row in rows]

    def _stacked(self, thing: Thing, width: float, setting: Setting) -> float:
        high = self._high(thing.name, width, setting.strong)
        return high + self._high(thing.note, width, setting.small) + 6

    def _notes_from(self, width: float, setting: Setting) -> float:
        """Where the notes of a flat list begin: below each other, behind the longest name."""
        names = (text_width(self.theme, thing.name, setting.strong) for thing in self.things)
        return max(width * 0.46, LEAD + max(names, default=0) + GAP)

    def _high(self, text: str, width: float, role: str) -> float:
        return lines_high(self.theme, text, width, role) if text and role else 0
