"""Plain pieces that only inform: text, picture, icon, chips, panels, steps, progress."""

from __future__ import annotations

from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    OptionProperty,
    StringProperty,
)

from kiosk.ui.accessibility.accessible_node import Meaning, Role
from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Pen
from kiosk.ui.drawing.rect import Box
from kiosk.ui.drawing.shapes import draw_chip, draw_fact, draw_runs
from kiosk.ui.widgets.kiosk_widget import Piece


class Say(Piece):
    """Text: `text`, `role` and `colour` tokens, `align`, `valign`; `wrap` breaks long lines."""

    text = StringProperty("")
    role = StringProperty("body")
    colour = StringProperty("ink")
    align = OptionProperty("left", options=("left", "center", "right"))
    valign = OptionProperty("middle", options=("top", "middle", "bottom"))
    wrap = BooleanProperty(False)

    def draw(self, pen: Pen) -> None:
        if self.text:
            pen.text(self.box, self.text, self.role, self.colour, self.align, self.valign,
                     self.wrap)


class Runs(Piece):
    """Text of several sizes on one baseline: `runs` are strokes.Run(text, role, colour)."""

    runs = ListProperty()
    align = OptionProperty("left", options=("left", "center", "right"))
    gap = NumericProperty(10)

    def draw(self, pen: Pen) -> None:
        if self.runs:
            draw_runs(pen, self.box, self.runs, self.align, self.gap)


class Picture(Piece):
    """A picture of assets/pictures by `name`; hidden in 高对比. `say` tells what it shows."""

    name = StringProperty("")

    MEANS = Role.IMAGE

    def draw(self, pen: Pen) -> None:
        if self.name and self.theme.measure("pictures"):
            pen.picture(self.box, self.name)


class Icon(Piece):
    """An icon by its Tabler `name`, in a square box. `say` tells what it stands for."""

    name = StringProperty("")
    colour = StringProperty("ink")

    MEANS = Role.IMAGE

    def draw(self, pen: Pen) -> None:
        if self.name:
            pen.icon(self.box, self.name, self.colour)


class Chips(Piece):
    """Status chips in a line: `chips` are strokes.Chip(kind, text, icon)."""

    chips = ListProperty()

    MEANS = Role.STATUS

    def draw(self, pen: Pen) -> None:
        x = self.box.x
        for chip in self.chips:
            drawn = draw_chip(pen, x, self.box.y, chip)
            x = drawn.right + 16


class FactLine(Piece):
    """Icons with words in a line: `facts` are strokes.Fact(icon, text)."""

    facts = ListProperty()
    role = StringProperty("fact")
    colour = StringProperty("ink-2")
    align = OptionProperty("left", options=("left", "center"))
    gap = NumericProperty(28)

    def draw(self, pen: Pen) -> None:
        side = round(self.theme.type(self.role).size * 1.1)
        wide = sum(side + 10 + pen.width(fact.text, self.role) for fact in self.facts)
        wide += self.gap * (len(self.facts) - 1)
        x = self.box.x + (max(self.box.w - wide, 0) / 2 if self.align == "center" else 0)
        for fact in self.facts:
            room = self.box._replace(x=x, w=self.box.right - x)
            x = draw_fact(pen, room, fact, self.role, self.colour, "", side).right + self.gap


class Panel(Piece):
    """A flat wheat ground that only informs; put other pieces over it."""

    colour = StringProperty("panel")

    def draw(self, pen: Pen) -> None:
        radius = self.theme.measure("radius")
        pen.fill(self.box, self.colour, radius)
        pen.outline(self.box, "panel-line", radius, self.theme.measure("line"))


class Progress(Piece):
    """A bar with `share` (0 to 1) of it filled; `say` tells of what."""

    share = NumericProperty(1.0)

    def meaning(self) -> Meaning | None:
        if self.box is None:
            return None
        return Meaning(Role.PROGRESS, self.say, f"{self.share:.0%}", self.box)

    def draw(self, pen: Pen) -> None:
        radius = self.box.h / 2
        pen.fill(self.box, "track", radius)
        if self.theme.mode.contrast:
            pen.outline(self.box, "white", radius)
        wide = self.box.w * min(max(self.share, 0.0), 1.0)
        if wide >= 1:
            pen.fill(self.box._replace(w=max(wide, self.box.h)), "progress", radius)


class NumberedFlow(Piece):
    """Steps in a row: `steps` are (word, hint) pairs, at most four in a row, two rows at most.

    Circles with white digits, joined by gold; hints may hold a \\n.
    """

    steps = ListProperty()
    side = NumericProperty(72)

    MEANS = Role.LIST

    def draw(self, pen: Pen) -> None:
        if not self.steps:
            return
        per_row = len(self.steps) if len(self.steps) <= 4 else (len(self.steps) + 1) // 2
        rows = 1 if len(self.steps) <= 4 else 2
        for r, row in enumerate(self.box.rows(rows, 24)):
            steps = self.steps[r * per_row:(r + 1) * per_row]
            columns = list(row.columns(max(per_row, 2), 16))
            for n, (step, room) in enumerate(zip(steps, columns, strict=False)):
                last = n == len(steps) - 1
                self._draw_step(pen, room, r * per_row + n + 1, step, last)

    def _draw_step(
        self, pen: Pen, room: Box, number: int, step: tuple[str, str], last: bool
    ) -> None:
        side = self.side
        circle = Box(room.x, room.y, side, side)
        pen.disc(circle, "ink")
        pen.text(circle, str(number), "digit", "card", "center")
        if not last:
            pen.fill(Box(circle.right + 8, room.y + side / 2 - 2, room.w - side, 4), "gold")
        word, hint = step
        top = circle.bottom + 14
        high = pen.height("step")
        pen.text(Box(room.x, top, room.w, high), word, "step", "ink")
        low = pen.height("step_hint", hint.count("\n") + 1)
        if hint:
            pen.text(Box(room.x, top + high, room.w, low), hint, "step_hint", "ink-2")


class Strip(Piece):
    """A line of news in the header: `icon`, `text`; nothing where the text is empty."""

    icon = StringProperty("wifi-off")
    text = StringProperty("")

    MEANS = Role.STATUS

    def draw(self, pen: Pen) -> None:
        if not self.text:
            return
        pen.fill(self.box, "panel", self.box.h / 2)
        pen.outline(self.box, "panel-line", self.box.h / 2, self.theme.measure("line"))
        room = self.box.inset(20, 0)
        pen.icon(Box(room.x, room.y + (room.h - 36) / 2, 36, 36), self.icon, "brick")
        room = room._replace(x=room.x + 48, w=room.w - 48)
        write_fitting(pen, room, self.text, ("fact_bold", "chip"), "ink")


