"""The record of a volunteer's service: sheets of A4 for a printer, to be signed and sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.devices.documents.pdf_layout import (
    BRICK,
    HAIR,
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
    write,
)

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
MARGIN = 20.0
INSIDE = WIDE - 2 * MARGIN
FACTS_TOP, FACT = 49.0, 7.4
ROW, HEAD, THIN = 7.0, 9.0, 0.2
TABLE_TOP_LATER, TABLE_BOTTOM = 20.0, 275.0
# A round seal of the centre is 42 across, and lies over the name and the date.
FOOT, SEAL = 70.0, 42.0
Line = tuple[str, str, str, str]
COLUMNS = (0.23, 0.36, 0.26, 0.15)
ALIGNED = "LLLR"


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says, all of it in words.

    `facts` stand above the table, each with its name; `head` names the columns, `lines` are the
    visits, oldest first, and `none` stands there where there are none; `sum_up` says what they
    add up to, `pledge` who vouches for it. `signs` are where to sign, where to seal, and the
    date. `page` has the gaps `{n}` and `{of}`; `issued`, with zone, goes into the file.
    """

    centre: str
    title: str
    facts: Sequence[tuple[str, str]]
    head: Line
    lines: Sequence[Line]
    none: str
    sum_up: str
    pledge: str
    signs: Sequence[str]
    page: str
    issued: datetime


def draw(record: Record, assets: Path) -> bytes:
    """The record as a PDF of as many pages as it needs; the same record is the same file."""
    sheet = new_sheet((WIDE, HIGH), f"{record.centre} · {record.title}", assets)
    sheet.set_creation_date(record.issued)
    first = FACTS_TOP + 8 + FACT * len(record.facts) + 8
    pages = _pages(record.lines, first)
    for n, lines in enumerate(pages):
        sheet.add_page()
        lintel(sheet, WIDE)
        if n == 0:
            letterhead(sheet, assets, MARGIN, record.centre, record.title)
            _facts(sheet, record)
        bottom = _table(sheet, record, lines, first if n == 0 else TABLE_TOP_LATER)
        if n == len(pages) - 1:
            _end(sheet, record, bottom + 7)
        write(sheet, MARGIN, HIGH - 15, INSIDE, record.page.format(n=n + 1, of=len(pages)),
              ("sans", ""), 10, INK_2, align="C")
    return bytes(sheet.output())


def _pages(lines: Sequence[Line], first: float) -> list[Sequence[Line]]:
    """The lines page by page; the last page has at least one, and room for what is signed."""
    pages: list[Sequence[Line]] = []
    rest, top = list(lines), first
    while len(rest) > _room(top + FOOT):
        taken = min(_room(top), len(rest) - 1)
        pages.append(rest[:taken])
        rest, top = rest[taken:], TABLE_TOP_LATER
    return [*pages, rest]


def _room(top: float) -> int:
    """How many lines there is room for."""
    return int((TABLE_BOTTOM - top - HEAD - HAIR) / ROW)


def _facts(sheet: FPDF, record: Record) -> None:
    sheet.set_fill_color(WHEAT)
    sheet.rect(MARGIN, FACTS_TOP, INSIDE, 8 + FACT * len(record.facts), "F", round_corners=True,
               corner_radius=4)
    sheet.set_font("sans", "B", 12)
    beside = min(max(sheet.get_string_width(name) for name, _ in record.facts) + 8, INSIDE / 3)
    for n, (name, said) in enumerate(record.facts):
        y = FACTS_TOP + 4 + n * FACT
        write(sheet, MARGIN + 8, y, beside - 4, name, ("sans", "B"), 12, BRICK, FACT)
        write(sheet, MARGIN + 8 + beside, y, INSIDE - beside - 16, said, ("sans", ""), 12.5, INK,
              FACT)


def _table(sheet: FPDF, record: Record, lines: Sequence[Line], top: float) -> float:
    """Draws the visits; returns where the table ends."""
    _row(sheet, top, record.head, HEAD, ("sans", "B"), BRICK)
    box(sheet, MARGIN, top + HEAD, INSIDE, HAIR, RED_INK)
    y = top + HEAD + HAIR
    for line in lines:
        _row(sheet, y, line, ROW, ("sans", ""), INK)
        box(sheet, MARGIN, y + ROW - THIN, INSIDE, THIN, LINE)
        y += ROW
    if not record.lines:
        write(sheet, MARGIN, y + 2, INSIDE, record.none, ("sans", ""), 12, INK_2, ROW, "C")
        y += ROW + 4
    return y


def _row(
    sheet: FPDF, y: float, cells: Line, high: float, kind: tuple[str, str], colour: str
) -> None:
    x = MARGIN
    for share, cell, align in zip(COLUMNS, cells, ALIGNED, strict=True):
        beside = 4 if align == "L" else 0
        write(sheet, x, y, INSIDE * share - beside, cell, kind, 11.5, colour, high, align)
        x += INSIDE * share


def _end(sheet: FPDF, record: Record, top: float) -> None:
    write(sheet, MARGIN, top, INSIDE, record.sum_up, ("sans", "B"), 15, RED_INK, 8)
    write(sheet, MARGIN, top + 8.5, INSIDE, record.pledge, ("sans", ""), 11.5, INK, 7)
    sign, seal, day = record.signs
    top, middle, under = top + 22, WIDE / 2 + 10, 54.0
    left, half = WIDE - MARGIN - under, WIDE - MARGIN - middle
    _seal(sheet, left + (under - SEAL) / 2, top - 0.5)
    write(sheet, MARGIN, top, half, sign, ("sans", ""), 12, INK_2, 8)
    box(sheet, MARGIN, top + 28, half - 8, THIN, INK_2)
    write(sheet, middle, top, half, seal, ("sans", ""), 12, INK_2, 8)
    write(sheet, left, top + 12, under, record.centre, ("sans", "B"), 13, INK, 8, "C")
    write(sheet, left, top + 21.5, under, day, ("sans", ""), 12.5, INK, 8, "C")


def _seal(sheet: FPDF, left: float, top: float) -> None:
    """Where the seal goes: a ring of dashes, under the name and the date."""
    sheet.set_draw_color(LINE)
    sheet.set_line_width(HAIR / 2)
    sheet.set_dash_pattern(dash=1.6, gap=1.6)
    sheet.ellipse(left, top, SEAL, SEAL, "D")
    sheet.set_dash_pattern()
