"""The year on paper: chapters in two columns on one page of A4, each with how it was counted."""

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
    WIDE,
    box,
    letterhead,
    lines_of,
    lintel,
    new_sheet,
    write,
    written_by_hand,
)
from kiosk.domain.statistics.year import YearChapter

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
MARGIN, GUTTER = 18.0, 10.0
INSIDE = WIDE - 2 * MARGIN
COLUMN = (INSIDE - GUTTER) / 2
SO_FAR_TOP, TOP, BOTTOM = 45.0, 56.0, 262.0
TITLE, ROW, HOW_LINE, BETWEEN, THIN = 9.0, 7.4, 4.6, 8.0, 0.2
HOW_SIZE = 9.0
VALUE_SHARE = 0.32


@dataclass(frozen=True, slots=True)
class YearReport:
    """What the paper says, all of it in words; `so_far` is empty once the year is over, `signed`
    names what is written by hand at its end, `log` the newest line of the event log."""

    centre: str
    title: str
    so_far: str
    chapters: Sequence[YearChapter]
    signed: Sequence[str]
    made: str
    log: str
    issued: datetime


def draw(report: YearReport, assets: Path) -> bytes:
    """The report as a PDF; the same report is the same file."""
    sheet = new_sheet((WIDE, HIGH), f"{report.centre} · {report.title}", assets)
    sheet.set_creation_date(report.issued)
    sheet.add_page()
    lintel(sheet, WIDE)
    letterhead(sheet, assets, MARGIN, report.centre, report.title)
    write(sheet, MARGIN, SO_FAR_TOP, INSIDE, report.so_far, ("sans", ""), 11, INK_2, align="C")
    tall = [_height(sheet, one) for one in report.chapters]
    room = min((BOTTOM - TOP) / max(_longest(tall), 1), 1)
    for n, column in enumerate(_columns(report.chapters, tall)):
        top = TOP
        for chapter in column:
            top = _chapter(sheet, chapter, MARGIN + n * (COLUMN + GUTTER), top, room)
    written_by_hand(sheet, MARGIN, BOTTOM + 8, INSIDE, report.signed, ROW)
    write(sheet, MARGIN, HIGH - 13, INSIDE, report.made, ("sans", ""), 9, INK_2, align="R")
    write(sheet, MARGIN, HIGH - 8.5, INSIDE, report.log, ("sans", ""), 7.5, INK_2, align="C")
    return bytes(sheet.output())


def _height(sheet: FPDF, chapter: YearChapter) -> float:
    sheet.set_font("sans", "", HOW_SIZE)
    how = len(lines_of(sheet, COLUMN, chapter.how))
    return TITLE + ROW * len(chapter.figures) + 2 + HOW_LINE * how + BETWEEN


def _columns(
    chapters: Sequence[YearChapter], tall: Sequence[float]
) -> tuple[Sequence[YearChapter], Sequence[YearChapter]]:
    """The chapters in their order, parted where the longer column is shortest."""
    parted = min(range(len(chapters) + 1), key=lambda n: max(sum(tall[:n]), sum(tall[n:])))
    return chapters[:parted], chapters[parted:]


def _longest(tall: Sequence[float]) -> float:
    return min(max(sum(tall[:n]), sum(tall[n:])) for n in range(len(tall) + 1))


def _chapter(sheet: FPDF, chapter: YearChapter, x: float, top: float, room: float) -> float:
    """Draws a chapter, its lines closer where `room` is less than one; returns where it ends."""
    write(sheet, x, top, COLUMN, chapter.title, ("sans", "B"), 12, RED_INK, TITLE * room)
    y, row = top + TITLE * room, ROW * room
    box(sheet, x, y, COLUMN, HAIR / 2, RED_INK)
    for one in chapter.figures:
        write(sheet, x, y, COLUMN * (1 - VALUE_SHARE), one.name, ("sans", ""), 11, INK, row)
        write(sheet, x + COLUMN * (1 - VALUE_SHARE), y, COLUMN * VALUE_SHARE, one.value,
              ("sans", "B"), 11, BRICK, row, "R")
        y += row
        box(sheet, x, y - THIN, COLUMN, THIN, LINE)
    y += 2 * room
    sheet.set_font("sans", "", HOW_SIZE)
    for line in lines_of(sheet, COLUMN, chapter.how):
        write(sheet, x, y, COLUMN, line, ("sans", ""), HOW_SIZE, INK_2, HOW_LINE * room)
        y += HOW_LINE * room
    return y + BETWEEN * room
