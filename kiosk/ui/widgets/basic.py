"""Plain pieces that only inform: text, picture, chips, facts, panels, progress, news."""

from __future__ import annotations

from itertools import product

from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    OptionProperty,
    StringProperty,
)

from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole
from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Align, Painter, Valign
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip, IconFact, draw_chip, draw_fact, draw_panel
from kiosk.ui.widgets.kiosk_widget import KioskWidget


class Say(KioskWidget):
    """Text: `text`, `role` and `colour` tokens, `align`, `valign`; `wrap` breaks long lines."""

    text = StringProperty("")
    role = StringProperty("body")
    colour = StringProperty("ink")
    align: OptionProperty[Align] = OptionProperty("left", options=("left", "center", "right"))
    valign: OptionProperty[Valign] = OptionProperty("middle", options=("top", "middle", "bottom"))
    wrap = BooleanProperty(False)

    def draw(self, pen: Painter) -> None:
        if self.text:
            pen.text(self.bounds, self.text, self.role, self.colour, self.align, self.valign,
                     self.wrap)


class Picture(KioskWidget):
    """A picture of assets/pictures by `name`; hidden in 高对比. `say` tells what it shows."""

    name = StringProperty("")

    MEANS = NodeRole.IMAGE

    def draw(self, pen: Painter) -> None:
        if self.name and self.theme.measure("pictures"):
            pen.picture(self.bounds, self.name)


class Chips(KioskWidget):
    """Status chips in a line: `chips` are strokes.Chip(kind, text, icon)."""

    chips: ListProperty[Chip] = ListProperty()

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        x = self.bounds.x
        for chip in self.chips:
            drawn = draw_chip(pen, x, self.bounds.y, chip)
            x = drawn.right + 16


class FactLine(KioskWidget):
    """Icons with words in a line: `facts` are strokes.Fact(icon, text). Where they have no room
    they stand closer, and then in smaller letters."""

    facts: ListProperty[IconFact] = ListProperty()
    role = StringProperty("fact")
    colour = StringProperty("ink-2")
    align: OptionProperty[Align] = OptionProperty("left", options=("left", "center"))
    gap = NumericProperty(28.0)

    def draw(self, pen: Painter) -> None:
        for role, gap in product((self.role, "label"), (self.gap, self.gap / 2)):
            side = round(self.theme.type(role).size * 1.1)
            wide = sum(side + 10 + pen.width(fact.text, role) for fact in self.facts)
            wide += gap * (len(self.facts) - 1)
            if wide <= self.bounds.w:
                break
        x = self.bounds.x + (max(self.bounds.w - wide, 0) / 2 if self.align == "center" else 0)
        for fact in self.facts:
            room = self.bounds._replace(x=x, w=self.bounds.right - x)
            x = draw_fact(pen, room, fact, role, self.colour, "", side).right + gap


class InfoPanel(KioskWidget):
    """A flat wheat ground that only informs; put other pieces over it."""

    colour = StringProperty("panel")

    def draw(self, pen: Painter) -> None:
        draw_panel(pen, self.bounds, self.colour)


class ProgressLine(KioskWidget):
    """A bar with `share` (0 to 1) of it filled; `say` tells of what."""

    share = NumericProperty(1.0)

    def meaning(self) -> AccessibleNode | None:
        if self.box is None:
            return None
        return AccessibleNode(NodeRole.PROGRESS, self.say, f"{self.share:.0%}", self.box)

    def draw(self, pen: Painter) -> None:
        radius = self.bounds.h / 2
        pen.fill(self.bounds, "track", radius)
        if self.theme.mode.contrast:
            pen.outline(self.bounds, "white", radius)
        wide = self.bounds.w * min(max(self.share, 0.0), 1.0)
        if wide >= 1:
            pen.fill(self.bounds._replace(w=max(wide, self.bounds.h)), "progress", radius)


class Strip(KioskWidget):
    """A line of news in the header: `icon`, `text`; nothing where the text is empty."""

    icon = StringProperty("wifi-off")
    text = StringProperty("")

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        if not self.text:
            return
        pen.fill(self.bounds, "panel", self.bounds.h / 2)
        pen.outline(self.bounds, "panel-line", self.bounds.h / 2, self.theme.measure("line"))
        room = self.bounds.inset(20, 0)
        pen.icon(Rect(room.x, room.y + (room.h - 36) / 2, 36, 36), self.icon, "brick")
        room = room._replace(x=room.x + 48, w=room.w - 48)
        write_fitting(pen, room, self.text, ("fact_bold", "chip"), "ink")


