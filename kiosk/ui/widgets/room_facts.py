"""What is chosen of a room, and what there is to know about it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from kivy.properties import ListProperty, ObjectProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import lines_high, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, chip_width, draw_chip, plaque
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.ui.widgets.kiosk_widget import KioskWidget

AIR = 30
TEXTS = ("body", "hint", "label")
STRONG = ("section", "strong", "fact_bold", "chip")
TITLES = ("title", "brand", "row", "button")
ARCH = (84, 104)
# A door, and from how high on a panel shows it.
PICTURE, PICTURED = (144, 180), 400


class PanelLine(NamedTuple):
    """A text of a panel: in which role and colour, and how high it is."""

    text: str
    role: str
    colour: str
    high: float = 0.0


class RoomTitle(KioskWidget):
    """A room's name `text`, its `chip` beside it, or below where there is no room, and a `lead`,
    which is dropped first."""

    text = StringProperty("")
    chip = ObjectProperty(BLANK)
    lead = StringProperty("")

    MEANS = NodeRole.HEADING

    def draw(self, pen: Painter) -> None:
        box, chip_high = self.bounds, self.theme.measure("chip")
        role = pen.fitting(self.text, TITLES, box.w)
        high = pen.height(role)
        title = pen.text(box._replace(h=high), self.text, role, "title")
        below = Rect(box.x, box.y + high + 6, box.w, box.h - high - 6)
        if title.w + 28 + chip_width(pen, self.chip) <= box.w:
            draw_chip(pen, title.right + 28, title.y + (high - chip_high) / 2 + 6, self.chip)
        else:
            draw_chip(pen, below.x, below.y, self.chip)
            below = below.lower(chip_high + 6)._replace(h=below.h - chip_high - 6)
        lead = pen.fitting(self.lead, ("lead", "hint", "label"), box.w)
        if pen.height(lead) <= below.h and pen.width(self.lead, lead) <= box.w:
            pen.text(below._replace(h=pen.height(lead)), self.lead, lead, "ink-2")


class ChoicePanel(InfoPanel):
    """`label` (dropped where there is no room) over one `strong` line, and `text` below it; where
    it is high a `picture` stands above them."""

    label = StringProperty("")
    strong = StringProperty("")
    text = StringProperty("")
    picture = StringProperty("")

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room = self.bounds.inset(AIR, 16)
        if self.picture and room.h >= PICTURED and self.theme.measure("pictures"):
            wide, high = PICTURE
            pen.picture(Rect(room.x, room.y + 16, wide, high), self.picture)
            room = room._replace(y=room.y + high + 32, h=room.h - high - 32)
        parts = self._fitting(room)
        y = room.y + (room.h - sum(part.high for part in parts)) / 2
        for part in parts:
            place = Rect(room.x, y, room.w, part.high)
            pen.text(place, part.text, part.role, part.colour, wrap=True)
            y += part.high

    def _fitting(self, room: Rect) -> list[PanelLine]:
        """The largest of what can be shown: the text is set smaller first, the label is dropped
        before what is strong shrinks, and at last the text goes too."""
        theme = self.theme
        for strong, label, text in (
            *product(STRONG, dict.fromkeys((self.label, "")), TEXTS), (STRONG[-1], "", ""),
        ):
            lines = [PanelLine(label, "hint", "ink-2"), PanelLine(self.strong, strong, "ink"),
                     PanelLine(self.text if text else "", text, "ink")]
            parts = [
                line._replace(high=lines_high(theme, line.text, room.w, line.role))
                for line in lines if line.text
            ]
            if sum(part.high for part in parts) <= room.h:
                break
        return parts


class PickLine(KioskWidget):
    """What is to be chosen below: `title`, and at its right `text`, where it has room."""

    title = StringProperty("")
    text = StringProperty("")

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        title = pen.text(box, self.title, "section", "ink")
        room = Rect(title.right + 24, box.y, box.right - title.right - 24, box.h)
        role = pen.fitting(self.text, ("body", "hint", "label"), room.w)
        if self.text and pen.width(self.text, role) <= room.w:
            pen.text(room, self.text, role, "ink-2", "right")


class RoomFacts(InfoPanel):
    """What there is to know: `facts` are (icon, label, text), one below the other."""

    facts: ListProperty[tuple[str, str, str]] = ListProperty()

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        if not self.facts:
            return
        room = self.bounds.inset(AIR, 20)
        columns = 1 if self.theme.portrait else 2
        rows = -(-len(self.facts) // columns)
        places = [box for row in room.rows(rows, 8) for box in row.columns(columns, 32)]
        for place, fact in zip(places, self.facts, strict=False):
            self._draw_fact(pen, place, fact)

    def _draw_fact(self, pen: Painter, place: Rect, fact: Sequence[str]) -> None:
        icon, label, text = fact
        wide, high = ARCH
        arch = Rect(place.x, place.y + (place.h - high) / 2, wide, high)
        plaque(pen, arch, icon, 48, "plaque-light")
        x = arch.right + 26
        room = Rect(x, place.y, place.right - x, place.h)
        head = pen.height("hint")
        low = min(place.h - head, pen.height("strong", 2))
        top = place.y + (place.h - head - low) / 2
        if low < pen.height("fact_bold"):
            write_fitting(pen, room, text, ("strong", "fact_bold", "chip"), "ink")
            return
        pen.text(Rect(x, top, room.w, head), label, "hint", "ink-2")
        write_fitting(pen, Rect(x, top + head, room.w, low), text,
                      ("strong", "fact_bold", "chip", "label"), "ink", valign="top")
