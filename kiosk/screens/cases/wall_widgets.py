"""Pieces of the wall: figures, bars by topic, and lines of what was solved or could not be."""

from __future__ import annotations

from typing import NamedTuple

from kivy.properties import ListProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import TextRun, draw_runs
from kiosk.ui.widgets.basic import InfoPanel
from kiosk.ui.widgets.kiosk_widget import KioskWidget

AIR = 28
# A case is so wide at most.
A_CASE = 68
# The share of its line that the name of a topic has at most.
LONGEST_TOPIC = 0.46
LABELS = ("fact", "label")
HEADS = ("section", "strong", "fact_bold", "chip")


class FigurePanel(InfoPanel):
    """One figure: `figure` and its `unit`, over an `icon` with what was counted, the `label`."""

    icon = StringProperty("")
    figure = StringProperty("")
    unit = StringProperty("")
    label = StringProperty("")

    MEANS = NodeRole.STATUS

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room, low = self.bounds.inset(AIR, 12), pen.height("body")
        role = "figure" if room.h >= pen.height("figure") + low else "figure_small"
        high = min(pen.height(role), room.h - low)
        top = room.y + (room.h - high - low) / 2
        draw_runs(pen, Rect(room.x, top, room.w, high),
                  [TextRun(self.figure, role, "figure"), TextRun(self.unit, "fact_bold", "ink")])
        line = Rect(room.x, top + high, room.w, low)
        side = 36
        pen.icon(Rect(line.x, line.y + (low - side) / 2, side, side), self.icon, "green")
        words = line.part(side + 10, 0, line.w - side - 10, low)
        write_fitting(pen, words, self.label, ("body", "hint", "label"), "ink")


class TopicBar(NamedTuple):
    """A topic and how many cases of it were solved, are under way, or ended otherwise; `total` is
    written out."""

    topic: str
    solved: int
    under_way: int
    other: int
    total: str


class CountBars(InfoPanel):
    """A bar for each topic under `title`; `legend` names the three pieces of a bar."""

    title = StringProperty("")
    legend: ListProperty[str] = ListProperty()
    bars: ListProperty[TopicBar] = ListProperty()

    MEANS = NodeRole.LIST
    PIECES = (("green-ink", "check"), ("amber-ink", "clock"), ("grey-ink", "x"))

    def draw(self, pen: Painter) -> None:
        super().draw(pen)
        room = self.bounds.inset(AIR, 16)
        head = pen.height("strong")
        self._draw_legend(pen, room._replace(h=head))
        below = room._replace(y=room.y + head + 10, h=room.h - head - 10)
        if not self.bars:
            return
        wide = max(pen.width(bar.topic, "fact") for bar in self.bars) + 24
        wide = min(wide, room.w * LONGEST_TOPIC)
        count = max(pen.width(bar.total, "fact_bold") for bar in self.bars) + 16
        most = max(bar.solved + bar.under_way + bar.other for bar in self.bars)
        unit = min(A_CASE, (room.w - wide - count) / max(most, 1))
        rows = list(below.rows(len(self.bars), 6))
        for row, bar in zip(rows, self.bars, strict=True):
            line = row.middle(row.w, min(row.h, 64))
            write_fitting(pen, row._replace(w=wide - 16), bar.topic, LABELS, "ink")
            pen.text(line, bar.total, pen.fitting(bar.total, ("fact_bold", "chip"), count), "ink",
                     "right")
            self._draw_bar(pen, line._replace(x=line.x + wide), bar, unit)

    def _draw_bar(self, pen: Painter, line: Rect, bar: TopicBar, unit: float) -> None:
        x, high = line.x, min(line.h - 4, pen.height("chip") + 2)
        pieces = (bar.solved, bar.under_way, bar.other)
        for (colour, _), count in zip(self.PIECES, pieces, strict=True):
            if not count:
                continue
            piece = Rect(x, line.y + (line.h - high) / 2, max(count * unit - 4, 4), high)
            self._fill(pen, piece, colour)
            if pen.width(str(count), "chip") + 4 <= piece.w:
                pen.text(piece, str(count), "chip", "white", "center")
            x += count * unit

    def _fill(self, pen: Painter, box: Rect, colour: str) -> None:
        if self.theme.mode.contrast:
            pen.outline(box, "red" if colour == "amber-ink" else "white", 8, 3)
        else:
            pen.fill(box, colour, 8)

    def _draw_legend(self, pen: Painter, line: Rect) -> None:
        side = 40.0
        role = next((one for one in ("fact", "label") if pen.width(self.title, "strong") + 32 + sum(
            side + 34 + pen.width(word, one) for word in self.legend) <= line.w), "label")
        needs = [side + 10 + pen.width(word, role) for word in self.legend]
        title = pen.text(line, self.title, "strong", "ink")
        x = line.right - sum(needs) - 24 * max(len(needs) - 1, 0)
        if x < title.right + 16:
            return
        for (colour, icon), word, wide in zip(self.PIECES, self.legend, needs, strict=False):
            box = Rect(x, line.y + (line.h - side) / 2, side, side)
            self._fill(pen, box, colour)
            pen.icon(box.inset(8), icon, "white")
            pen.text(Rect(box.right + 10, line.y, wide - side, line.h), word, role, "ink")
            x += wide + 24


class WallLines(KioskWidget):
    """Lines of the wall under a `title`: `lines` are (strong, faint); `icon` stands before each.
    `nothing` stands there while there are none."""

    title = StringProperty("")
    icon = StringProperty("")
    tint = StringProperty("green")
    nothing = StringProperty("")
    lines: ListProperty[tuple[str, str]] = ListProperty()

    MEANS = NodeRole.LIST

    def draw(self, pen: Painter) -> None:
        box, head = self.bounds, pen.height("section")
        title = pen.fitting(self.title, HEADS, box.w)
        pen.text(box._replace(h=head), self.title, title, "ink")
        pen.fill(Rect(box.x, box.y + head + 2, box.w, 2), "hair")
        room = box._replace(y=box.y + head + 8, h=box.h - head - 8)
        if not self.lines:
            write_fitting(pen, room, self.nothing, ("body", "hint", "label"), "ink-2", valign="top")
            return
        strong, faint = pen.height("strong"), pen.height("fact")
        high = strong + faint + 12
        for n, (what, where) in enumerate(self.lines[:max(int(room.h // high), 1)]):
            row = room._replace(y=room.y + n * high, h=high)
            if n:
                pen.fill(Rect(row.x, row.y, row.w, 2), "hair")
            side = 44
            pen.icon(Rect(row.x, row.y + 10, side, side), self.icon, self.tint)
            words = row.part(side + 18, 6, row.w - side - 18, strong)
            pen.text(words, what, pen.fitting(what, ("strong", "fact_bold", "chip"), words.w),
                     "ink")
            below = words._replace(y=words.bottom, h=faint)
            pen.text(below, where, pen.fitting(where, ("fact", "label"), words.w), "ink-2")
