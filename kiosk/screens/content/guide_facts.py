"""Guide facts: how long it takes, what it costs, where it is done."""

from __future__ import annotations

from typing import NamedTuple

from kivy.properties import BooleanProperty, ListProperty

from kiosk.ui.drawing.fitted_text import wrapped, wrapped_role, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import draw_panel
from kiosk.ui.widgets.kiosk_widget import KioskWidget

ROLES = ("strong", "fact_bold", "link", "chip", "bar")


class GuideFact(NamedTuple):
    """One of them: its icon, what is asked, what is answered."""

    icon: str
    label: str
    text: str


class GuideFacts(KioskWidget):
    """`facts` (GuideFact) as panels beside each other, or as `lines` of one panel."""

    facts: ListProperty[GuideFact] = ListProperty()
    lines = BooleanProperty(False)

    def draw(self, pen: Painter) -> None:
        n = max(len(self.facts), 1)
        if not self.lines:
            for fact, panel in zip(self.facts, self.bounds.columns(n, 24), strict=False):
                draw_panel(pen, panel)
                self._draw_panel(pen, panel, fact)
            return
        draw_panel(pen, self.bounds)
        for fact, line in zip(self.facts, self.bounds.inset(18, 12).rows(n, 0), strict=False):
            self._draw_line(pen, line, fact)

    def _draw_panel(self, pen: Painter, panel: Rect, fact: GuideFact) -> None:
        pen.icon(Rect(panel.x + 22, panel.y + (panel.h - 52) / 2, 52, 52), fact.icon, "brick")
        room = Rect(panel.x + 92, panel.y + 8, panel.right - 12 - panel.x - 92, panel.h - 16)
        label = pen.height("label")
        most = Rect(0, 0, room.w, room.h - label)
        role = wrapped_role(self.theme, fact.text, most, ROLES)
        high = pen.height(role, len(wrapped(self.theme, fact.text, room.w, role)))
        top = room.y + (room.h - label - high) / 2
        pen.text(Rect(room.x, top, room.w, label), fact.label, "label", "ink-2")
        below = Rect(room.x, top + label, room.w, high)
        pen.text(below, fact.text, role, "ink", wrap=True)

    def _draw_line(self, pen: Painter, line: Rect, fact: GuideFact) -> None:
        pen.icon(Rect(line.x, line.y + (line.h - 40) / 2, 40, 40), fact.icon, "brick")
        wide = max(pen.width(other.label, "label") for other in self.facts)
        x = line.x + 52
        pen.text(Rect(x, line.y, wide, line.h), fact.label, "label", "ink-2")
        x += wide + 14
        write_fitting(pen, Rect(x, line.y, line.right - x, line.h), fact.text, ROLES, "ink")
