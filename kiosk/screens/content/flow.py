"""Flow: the numbered steps of a service, in a row as drawn or in denser lines."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.properties import ObjectProperty

from kiosk.ui.drawing.fitted_text import NEVER, Setting, line_high, lines_high, text_width, wrapped
from kiosk.ui.drawing.painter import Pen
from kiosk.ui.drawing.rect import Box
from kiosk.ui.widgets.basic import NumberedFlow

GAP = 24
AIR = 16
# A line that fits nowhere is still drawn, and noted as not fitting.
HIGHEST = 400


class Flow(NumberedFlow):
    """怎么办: the numbered flow with words of any length. With `setting.columns` the word
    stands beside its circle, and the gold leads from the word to the next circle."""

    setting = ObjectProperty(Setting(0, "step", "step_hint"))

    def height(self, width: float, setting: Setting) -> float:
        """How high the flow is when set so; infinite where a word would be cut."""
        if not setting.columns:
            return self._row_high(width)
        return sum(self._line_heights(width, setting)) + AIR * (self._lines(setting) - 1)

    def draw(self, pen: Pen) -> None:
        if not self.setting.columns:
            self._draw_row(pen)
            return
        y, n = self.box.y, 0
        for needed in self._line_heights(self.box.w, self.setting):
            high = min(needed, HIGHEST)
            cells = Box(self.box.x, y, self.box.w, high).columns(self.setting.columns, GAP)
            for cell in cells:
                if n < len(self.steps):
                    self._draw_beside(pen, cell, n)
                n += 1
            y += high + AIR

    def _draw_row(self, pen: Pen) -> None:
        cells = self._cells(self.box)
        for n, (cell, (word, hint)) in enumerate(zip(cells, self.steps, strict=False)):
            lines = "\n".join(wrapped(self.theme, hint, cell.w, "step_hint"))
            self._draw_step(pen, cell, n + 1, (word, lines), n == len(self.steps) - 1)

    def _draw_beside(self, pen: Pen, cell: Box, n: int) -> None:
        setting, (word, hint) = self.setting, self.steps[n]
        high = pen.height(setting.strong)
        side = circle_side(high)
        circle = Box(cell.x, cell.y, side, side)
        pen.disc(circle, "ink")
        pen.text(circle, str(n + 1), setting.strong, "card", "center")
        x = circle.right + 14
        line = pen.text(Box(x, cell.y, cell.right - x, side), word, setting.strong, "ink")
        in_row = (n + 1) % setting.columns and n + 1 < len(self.steps)
        if in_row and cell.right + GAP - 8 - line.right > 40:
            gold = Box(line.right + 12, cell.y + side / 2 - 2,
                       cell.right + GAP - 20 - line.right, 4)
            pen.fill(gold, "gold")
        below = Box(x, cell.y + side, cell.right - x, cell.h - side)
        if setting.small:
            pen.text(below, hint, setting.small, "ink-2", valign="top", wrap=True)

    def _row_high(self, width: float) -> float:
        if not 0 < len(self.steps) <= 4:
            return NEVER
        theme, cell = self.theme, next(iter(self._cells(Box(0, 0, width, 0)))).w
        if any(text_width(theme, word, "step") > cell for word, _ in self.steps):
            return NEVER
        hints = [lines_high(theme, hint, cell, "step_hint") for _, hint in self.steps if hint]
        return self.side + 14 + line_high(theme, "step") + max(hints, default=0)

    def _cells(self, box: Box) -> Iterator[Box]:
        return box.columns(max(len(self.steps), 2), 16)

    def _line_heights(self, width: float, setting: Setting) -> list[float]:
        theme, n = self.theme, setting.columns
        side = circle_side(line_high(theme, setting.strong))
        cell = (width - GAP * (n - 1)) / n - side - 14
        if any(text_width(theme, word, setting.strong) > cell for word, _ in self.steps):
            return [NEVER]
        return [
            side + max(lines_high(theme, hint, cell, setting.small) if hint and setting.small else 0
                       for _, hint in self.steps[i:i + n])
            for i in range(0, len(self.steps), n)
        ]

    def _lines(self, setting: Setting) -> int:
        return -(-len(self.steps) // setting.columns)


def circle_side(line: float) -> float:
    """The circle beside a word: a little larger than its line, as far as that looks well."""
    return max(line, min(line + 4, 56))
