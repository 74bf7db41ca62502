"""The text field: what is written, what is being composed, and how much room is left."""

from __future__ import annotations

from collections.abc import Callable

from kivy.properties import BooleanProperty, StringProperty

from kiosk.domain.line_breaking import pieces
from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole
from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget

RADIUS = 20
AIR, BELOW = 32, 20
CARET = 4
ICON = 40
SMALLER = ("fact", "label")


class TextField(KioskWidget):
    """White, with a thick outline: `text`, then `typed` underlined in red, then the caret.

    Where the text is longer than the field its end is shown, where one writes. Below it stand
    `note` with its `note_icon`, and `left`, or in their place `trouble`, what is wrong and what
    to do. `hint` stands where nothing is written yet. `focus` draws the outline of who is being
    written in.
    """

    text = StringProperty("")
    typed = StringProperty("")
    hint = StringProperty("")
    note = StringProperty("")
    note_icon = StringProperty("")
    left = StringProperty("")
    full = BooleanProperty(False)
    trouble = StringProperty("")
    focus = BooleanProperty(True)

    MEANS = NodeRole.FIELD
    FLEETING = True

    def meaning(self) -> AccessibleNode | None:
        """What is written, or what is wrong with it."""
        if self.box is None:
            return None
        name = self.say or self.words("entry.field")
        return AccessibleNode(NodeRole.FIELD, name, self.trouble or self.text + self.typed,
                              self.box)

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        pen.fill(box, "field", RADIUS)
        outline, width = ("ink", 5) if self.focus else ("edge", 3)
        if self.trouble:
            outline, width = "red-ink", 5
        pen.outline(box, outline, RADIUS, width)
        room = box.inset(AIR, BELOW)
        low = pen.height("fact")
        below = Rect(room.x, room.bottom - low, room.w, low)
        one_line = box.h < pen.height("typed") + low + 2 * BELOW
        if not one_line:
            self._draw_below(pen, below)
            room = room._replace(h=below.y - room.y)
        self._draw_text(pen, room, one_line)

    def _draw_below(self, pen: Painter, line: Rect) -> None:
        if self.trouble:
            self._draw_with_icon(pen, line, "alert-triangle", self.trouble, "red-ink")
            return
        wide = pen.width(self.left, "fact")
        pen.text(line, self.left, "fact", "red-ink" if self.full else "ink-2", "right")
        if self.note:
            room = line._replace(w=line.w - wide - AIR)
            self._draw_with_icon(pen, room, self.note_icon, self.note, "ink-2")

    def _draw_with_icon(self, pen: Painter, line: Rect, icon: str, text: str, colour: str) -> None:
        pen.icon(Rect(line.x, line.y + (line.h - ICON) / 2, ICON, ICON), icon, colour)
        room = line.part(ICON + 10, 0, line.w - ICON - 10, line.h)
        write_fitting(pen, room, text, SMALLER, colour)

    def _draw_text(self, pen: Painter, room: Rect, one_line: bool) -> None:
        high = pen.height("typed")
        if not self.text and not self.typed:
            line = room.middle(room.w, high) if one_line else room._replace(h=high)
            self._draw_caret(pen, line.x, line)
            if self.hint:
                hint = line.part(CARET + 12, 0, line.w - CARET - 12, high)
                write_fitting(pen, hint, self.hint, ("typed", "body", "hint", "label"), "ink-2")
            return
        written = filled(self.text + self.typed, room.w - CARET - 4,
                         lambda mark: pen.width(mark, "typed"))
        lines = written[-max(int((room.h + 4) / high), 1):]
        before = sum(map(len, written[:len(written) - len(lines)]))
        top = room.y + ((room.h - high) / 2 if one_line else 0)
        for n, text in enumerate(lines):
            line = Rect(room.x, top + n * high, room.w, high)
            self._draw_line(pen, line, text, len(self.text) - before)
            before += len(text)
        self._draw_caret(pen, room.x + pen.width(lines[-1], "typed") + 2, line)

    def _draw_line(self, pen: Painter, line: Rect, text: str, settled: int) -> None:
        """One line, of which what comes after `settled` characters is underlined."""
        if text.strip():
            pen.text(line, text, "typed", "ink")
        if settled < len(text):
            begins = pen.width(text[:settled], "typed") if settled > 0 else 0
            ends = pen.width(text, "typed")
            pen.fill(Rect(line.x + begins, line.bottom - 4, ends - begins, 4), "red-ink")

    def _draw_caret(self, pen: Painter, x: float, line: Rect) -> None:
        if self.focus:
            high = line.h * 0.72
            pen.fill(Rect(x, line.y + (line.h - high) / 2, CARET, high), "red-ink")


def filled(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in lines, filled one after another: a line that is written does not move again.

    `measure` gives the width of one character. A word stays whole where it fits a line.
    """
    lines, wide = [""], 0.0
    for piece in pieces(text):
        needs = sum(map(measure, piece.rstrip()))
        parts = [piece] if needs <= width else list(piece)
        for part in parts:
            needs = sum(map(measure, part.rstrip()))
            if lines[-1] and wide + needs > width:
                lines.append("")
                wide = 0.0
            lines[-1] += part
            wide += sum(map(measure, part))
    return lines
