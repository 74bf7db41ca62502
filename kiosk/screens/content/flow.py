"""Flow: the numbered steps of a service, in a row as drawn or in denser lines."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.properties import ListProperty, ObjectProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import NEVER, Setting, line_high, lines_high, text_width, wrapped
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget

GAP = 24
AIR = 16
CIRCLE = 72
# A line that fits nowhere is still drawn, and noted as not fitting.
HIGHEST = 400


class Flow(KioskWidget):
    """怎么办: `steps` are (word, hint) pairs in a row, white digits in circles joined by gold.

    With `setting.columns` the word stands beside its circle, and the gold leads from the word to
    the next circle.
    """

    steps: ListProperty[tuple[str, str]] = ListProperty()
    setting = ObjectProperty(Setting(0, "step", "step_hint"))

    MEANS = NodeRole.LIST

    def height_for(self, width: float, setting: Setting) -> float:
        """How high the flow is when set so; infinite where a word would be cut."""
        if not setting.columns:
            return self._row_high(width)
        return sum(self._line_heights(width, setting)) + AIR * (self._lines(setting) - 1)

    def draw(self, pen: Painter) -> None:
        if not self.setting.columns:
            self._draw_row(pen)
            return
        y, n = self.bounds.y, 0
        for needed in self._line_heights(self.bounds.w, self.setting):
            high = min(needed, HIGHEST)
            cells = Rect(self.bounds.x, y, self.bounds.w, high).columns(self.setting.columns, GAP)
            for cell in cells:
                if n < len(self.steps):
                    self._draw_beside(pen, cell, n)
                n += 1
            y += high + AIR

    def _draw_row(self, pen: Painter) -> None:
        cells = self._cells(self.bounds)
        for n, (cell, (word, hint)) in enumerate(zip(cells, self.steps, strict=False)):
            lines = "\n".join(wrapped(self.theme, hint, cell.w, "step_hint"))
            self._draw_step(pen, cell, n + 1, (word, lines), n == len(self.steps) - 1)

    def _draw_step(
        self, pen: Painter, room: Rect, number: int, step: tuple[str, str], last: bool
    ) -> None:
        circle = Rect(room.x, room.y, CIRCLE, CIRCLE)
        pen.disc(circle, "ink")
        pen.text(circle, str(number), "digit", "card", "center")
        if not last:
            pen.fill(Rect(circle.right + 8, room.y + CIRCLE / 2 - 2, room.w - CIRCLE, 4), "gold")
        word, hint = step
        top = circle.bottom + 14
        high = pen.height("step")
        pen.text(Rect(room.x, top, room.w, high), word, "step", "ink")
        low = pen.height("step_hint", hint.count("\n") + 1)
        if hint:
            pen.text(Rect(room.x, top + high, room.w, low), hint, "step_hint", "ink-2")

    def _draw_beside(self, pen: Painter, cell: Rect, n: int) -> None:
        setting, (word, hint) = self.setting, self.steps[n]
        high = pen.height(setting.strong)
        side = circle_side(high)
        circle = Rect(cell.x, cell.y, side, side)
        pen.disc(circle, "ink")
        pen.text(circle, str(n + 1), setting.strong, "card", "center")
        x = circle.right + 14
        line = pen.text(Rect(x, cell.y, cell.right - x, side), word, setting.strong, "ink")
        in_row = (n + 1) % setting.columns and n + 1 < len(self.steps)
        if in_row and cell.right + GAP - 8 - line.right > 40:
            gold = Rect(line.right + 12, cell.y + side / 2 - 2,
                       cell.right + GAP - 20 - line.right, 4)
            pen.fill(gold, "gold")
        below = Rect(x, cell.y + side, cell.right - x, cell.h - side)
        if setting.small:
            pen.text(below, hint, setting.small, "ink-2", valign="top", wrap=True)

    def _row_high(self, width: float) -> float:
        if not 0 < len(self.steps) <= 4:
            return NEVER
        theme, cell = self.theme, next(iter(self._cells(Rect(0, 0, width, 0)))).w
        if any(text_width(theme, word, "step") > cell for word, _ in self.steps):
            return NEVER
        hints = [lines_high(theme, hint, cell, "step_hint") for _, hint in self.steps if hint]
        return CIRCLE + 14 + line_high(theme, "step") + max(hints, default=0)

    def _cells(self, box: Rect) -> Iterator[Rect]:
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
