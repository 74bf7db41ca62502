"""The face of a slide: headline, doorways with captions, figures of the centre, its news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kivy.graphics.texture import Texture
from kivy.properties import ObjectProperty

from kiosk.domain.exhibition.slides import MOST_EXHIBITS
from kiosk.screens.exhibition.frames import BLUR
from kiosk.ui.drawing.painter import Align, Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import TextRun, draw_panel, draw_runs, plaque
from kiosk.ui.widgets.kiosk_widget import KioskWidget

# The doorway in the middle of three is taller: shares of the height, and the gap between them.
SIDE_SHARE, BETWEEN = 0.88, 24
SHAPE, SLIMMEST = 0.75, 0.65
NEWS_HIGH, NEWS_GAP = 140, 16
# A figure is as large as its cell has room for; of a line's own air a little may stand outside.
FIGURE_ROLES = ("attract_figure", "figure_small")
OUTSIDE = 8
# A figure as it is written: value, unit, label.
FigureText = tuple[str, str, str]


@dataclass(frozen=True)
class Doorway:
    """One doorway: its frame as a texture, the icon in it ("" over a picture), its caption."""

    frame: Texture
    icon: str
    caption: str


@dataclass(frozen=True)
class View:
    """A slide as it is drawn: all words in the language now read, figures as (value, unit, label).

    `places` are the boxes of title, lead, frames, captions, figures and board.
    """

    title: str
    lead: str
    places: Mapping[str, Rect]
    doorways: Sequence[Doorway] = ()
    figures: Sequence[FigureText] = ()
    news: Sequence[str] = field(default=())


def doorway_boxes(room: Rect, n: int) -> list[Rect]:
    """The places of `n` doorways, 3 wide to 4 high or slimmer, their feet on one line."""
    if n != MOST_EXHIBITS:
        wide = min(room.h * SHAPE, room.w / 2 - BETWEEN)
        gap = (room.w - n * wide) / (n + 1)
        return [Rect(room.x + gap + k * (wide + gap), room.y, wide, room.h) for k in range(n)]
    middle = min((room.w - 2 * BETWEEN) / 3 + BETWEEN, room.h * SHAPE)
    side = min((room.w - middle - 2 * BETWEEN) / 2, middle)
    high = min(room.h, middle / SLIMMEST)
    low = high * SIDE_SHARE
    left = room.x + (room.w - middle) / 2
    return [
        Rect(left - BETWEEN - side, room.bottom - low, side, low),
        Rect(left, room.bottom - high, middle, high),
        Rect(left + middle + BETWEEN, room.bottom - low, side, low),
    ]


class SlideFace(KioskWidget):
    """Draws a `view`; nothing where there is none."""

    view: ObjectProperty[View | None] = ObjectProperty(None, allownone=True)

    def draw(self, pen: Painter) -> None:
        view = self.view
        if view is None:
            return
        align: Align = "center" if self.theme.portrait else "left"
        title, lead = view.places["title"], view.places["lead"]
        roles = ("attract", "attract_small", "home_title", "title")
        pen.text(title, view.title, pen.fitting(view.title, roles, title.w), "title", align)
        role = pen.fitting(view.lead, ("attract_lead", "lead", "hint"), lead.w)
        pen.text(lead, view.lead, role, "ink-2", align, "top", wrap=True)
        if view.doorways:
            self._draw_doorways(pen, view)
            self._draw_figures(pen, view.places["figures"], view.figures)
        elif view.figures:
            draw_board(pen, view.places["board"], view.figures)
        else:
            self._draw_news(pen, view.places["board"], view.news)

    def _draw_doorways(self, pen: Painter, view: View) -> None:
        room, below = view.places["frames"], view.places["captions"]
        boxes = doorway_boxes(room, len(view.doorways))
        wide = below.w / len(boxes)
        for doorway, box in zip(view.doorways, boxes, strict=True):
            pen.image(box.inset(-2 * BLUR), doorway.frame)
            if doorway.icon:
                # As high as the eye expects it: a little above the middle of the doorway.
                side = min(box.w * 0.27, 80)
                middle = box.middle(side, side).lower(-0.01 * box.h)
                pen.icon(middle, doorway.icon, "frame-ink")
            caption = Rect(box.x + box.w / 2 - wide / 2, below.y, wide, below.h)
            role = pen.fitting(doorway.caption, ("body", "hint", "label"), wide, 2)
            pen.text(caption, doorway.caption, role, "ink", "center", "top", wrap=True)

    def _draw_figures(self, pen: Painter, room: Rect, figures: Sequence[FigureText]) -> None:
        """A line of figures with hairlines between them."""
        if not figures:
            return
        cells = list(room.columns(len(figures), 0))
        for n, (cell, figure) in enumerate(zip(cells, figures, strict=True)):
            if n:
                pen.fill(Rect(cell.x - 1, cell.y, 2, cell.h), "hair")
            draw_figure(pen, cell, figure)

    def _draw_news(self, pen: Painter, room: Rect, news: Sequence[str]) -> None:
        """What is new, a panel for each."""
        most = int((room.h + NEWS_GAP) // (NEWS_HIGH + NEWS_GAP))
        high = min((room.h - NEWS_GAP * (most - 1)) / most, 2 * NEWS_HIGH)
        for n, line in enumerate(news[:most]):
            panel = Rect(room.x, room.y + n * (high + NEWS_GAP), room.w, high)
            draw_panel(pen, panel)
            arch = panel.part(26, (high - 100) / 2, 84, 100)
            plaque(pen, arch, "speakerphone", 46, "plaque-light")
            said = Rect(arch.right + 26, panel.y, panel.right - 24 - arch.right - 26, high)
            role = pen.fitting(line, ("section", "strong", "body"), said.w, 2)
            pen.text(said, line, role, "ink", wrap=True)


def draw_board(
    pen: Painter, room: Rect, figures: Sequence[FigureText], across: int = 0
) -> None:
    """Figures alone, each on a panel of its own; so many `across`, or as many as look well."""
    across = across or (3 if len(figures) in (3, 5, 6) else min(len(figures), 2))
    rows = -(-len(figures) // across)
    for cell, figure in zip(room.grid(across, rows, BETWEEN), figures, strict=False):
        draw_panel(pen, cell)
        draw_figure(pen, cell.middle(cell.w - 16, min(cell.h - 8, 210)), figure)


def draw_figure(pen: Painter, cell: Rect, figure: FigureText) -> None:
    """A figure with its measure word, and below it of what it is one."""
    value, unit, label = figure
    wide = cell.w - 8
    label_role = pen.fitting(label, ("body", "hint", "label"), wide)
    lines = pen.lines(label, label_role, wide)
    low = max(pen.height("body"), pen.height(label_role, len(lines)))
    role = next((role for role in FIGURE_ROLES if pen.height(role) + low <= cell.h + OUTSIDE),
                FIGURE_ROLES[-1])
    high = pen.height(role)
    runs = [TextRun(value, role, "red-ink"), TextRun(unit, "unit", "ink")][:2 if unit else 1]
    top = cell.y + (cell.h - high - low) / 2
    draw_runs(pen, Rect(cell.x, top, cell.w, high), runs, "center")
    pen.text(Rect(cell.x, top + high, cell.w, low), "\n".join(lines), label_role, "ink-2", "center")


class Dots(KioskWidget):
    """Which slide of how many: `shown` from 0, `many`."""

    shown = ObjectProperty(0)
    many = ObjectProperty(0)

    def draw(self, pen: Painter) -> None:
        if self.many < 2:
            return
        side, gap = self.bounds.h, 16
        wide = (self.many - 1) * (side + gap) + 3 * side
        x = self.bounds.x + ((self.bounds.w - wide) / 2 if self.theme.portrait else 0)
        for n in range(self.many):
            dot = Rect(x, self.bounds.y, 3 * side if n == self.shown else side, side)
            pen.fill(dot, "red" if n == self.shown else "side", side / 2)
            x = dot.right + gap
