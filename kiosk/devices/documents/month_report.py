"""The month on paper: figures, a column for each day, and tables whose lines are bars, on A4."""

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
    lines_of,
    lintel,
    new_sheet,
    paragraph,
    write,
    written_by_hand,
)
from kiosk.domain.statistics.bar_tables import BarRow, Block

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
MARGIN = 18.0
INSIDE = WIDE - 2 * MARGIN
SUMMARY_TOP, SUMMARY_HIGH = 45.0, 15.0
FACTS_TOP, FACT_HIGH, BETWEEN = 62.0, 26.0, 4.0
COLUMNS_TOP, COLUMNS_HIGH, LABEL = 99.0, 46.0, 6.0
FIRST_TOP, LATER_TOP, BOTTOM = 167.0, 18.0, 269.0
SIGNED_TOP = 274.0
TITLE, HEAD, ROW, THIN = 8.0, 10.0, 6.6, 0.2
NAME_SHARE, BAR_SHARE, BAR_HIGH = 0.22, 0.26, 3.6
BESIDE_BAR = 15.0
HEAD_SIZE, HEAD_LINE = 7.5, 3.6
FEWEST_LINES = 3
ALL, OF = "#CDB99D", "#2E7D4F"


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A figure with its name above and a sentence below."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says, all of it in words; `page` has the gaps `{n}` and `{of}`, `signed` names
    what is written by hand at its end. `log` names the
    event log's newest line, by which all before it can be known again."""

    centre: str
    title: str
    summary: str
    facts: Sequence[ReportFact]
    columns_title: str
    columns: Sequence[BarRow]
    blocks: Sequence[Block]
    about: str
    page: str
    signed: Sequence[str]
    made: str
    log: str
    issued: datetime


Part = tuple[Block, Sequence[BarRow]]


def draw(report: Report, assets: Path) -> bytes:
    """The report as a PDF; the same report is the same file."""
    sheet = new_sheet((WIDE, HIGH), f"{report.centre} · {report.title}", assets)
    sheet.set_creation_date(report.issued)
    pages = laid_out(report.blocks)
    for n, parts in enumerate(pages):
        sheet.add_page()
        lintel(sheet, WIDE)
        if n == 0:
            letterhead(sheet, assets, MARGIN, report.centre, report.title)
            _facts(sheet, report)
        top = FIRST_TOP if n == 0 else LATER_TOP
        for block, lines in parts:
            top = _table(sheet, block, lines, top) + BETWEEN
        if n == len(pages) - 1:
            written_by_hand(sheet, MARGIN, SIGNED_TOP, INSIDE, report.signed, ROW)
        for text, align in ((report.page.format(n=n + 1, of=len(pages)), "C"), (report.made, "R")):
            write(sheet, MARGIN, HIGH - 13, INSIDE, text, ("sans", ""), 9, INK_2, align=align)
        write(sheet, MARGIN, HIGH - 8.5, INSIDE, report.log, ("sans", ""), 7.5, INK_2, align="C")
    return bytes(sheet.output())


def laid_out(blocks: Sequence[Block]) -> list[list[Part]]:
    """Page by page the tables that have room on it; one that has none goes on overleaf."""
    pages: list[list[Part]] = [[]]
    top = FIRST_TOP
    for block in blocks:
        rest = list(block.lines)
        while rest:
            room = int((BOTTOM - top - TITLE - HEAD) / ROW)
            if room < min(FEWEST_LINES, len(rest)):
                pages.append([])
                top = LATER_TOP
                continue
            pages[-1].append((block, rest[:room]))
            top += TITLE + HEAD + ROW * min(room, len(rest)) + BETWEEN
            rest = rest[room:]
    return pages


def _facts(sheet: FPDF, report: Report) -> None:
    paragraph(sheet, MARGIN, SUMMARY_TOP, INSIDE, report.summary, (10.5, 9), INK, SUMMARY_HIGH, 5)
    wide = (INSIDE - BETWEEN * (len(report.facts) - 1)) / len(report.facts)
    for n, fact in enumerate(report.facts):
        x = MARGIN + n * (wide + BETWEEN)
        sheet.set_fill_color(WHEAT)
        sheet.rect(x, FACTS_TOP, wide, FACT_HIGH, "F", round_corners=True, corner_radius=3)
        for text, y, kind, size, colour in (
            (fact.name, 2.5, ("sans", "B"), 10.5, BRICK), (fact.value, 9, ("sans", "B"), 18, INK),
            (fact.note, 19, ("sans", ""), 9, INK_2),
        ):
            write(sheet, x + 2, FACTS_TOP + y, wide - 4, text, kind, size, colour, align="C")
    _columns(sheet, report)
    paragraph(sheet, MARGIN, COLUMNS_TOP + COLUMNS_HIGH + LABEL + 2, INSIDE, report.about, (9,),
              INK_2, 2 * LABEL, 4.6)


