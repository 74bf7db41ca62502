"""The record of a volunteer's service: sheets of A4 for a printer, to be signed and sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fpdf import FPDF

from kiosk.devices.paper import (
    BRICK,
    HAIR,
    INK,
    INK_2,
    LINE,
    RED_INK,
    WHEAT,
    box,
    lintel,
    new_sheet,
    write,
)

# Millimetres.
WIDE, HIGH, MARGIN = 210.0, 297.0, 20.0
INSIDE = WIDE - 2 * MARGIN
LOGO = (15.0, 16.8)
ROW, HEAD = 9.0, 10.0
TABLE_TOP, TABLE_TOP_LATER = 118.0, 24.0
FOOT = 68.0
Line = tuple[str, str, str, str]
COLUMNS = (0.2, 0.36, 0.24, 0.2)


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says. `facts` stand above the table, each with its name; `head` names the
    columns, `lines` are the visits, oldest first; `sum_up` says what they add up to; `pledge`
    who vouches for it, `signs` where to sign, to seal and to date it; `page` has `{n}`, `of`."""

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
    pages = _pages(record.lines)
    for n, lines in enumerate(pages):
        sheet.add_page()
        lintel(sheet, WIDE)
        if n == 0:
            _top(sheet, record, assets / "pictures" / "logo.svg")
        bottom = _table(sheet, record, lines, TABLE_TOP if n == 0 else TABLE_TOP_LATER)
        if n == len(pages) - 1:
            _end(sheet, record, bottom + 8)
        write(sheet, MARGIN, HIGH - 14, INSIDE, record.page.format(n=n + 1, of=len(pages)),
              ("sans", ""), 10, INK_2, align="C")
    return bytes(sheet.output())


def _pages(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines page by page; the last page keeps room for what is signed."""
    pages: list[Sequence[Line]] = []
    rest, top = list(lines), TABLE_TOP
    while True:
        whole = int((HIGH - 22 - top - HEAD) / ROW)
        if len(rest) <= int((HIGH - 22 - FOOT - top - HEAD) / ROW):
            return [*pages, rest]
        taken = min(whole, len(rest) - 1)
        pages.append(rest[:taken])
        rest, top = rest[taken:], TABLE_TOP_LATER


def _top(sheet: FPDF, record: Record, logo: Path) -> None:
    sheet.image(logo, MARGIN, 14, *LOGO)
    write(sheet, MARGIN + LOGO[0] + 5, 14, INSIDE - 20, record.centre, ("sans", ""), 13, INK_2,
          LOGO[1])
    write(sheet, MARGIN, 38, INSIDE, record.title, ("serif", ""), 28, INK, align="C")
    top, high = 58.0, 50.0
    sheet.set_fill_color(WHEAT)
    sheet.rect(MARGIN, top, INSIDE, high, "F", round_corners=True, corner_radius=4)
    step = (high - 8) / len(record.facts)
    for n, (name, said) in enumerate(record.facts):
        y = top + 4 + n * step
        write(sheet, MARGIN + 8, y, 34, name, ("sans", "B"), 12, BRICK, step)
        write(sheet, MARGIN + 44, y, INSIDE - 52, said, ("sans", ""), 13, INK, step)


def _table(
    sheet: FPDF, record: Record, lines: Sequence[Line], top: float
) -> float:
    """Draws the visits; returns where the table ends."""
    _row(sheet, top, record.head, HEAD, ("sans", "B"), BRICK)
    box(sheet, MARGIN, top + HEAD, INSIDE, HAIR, RED_INK)
    y = top + HEAD + HAIR
    for line in lines:
        _row(sheet, y, line, ROW, ("sans", ""), INK)
        box(sheet, MARGIN, y + ROW - 0.2, INSIDE, 0.2, LINE)
        y += ROW
    if not record.lines:
        write(sheet, MARGIN, y, INSIDE, record.none, ("sans", ""), 12, INK_2, ROW, "C")
        y += ROW
    return y


def _row(
    sheet: FPDF, y: float, cells: Sequence[str], high: float, kind: tuple[str, str], colour: str
) -> None:
    x = MARGIN
    for share, cell in zip(COLUMNS, cells, strict=True):
        write(sheet, x + 2, y, INSIDE * share - 4, cell, kind, 11.5, colour, high)
        x += INSIDE * share


def _end(sheet: FPDF, record: Record, top: float) -> None:
    write(sheet, MARGIN, top, INSIDE, record.sum_up, ("sans", "B"), 15, RED_INK, 9)
    write(sheet, MARGIN, top + 11, INSIDE, record.pledge, ("sans", ""), 11.5, INK, 8)
    for n, sign in enumerate(record.signs):
        write(sheet, WIDE / 2, top + 24 + n * 11, WIDE / 2 - MARGIN, sign, ("sans", ""), 12.5, INK,
              9)
