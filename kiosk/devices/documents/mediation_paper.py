"""A paper of a mediation's dossier on one sheet of A4: to be filled in by pen, and signed."""

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
    lines_of,
    lintel,
    new_sheet,
    write,
)

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
MARGIN, TOP, LABEL = 18.0, 48.0, 38.0
INSIDE = WIDE - 2 * MARGIN
HEAD, ROW, RULED, TEXT_LINE, AFTER = 8.0, 9.5, 10.0, 6.2, 3.0
CONFIRM_HIGH, SIGNS_TOP, FOOT = 17.0, HIGH - 52.0, HIGH - 12.0
THIN = 0.2


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A part of a paper: its heading, what stands there already line by line, and how many ruled
    lines follow for the pen."""

    heading: str
    said: Sequence[str] = ()
    ruled: int = 0


@dataclass(frozen=True, slots=True)
class MediationSheet:
    """What a paper says, all of it in words: `facts` are names with what is known ("": a line for
    the pen), `confirm` what the staff have to confirm before it is used, `signs` who signs."""

    centre: str
    title: str
    facts: Sequence[tuple[str, str]]
    parts: Sequence[PaperPart]
    confirm: str
    signs: Sequence[str]
    foot: str


def draw(paper: MediationSheet, assets: Path) -> bytes:
    """The paper as a PDF of one page."""
    sheet = new_sheet((WIDE, HIGH), f"{paper.centre} · {paper.title}", assets)
    sheet.add_page()
    lintel(sheet, WIDE)
    letterhead(sheet, assets, MARGIN, paper.centre, paper.title)
    y = TOP
    for name, known in paper.facts:
        write(sheet, MARGIN, y, LABEL, name, ("sans", ""), 11, INK_2, ROW)
        if known:
            write(sheet, MARGIN + LABEL, y, INSIDE - LABEL, known, ("sans", "B"), 11, INK, ROW)
        box(sheet, MARGIN + LABEL, y + ROW - 1, INSIDE - LABEL, THIN, LINE)
        y += ROW
    y += AFTER
    for part in paper.parts:
        y = _part(sheet, part, y)
    _confirm(sheet, paper.confirm)
    _signs(sheet, paper.signs)
    box(sheet, MARGIN, FOOT - 2, INSIDE, THIN, LINE)
    write(sheet, MARGIN, FOOT, INSIDE, paper.foot, ("sans", ""), 9, INK_2, align="C")
    return bytes(sheet.output())


def _part(sheet: FPDF, part: PaperPart, y: float) -> float:
    """Draws a part; returns where the next one begins."""
    write(sheet, MARGIN, y, INSIDE, part.heading, ("sans", "B"), 12.5, RED_INK, HEAD)
    y += HEAD
    for text in part.said:
        sheet.set_font("sans", "", 11)
        for line in lines_of(sheet, INSIDE, text):
            write(sheet, MARGIN, y, INSIDE, line, ("sans", ""), 11, INK, TEXT_LINE)
            y += TEXT_LINE
    for _ in range(part.ruled):
        y += RULED
        box(sheet, MARGIN, y - 1, INSIDE, THIN, LINE)
    return y + AFTER


def _confirm(sheet: FPDF, said: str) -> None:
    """What the staff have to confirm, marked off from the text of the paper."""
    top = SIGNS_TOP - CONFIRM_HIGH - AFTER
    box(sheet, MARGIN, top, INSIDE, CONFIRM_HIGH, WHEAT)
    sheet.set_font("sans", "", 9.5)
    for n, line in enumerate(lines_of(sheet, INSIDE - 8, said)):
        write(sheet, MARGIN + 4, top + 2 + n * 5, INSIDE - 8, line, ("sans", ""), 9.5, INK, 5)


def _signs(sheet: FPDF, signs: Sequence[str]) -> None:
    """A place for each of those who sign, side by side, with its day."""
    wide = INSIDE / max(len(signs), 1)
    for n, who in enumerate(signs):
        x = MARGIN + n * wide
        write(sheet, x, SIGNS_TOP, wide - 6, who, ("sans", ""), 10.5, INK_2)
        box(sheet, x, SIGNS_TOP + 22, wide - 6, THIN, INK)
