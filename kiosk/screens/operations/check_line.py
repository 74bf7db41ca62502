"""A part of the opening check on its line: what it is, how it stands, and what to do about it."""

from __future__ import annotations

from kivy.properties import NumericProperty, StringProperty

from kiosk.ui.drawing.fitted_text import line_high, lines_high, write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip, chip_width, draw_chip
from kiosk.ui.drawing.theme import Theme
from kiosk.ui.widgets.kiosk_widget import KioskWidget

SIDE, INSET, AIR, FOOT = 44, 28, 24, 18
NAME, NOTES, TODO = "strong", ("fact", "label", "bar"), "fact"
# What is wrong stands out from what to do about it, where it is beside the name.
WRONG = ("fact_bold", "chip")
# A line at least so wide has name and note beside each other.
WIDE = 800


def line_height(theme: Theme, width: float) -> float:
    """How high a line of that width must be at least."""
    if width >= WIDE:
        return 2 * line_high(theme, "label")
    return max(line_high(theme, NAME), theme.measure("chip")) + line_high(theme, NOTES[0])


def todo_height(theme: Theme, todo: str, width: float) -> float:
    """How much higher a line is that says what to do."""
    return lines_high(theme, todo, width - 2 * INSET - SIDE - AIR, TODO) + FOOT


class CheckLine(KioskWidget):
    """`name` and `note` of a part; `state` is well, bad, now or next. With `todo` it is `opened`
    by so many design pixels below. `names` is how wide the longest name of all is."""

    icon = StringProperty("")
    name = StringProperty("")
    note = StringProperty("")
    todo = StringProperty("")
    state = StringProperty("next")
    chip = StringProperty("")
    opened = NumericProperty(0.0)
    names = NumericProperty(0.0)

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        bad = self.state == "bad"
        if bad:
            radius, line = self.theme.measure("radius"), self.theme.measure("line")
            pen.fill(box.inset(0, 2), "amber-bg", radius)
            pen.outline(box.inset(0, 2), "amber-ink", radius, line)
        else:
            pen.fill(Rect(box.x, box.bottom - 2, box.w, 2), "hair")
        ink = "amber-ink" if bad else "ink"
        head = box._replace(h=box.h - self.opened)
        room = head.inset(INSET, 0)
        pen.icon(Rect(room.x, head.y + (head.h - SIDE) / 2, SIDE, SIDE), self.icon,
                 "amber-ink" if bad else "brick")
        words = room.part(SIDE + AIR, 0, room.w - SIDE - AIR, room.h)
        self._write(pen, words, ink)
        if self.opened:
            below = words._replace(y=head.bottom - 6, h=self.opened - FOOT + 6)
            write_fitting(pen, below, self.todo, (TODO, "label"), ink, valign="top")

    def _write(self, pen: Painter, room: Rect, ink: str) -> None:
        note_ink = "amber-ink" if self.state == "bad" else "ink-2"
        chip = self._chip()
        taken = chip_width(pen, chip) + AIR if chip else 0
        if room.w >= WIDE - 2 * INSET - SIDE - AIR:
            line, lines = room, 2
            pen.text(room._replace(w=self.names), self.name, NAME, ink)
            note = room.part(self.names + AIR, 0, room.w - self.names - AIR - taken, room.h)
        else:
            high, low, lines = pen.height(NAME), pen.height(NOTES[0]), 1
            line = Rect(room.x, room.y + (room.h - high - low) / 2, room.w, high)
            pen.text(line, self.name, NAME, ink)
            note = Rect(room.x, line.bottom, room.w, low)
        if self.note:
            roles = (*WRONG, *NOTES) if self.state == "bad" and lines > 1 else NOTES
            role = next((one for one in roles if pen.width(self.note, one) <= note.w),
                        "label" if lines > 1 else NOTES[-1])
            pen.text(note, self.note, role, note_ink, wrap=True)
        if chip:
            y = line.y + (line.h - self.theme.measure("chip")) / 2
            draw_chip(pen, line.right, y, chip, "right")

    def _chip(self) -> Chip | None:
        kinds = {"well": ("free", ""), "bad": ("full", "alert-triangle"),
                 "now": ("plain", "loader-2")}
        if self.state not in kinds:
            return None
        kind, icon = kinds[self.state]
        return Chip(kind, self.chip, icon)