def _columns(sheet: FPDF, report: Report) -> None:
    """A column for each day, the part that was served dark, its number above and its day below."""
    write(sheet, MARGIN, COLUMNS_TOP - 7, INSIDE, report.columns_title, ("sans", "B"), 11, BRICK)
    ground, room = COLUMNS_TOP + COLUMNS_HIGH, COLUMNS_HIGH - LABEL
    most = max((one.all for one in report.columns), default=0) or 1
    wide = INSIDE / max(len(report.columns), 1)
    for n, one in enumerate(report.columns):
        x, high = MARGIN + n * wide, room * one.all / most
        box(sheet, x + wide * 0.15, ground - high, wide * 0.7, high, ALL)
        box(sheet, x + wide * 0.15, ground - room * one.of / most, wide * 0.7,
            room * one.of / most, OF)
        if one.all:
            write(sheet, x, ground - high - 4, wide, str(one.all), ("sans", ""), 7.5, INK, 4, "C")
        write(sheet, x, ground + 0.8, wide, one.name, ("sans", ""), 8, INK_2, 4, "C")
    box(sheet, MARGIN, ground, INSIDE, HAIR / 2, RED_INK)


def _table(sheet: FPDF, block: Block, lines: Sequence[BarRow], top: float) -> float:
    """Draws a table, or as much of it as has room; returns where it ends."""
    name, together, *rest = block.head[0], " / ".join(block.head[1:3]), *block.head[3:]
    write(sheet, MARGIN, top, INSIDE, name, ("sans", "B"), 12, RED_INK, TITLE)
    y = top + TITLE + HEAD
    first, bar = INSIDE * NAME_SHARE, INSIDE * BAR_SHARE
    wide = (INSIDE - first - bar) / max(len(rest), 1)
    _head(sheet, MARGIN + first, y, bar, together, "L")
    for n, head in enumerate(rest):
        _head(sheet, MARGIN + first + bar + n * wide, y, wide, head, "R")
    box(sheet, MARGIN, y, INSIDE, HAIR / 2, RED_INK)
    for line in lines:
        write(sheet, MARGIN, y, first - 2, line.name, ("sans", ""), 10, INK, ROW)
        _bar(sheet, MARGIN + first, y, bar, line, None if line is block.rest else block.most)
        for n, cell in enumerate(line.cells):
            said = "–" if cell is None else f"{cell:,}"
            write(sheet, MARGIN + first + bar + n * wide, y, wide, said, ("sans", ""), 10, INK, ROW,
                  "R")
        y += ROW
        box(sheet, MARGIN, y - THIN, INSIDE, THIN, LINE)
    return y


def _head(sheet: FPDF, x: float, bottom: float, wide: float, text: str, align: str) -> None:
    """What a column is called, in as many lines as it takes, standing on the rule."""
    sheet.set_font("sans", "", HEAD_SIZE)
    lines = lines_of(sheet, wide - 1, text)
    for n, line in enumerate(lines):
        write(sheet, x + 1, bottom - 1 - HEAD_LINE * (len(lines) - n), wide - 1, line,
              ("sans", ""), HEAD_SIZE, BRICK, HEAD_LINE, align)


def _bar(sheet: FPDF, x: float, y: float, wide: float, line: BarRow, most: int | None) -> None:
    room, top = wide - BESIDE_BAR - 4, y + (ROW - BAR_HIGH) / 2
    if most:
        box(sheet, x, top, room * line.all / most, BAR_HIGH, ALL)
        box(sheet, x, top, room * line.of / most, BAR_HIGH, OF)
    write(sheet, x + room + 2, y, BESIDE_BAR, f"{line.all:,} / {line.of:,}", ("sans", "B"), 9, INK,
          ROW)
