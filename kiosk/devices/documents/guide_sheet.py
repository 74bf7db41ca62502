"""A guide for the staff on one sheet of A4: steps with pictures, to be hung beside the PC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.devices.documents.pdf_layout import (
    HIGH,
    INK,
    INK_2,
    LINE,
    RED_INK,
    WHEAT,
    WIDE,
    box,
    letterhead,
    lintel,
    new_sheet,
    paragraph,
    write,
)

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
MARGIN = 15.0
INSIDE, GAP = WIDE - 2 * MARGIN, 8.0
STEPS_TOP, CIRCLE = 47.0, 8.0
COLUMNS = 2
CARD = (INSIDE - GAP) / COLUMNS
PICTURE = CARD * 10 / 16
TEXT, LINE_HIGH, SIZES = 16.0, 5.0, (11.0, 10.0, 9.0)
FOOT = HIGH - 12


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A step: what to do in a sentence or two, and the page on which it is done (16:10)."""

    text: str
    picture: Path


@dataclass(frozen=True, slots=True)
class StaffGuide:
    """What a guide says, all of it in words; six steps have room."""

    centre: str
    title: str
    steps: Sequence[GuideStep]
    foot: str


def draw(guide: StaffGuide, assets: Path) -> bytes:
    """The guide as a PDF of one page."""
    sheet = new_sheet((WIDE, HIGH), f"{guide.centre} · {guide.title}", assets)
    sheet.add_page()
    lintel(sheet, WIDE)
    letterhead(sheet, assets, MARGIN, guide.centre, guide.title)
    for n, step in enumerate(guide.steps):
        row, column = divmod(n, COLUMNS)
        _step(sheet, n + 1, step, MARGIN + column * (CARD + GAP),
              STEPS_TOP + row * (PICTURE + TEXT + GAP / 2))
    box(sheet, MARGIN, FOOT - 2, INSIDE, 0.2, LINE)
    write(sheet, MARGIN, FOOT, INSIDE, guide.foot, ("sans", ""), 10, INK_2, align="C")
    return bytes(sheet.output())


def _step(sheet: FPDF, n: int, step: GuideStep, x: float, y: float) -> None:
    sheet.image(step.picture, x, y, CARD, PICTURE)
    sheet.set_draw_color(LINE)
    sheet.rect(x, y, CARD, PICTURE, "D")
    top = y + PICTURE + 2
    sheet.set_fill_color(WHEAT)
    sheet.ellipse(x, top, CIRCLE, CIRCLE, "F")
    write(sheet, x, top, CIRCLE, str(n), ("sans", "B"), 13, RED_INK, CIRCLE, "C")
    paragraph(sheet, x + CIRCLE + 2, top + 0.8, CARD - CIRCLE - 2, step.text, SIZES, INK, TEXT - 1,
              LINE_HIGH)
