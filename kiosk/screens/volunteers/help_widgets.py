"""The pieces of volunteer help: a floor to stand on, three steps, the line of a request."""

from __future__ import annotations

from typing import NamedTuple

from kivy.properties import ListProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip, chip_width, draw_chip, plaque
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.wording.translator import Translator

BADGE, CIRCLE = 52, 72
FLOOR = 34
CHIPS = {"done": "free", "now": "near", "later": "plain", "over": "shut"}
ICONS = {"done": "check", "now": "clock", "over": "x"}
# A time and what is said after it, in a line below the node.
BELOW = (("strong", "body"), ("fact_bold", "hint"), ("chip", "label"))
CHIP_ICONS = {"done": "", "now": "clock", "later": "hourglass", "over": "circle-x"}


class HelpNode(NamedTuple):
    """A node of a line: its `look` is done, now, later or over; `when` stands before its `text`."""

    look: str
    title: str
    chip: str
    text: str = ""
    when: str = ""


class FloorPanel(InfoPanel):
    """A flat ground with a floor, for whoever stands on it."""

    def draw(self, pen: Painter) -> None:
        box, radius = self.bounds, self.theme.measure("radius")
        wall = box._replace(h=box.h - FLOOR)
        pen.fill(box, "ground", radius)
        pen.fill(wall, self.colour, radius)
        pen.fill(wall.part(0, radius, wall.w, wall.h - radius), self.colour)
        pen.fill(Rect(box.x, wall.bottom - 4, box.w, 4), "side")


class ArchSteps(KioskWidget):
    """Steps in a row, each an icon under an arch with its number: `steps` are (icon, word, hint).

    The hints go where the box has no room for them.
    """

    steps: ListProperty[tuple[str, str, str]] = ListProperty()

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        columns = list(self.bounds.columns(max(len(self.steps), 1), 16))
        high, low = pen.height("step"), pen.height("step_hint")
        room = self.bounds.h - high - 12
        shows_hint = room - low >= (130 if self.theme.mode.big else 88)
        arch_h = min(144, room - (low if shows_hint else 0))
        arch_w = arch_h * 0.84
        for n, (step, cell) in enumerate(zip(self.steps, columns, strict=False)):
            icon, word, hint = step
            arch = Rect(cell.x + (cell.w - arch_w) / 2, cell.y, arch_w, arch_h)
            if n + 1 < len(self.steps):
                self._draw_gold(pen, arch, columns[n + 1], arch_w)
            plaque(pen, arch, icon, arch_h * 0.44)
            badge = Rect(arch.x - BADGE / 4, arch.y - 4, BADGE, BADGE)
            pen.disc(badge, "ink")
            pen.text(badge, str(n + 1), "chip", "card", "center")
            line = Rect(cell.x, arch.bottom + 10, cell.w, high)
            write_fitting(pen, line, word, ("step", "fact_bold", "chip"), "ink", "center")
            if shows_hint:
                below = Rect(cell.x, line.bottom, cell.w, low)
                write_fitting(pen, below, hint, ("step_hint", "label"), "ink-2", "center")

    def _draw_gold(self, pen: Painter, arch: Rect, after: Rect, arch_w: float) -> None:
        left, stop = arch.right + 20, after.x + (after.w - arch_w) / 2 - 36
        pen.fill(Rect(left, arch.y + arch.h / 2 - 2, stop - left, 4), "gold")


class HelpLine(KioskWidget):
    """The line of a request from the top down: `nodes` are HelpNode."""

    nodes: ListProperty[HelpNode] = ListProperty()

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        if not self.nodes:
            return
        rows = list(self.bounds.rows(len(self.nodes), 8))
        side = min(CIRCLE, rows[0].h - 12)
        for row, after, node in zip(rows, [*rows[1:], None], self.nodes, strict=True):
            circle = Rect(row.x, row.y, side, side)
            if after is not None:
                pen.fill(Rect(circle.x + side / 2 - 2, circle.bottom, 4, after.y - circle.bottom),
                         "gold" if node.look == "done" else "edge")
            self._draw_circle(pen, circle, node)
            self._draw_words(pen, row.part(side + 32, 0, row.w - side - 32, row.h), node, side)

    def _draw_circle(self, pen: Painter, circle: Rect, node: HelpNode) -> None:
        if node.look == "later":
            pen.disc(circle, "edge")
            pen.disc(circle.inset(4, 4), "field")
            return
        pen.disc(circle, "green" if node.look == "done" else "ink")
        pen.icon(circle.inset(circle.w / 5, circle.h / 5), ICONS[node.look], "card")

    def _draw_words(self, pen: Painter, room: Rect, node: HelpNode, side: float) -> None:
        wide = 0.0
        if node.chip:
            chip = Chip(CHIPS[node.look], node.chip, CHIP_ICONS[node.look])
            wide = chip_width(pen, chip)
            high = self.theme.measure("chip")
            draw_chip(pen, room.right - wide, room.y + (side - high) / 2, chip)
        title = room._replace(w=room.w - wide - 24, h=side)
        write_fitting(pen, title, node.title, ("section", "fact_bold", "chip"), "ink")
        below = room._replace(y=room.y + side - 6, h=room.h - side)
        if below.h >= pen.height("label"):
            self._draw_below(pen, below, node)

    def _draw_below(self, pen: Painter, room: Rect, node: HelpNode) -> None:
        roles = [pair for pair in BELOW if pen.height(pair[1]) <= room.h + 6] or BELOW[-1:]
        strong, faint = next(
            (pair for pair in roles
             if pen.width(node.when, pair[0]) + 28 + pen.width(node.text, pair[1]) <= room.w),
            roles[-1],
        )
        if node.when:
            high = max(pen.height(strong), pen.height(faint))
            when = pen.text(room._replace(h=high), node.when, strong, "ink")
            room = Rect(when.right + 28, room.y, room.right - when.right - 28, room.h)
            if node.text:
                pen.text(room._replace(h=high), node.text, faint, "ink-2")
        elif node.text:
            write_fitting(pen, room, node.text, [low for _, low in roles], "ink-2", valign="top")


def duty_chip(words: Translator, people: int, key: str) -> Chip:
    """2 人在岗 in the sentence of that key, or that nobody is."""
    return Chip("free", words(key, n=people)) if people else Chip("shut", words("help.off_duty"))
