"""Times of a room: a day of the week strip, and a slot of a day."""

from __future__ import annotations

from kivy.properties import ObjectProperty, StringProperty

from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.tappable import Tappable

SIDE, SMALL, APART = 32, 28, 8
WORDS = ("fact_bold", "chip", "label")


class DayButton(Tappable):
    """A day: `weekday`, `date`, and how it stands, a strokes.Chip of which the icon alone stays
    where its word has no room."""

    weekday = StringProperty("")
    date = StringProperty("")
    chip = ObjectProperty(BLANK)

    radius = "radius_small"

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        head = pen.fitting(self.weekday, WORDS, face.w - 4)
        high, figure, word = pen.height(head), pen.height("counter"), pen.height("label")
        stacked = high + figure + word <= face.h
        y = face.y + (face.h - high - figure - (word if stacked else 0)) / 2
        pen.text(Rect(face.x + 2, y, face.w - 4, high), self.weekday, head, look.ink, "center")
        line, ink = Rect(face.x, y + high, face.w, figure), state_ink(self, look)
        if stacked:
            pen.text(line, self.date, "counter", look.ink, "center")
            state = Rect(face.x + 4, line.bottom, face.w - 8, word)
            write_state(pen, state, self.chip, ink, small=True)
            return
        wide = pen.width(self.date, "counter")
        x = line.x + (line.w - wide - 8 - SMALL) / 2
        pen.text(line._replace(x=x, w=wide), self.date, "counter", look.ink)
        icon = Rect(x + wide + 8, line.y + (figure - SMALL) / 2, SMALL, SMALL)
        pen.icon(icon, self.chip.icon or pen.theme.chip(self.chip.kind).icon,
                 ink or state_colours(pen, self.chip)[0])


class SlotButton(Tappable):
    """A time that can be had: `time` over what is left, a strokes.Chip; or a way to more times,
    without a chip."""

    time = StringProperty("")
    chip: ObjectProperty[Chip | None] = ObjectProperty(None, allownone=True)
    icon = StringProperty("")

    radius = "radius_small"

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        room = face.inset(12, 8)
        if self.chip is None:
            role = pen.fitting(self.time, ("strong", *WORDS), room.w - SIDE - APART)
            wide = SIDE + APART + pen.width(self.time, role)
            x = room.x + (room.w - wide) / 2
            pen.icon(Rect(x, room.y + (room.h - SIDE) / 2, SIDE, SIDE), self.icon, look.icon)
            pen.text(Rect(x + SIDE + APART, room.y, room.right - x - SIDE - APART, room.h),
                     self.time, role, look.ink)
            return
        role = pen.fitting(self.time, ("counter", "strong", *WORDS), room.w)
        high, low = pen.height(role), max(pen.height("fact_bold"), SIDE)
        y = room.y + (room.h - high - low) / 2
        pen.text(Rect(room.x, y, room.w, high), self.time, role, look.ink, "center")
        write_state(pen, Rect(room.x, y + high, room.w, low), self.chip, state_ink(self, look))


def state_ink(button: Tappable, look: Look) -> str | None:
    """The colour a state is written in: its own, unless the face is dark or grey."""
    plain = button.enabled and not button.selected and not button.pressed
    return None if plain else look.ink


def state_colours(pen: Painter, chip: Chip) -> tuple[str, str]:
    """The colours of a state's icon and word where no chip lies under them."""
    look = pen.theme.chip(chip.kind)
    if chip.kind != "full":
        return look.tint, look.ink
    ink = "white" if pen.theme.mode.contrast else "amber-ink"
    return ink, ink


def write_state(
    pen: Painter, room: Rect, chip: Chip, ink: str | None, *, small: bool = False
) -> None:
    """Icon and word of a state in the middle of a place; the icon alone where the word has no
    room."""
    tint, word = state_colours(pen, chip)
    icon = chip.icon or pen.theme.chip(chip.kind).icon
    side, roles = (SMALL, ("chip", "label")) if small else (SIDE, WORDS)
    role = pen.fitting(chip.text, roles, room.w - side - APART)
    wide = side + APART + pen.width(chip.text, role)
    if wide > room.w:
        pen.icon(room.middle(side, side), icon, ink or tint)
        return
    x = room.x + (room.w - wide) / 2
    pen.icon(Rect(x, room.y + (room.h - side) / 2, side, side), icon, ink or tint)
    left = x + side + APART
    pen.text(Rect(left, room.y, room.right - left, room.h), chip.text, role, ink or word)
