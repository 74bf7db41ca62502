"""How the centre stands, part by part: what it is, and whether it is well."""

from __future__ import annotations

from typing import NamedTuple

from kivy.properties import ListProperty, NumericProperty

from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole
from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import draw_panel
from kiosk.ui.widgets.kiosk_widget import KioskWidget

SIGN, GAP, AIR = 48, 24, 20
SIGNS = {True: ("circle-check-filled", "green"), False: ("alert-triangle-filled", "amber")}


class PartStands(NamedTuple):
    """A part of the centre, how it stands in words, and whether nobody need do anything."""

    name: str
    stands: str
    well: bool


class CentreFacts(KioskWidget):
    """`parts` (PartStands) in so many `columns`, on a panel."""

    parts: ListProperty[PartStands] = ListProperty()
    columns = NumericProperty(2)

    def meaning(self) -> AccessibleNode | None:
        """All of it, part by part."""
        if self.box is None or not self.parts:
            return None
        said = self.words("staff.and").join(
            self.words("staff.part", name=part.name, stands=part.stands) for part in self.parts
        )
        return AccessibleNode(NodeRole.STATUS, said, "", self.box)

    def draw(self, pen: Painter) -> None:
        if not self.parts:
            return
        box = self.bounds
        draw_panel(pen, box)
        columns = self.columns
        rows = -(-len(self.parts) // columns)
        cells = (cell for row in box.inset(36, 16).rows(rows, 0)
                 for cell in row.columns(columns, GAP))
        for part, cell in zip(self.parts, cells, strict=False):
            icon, colour = SIGNS[part.well]
            pen.icon(Rect(cell.x, cell.y + (cell.h - SIGN) / 2, SIGN, SIGN), icon, colour)
            room = cell.part(SIGN + AIR, 0, cell.w - SIGN - AIR, cell.h)
            self._write(pen, room, part)

    def _write(self, pen: Painter, room: Rect, part: PartStands) -> None:
        """Name over state; beside each other where the rows are low."""
        high, low = pen.height("label"), pen.height("fact_bold")
        if room.h < high + low + 8:
            wide = max(pen.width(each.name, "label") for each in self.parts) + AIR
            name, stands = room, room.part(wide, 0, room.w - wide, room.h)
        else:
            name = Rect(room.x, room.y + (room.h - high - low) / 2, room.w, high)
            stands = name._replace(y=name.bottom, h=low)
        pen.text(name, part.name, "label", "ink-2")
        write_fitting(pen, stands, part.stands, ("fact_bold", "chip", "bar"), "ink")
