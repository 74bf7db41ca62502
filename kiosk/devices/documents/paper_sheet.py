"""A sheet of numbers for a day without power: slips to tear off, and beside them the clerk's
list."""

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
    WIDE,
    letterhead,
    lintel,
    new_sheet,
    write,
)

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
MARGIN, TOP, FOOT = 15.0, 56.0, 14.0
INSIDE = WIDE - 2 * MARGIN
# A number and its words are torn off left of this; the clerk keeps the rest.
TEAR = 112.0
ROWS, BOX = 20, 4.2
NUMBER, LABEL = 44.0, 22.0


@dataclass(frozen=True, slots=True)
class PaperPage:
    """What a sheet says: whose centre, which queue and day, its numbers, how it is used, the words
    of the boxes to tick, and what stands at its foot."""

    centre: str
    title: str
    queue: str
    day: str
    labels: Sequence[str]
    how: str
    ticks: Sequence[str]
    foot: str


def draw(pages: Sequence[PaperPage], assets: Path) -> bytes:
    """The sheets as a PDF, each on a page of A4."""
    first = pages[0]
    sheet = new_sheet((WIDE, HIGH), f"{first.centre} · {first.title}", assets)
    for page in pages:
        sheet.add_page()
        lintel(sheet, WIDE)
        letterhead(sheet, assets, MARGIN, page.centre, f"{page.title} · {page.day}")
        write(sheet, MARGIN, TOP - 9, INSIDE, page.how, ("sans", ""), 11, INK_2)
        high = (HIGH - TOP - FOOT - 4) / ROWS
        for n, label in enumerate(page.labels):
            _row(sheet, page, label, TOP + n * high, high)
        write(sheet, MARGIN, HIGH - FOOT, INSIDE, page.foot, ("sans", ""), 10, INK_2, align="C")
    return bytes(sheet.output())


def _row(sheet: FPDF, page: PaperPage, label: str, top: float, high: float) -> None:
    """One number: the slip, the line to tear along, the clerk's boxes."""
    bottom = top + high
    sheet.set_draw_color(INK_2)
    sheet.set_line_width(0.2)
    sheet.set_dash_pattern(dash=1.2, gap=1.2)
    sheet.line(MARGIN, bottom, TEAR, bottom)
    sheet.line(TEAR, top, TEAR, bottom)
    sheet.set_dash_pattern()
    write(sheet, MARGIN + 2, top, NUMBER - 6, label, ("sans", "B"), 24, RED_INK, high)
    beside, room = MARGIN + NUMBER, TEAR - MARGIN - NUMBER - 3
    write(sheet, beside, top + 1, room, page.queue, ("sans", "B"), 11, INK, high / 2 - 1)
    write(sheet, beside, top + high / 2, room, f"{page.day} · {page.centre}", ("sans", ""), 8.5,
          INK_2, high / 2 - 1)
    _boxes(sheet, page.ticks, label, top, high)


def _boxes(sheet: FPDF, ticks: Sequence[str], label: str, top: float, high: float) -> None:
    left, right = TEAR + 5, WIDE - MARGIN
    write(sheet, left, top, LABEL, label, ("sans", "B"), 12, INK, high)
    wide = (right - left - LABEL) / len(ticks)
    sheet.set_draw_color(INK)
    sheet.set_line_width(0.3)
    for n, said in enumerate(ticks):
        x = left + LABEL + n * wide
        sheet.rect(x, top + (high - BOX) / 2, BOX, BOX, "D")
        write(sheet, x + BOX + 1.5, top, wide - BOX - 3, said, ("sans", ""), 10.5, INK, high)
    sheet.set_draw_color(LINE)
    sheet.line(left, top + high, right, top + high)
