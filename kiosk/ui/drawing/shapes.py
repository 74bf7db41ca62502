"""Strokes: what many pieces draw alike: plaque, chip, facts with icons, mixed sizes on a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kiosk.ui.drawing.painter import Align, Painter
from kiosk.ui.drawing.rect import Rect


class TextRun(NamedTuple):
    """A stretch of a line in one role and colour."""

    text: str
    role: str
    colour: str


class Chip(NamedTuple):
    """A status: `kind` is free, near, full, shut, plain, light or note; `icon` only for plain and
    note."""

    kind: str
    text: str
    icon: str = ""


# Before anything is known of what a chip tells.
BLANK = Chip("plain", "")


class IconFact(NamedTuple):
    """An icon with a few words: ("users", "3 人在等")."""

    icon: str
    text: str


def plaque(pen: Painter, box: Rect, icon: str, size: float, face: str = "plaque",
           ink: str = "plaque-ink") -> None:
    """An icon in a doorway."""
    pen.arch(box, face)
    pen.icon(box.middle(size, size), icon, ink)


def draw_panel(pen: Painter, box: Rect, colour: str = "panel") -> None:
    """A flat ground that only informs."""
    radius = pen.theme.measure("radius")
    pen.fill(box, colour, radius)
    pen.outline(box, "panel-line", radius, pen.theme.measure("line"))


def chip_width(pen: Painter, chip: Chip) -> float:
    """How wide a chip is; `BLANK` takes no room."""
    if chip == BLANK:
        return 0.0
    look, measure = pen.theme.chip(chip.kind), pen.theme.measure
    pad = measure("chip_pad")
    icon = chip.icon or look.icon
    return (measure("chip_icon") + 8 if icon else 0) + pen.width(chip.text, "chip") + pad + pad + 4


def draw_chip(pen: Painter, x: float, y: float, chip: Chip, align: Align = "left") -> Rect:
    """A chip with its upper left (or right) corner at a place; returns its box. `BLANK` is not
    drawn."""
    if chip == BLANK:
        return Rect(x, y, 0, 0)
    look, measure = pen.theme.chip(chip.kind), pen.theme.measure
    width, height, pad = chip_width(pen, chip), measure("chip"), measure("chip_pad")
    box = Rect(x - width if align == "right" else x, y, width, height)
    pen.fill(box, look.face, height / 2)
    if look.line:
        pen.outline(box, look.line, height / 2, 3)
    left = box.x + pad
    icon = chip.icon or look.icon
    if icon:
        side = measure("chip_icon")
        pen.icon(Rect(left - 2, y + (height - side) / 2, side, side), icon, look.tint)
        left += side + 8
    pen.text(Rect(left, y, box.right - pad - left, height), chip.text, "chip", look.ink)
    return box


def draw_runs(pen: Painter, box: Rect, runs: Sequence[TextRun], align: Align = "left",
              gap: float = 10) -> Rect:
    """Stretches of different sizes on one baseline."""
    widths = [pen.width(run.text, run.role) for run in runs]
    wide = sum(widths) + gap * (len(runs) - 1)
    part = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    left = box.x + part * (box.w - wide)
    tallest = max(pen.theme.type(run.role).size for run in runs)
    for run, width in zip(runs, widths, strict=True):
        # Noto's baseline lies 0.436 em below the middle of its line.
        sink = 0.436 * (tallest - pen.theme.type(run.role).size)
        # The last stretch may use what is left, so that it alone is blamed when all is too wide.
        room = box.right - left if run is runs[-1] and align == "left" else width
        pen.text(Rect(left, box.y, room, box.h).lower(sink), run.text, run.role, run.colour)
        left += width + gap
    return Rect(left - wide - gap, box.y, wide, box.h)


def draw_fact(pen: Painter, box: Rect, fact: IconFact, role: str, colour: str, tint: str = "",
              side: float = 36, gap: float = 10) -> Rect:
    """An icon and its words on one line, from the left; returns the room they took."""
    pen.icon(Rect(box.x, box.y + (box.h - side) / 2, side, side), fact.icon, tint or colour)
    room = Rect(box.x + side + gap, box.y, box.w - side - gap, box.h)
    written = pen.text(room, fact.text, role, colour)
    return Rect(box.x, box.y, side + gap + written.w, box.h)
