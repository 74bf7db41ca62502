"""Sheets for an office printer: colours, letters and the lintel that all of them share."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.devices.media.qr_code import qr_matrix
from kiosk.domain.drawable import SPARE, FaceRun, runs, wider
from kiosk.domain.line_breaking import broken

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
LINTEL, HAIR = 5.0, 0.7
# A sheet of A4, and what stands at its head: the mark, whose sheet it is, what it is called.
WIDE, HIGH = 210.0, 297.0
MARK, MARK_TOP, BESIDE_MARK, TITLE_TOP = (15.0, 16.8), 11.5, 4.5, 31.0
RED, RED_INK, BRICK, GOLD = "#A61118", "#9A0F15", "#8C2A1E", "#C9912B"
INK, INK_2, WHEAT, LINE = "#2A1F1A", "#574538", "#F4E8D6", "#DDCBB0"
POINT = 25.4 / 72
# Between two lines that are written on by hand.
BETWEEN_LINES = 4.0
FONTS = {("sans", ""): "NotoSansSC-Regular", ("sans", "B"): "NotoSansSC-Bold",
         ("serif", ""): "NotoSerifSC-Bold"}


def new_sheet(size: tuple[float, float], title: str, assets: Path) -> FPDF:
    """A document without a page yet; its letters will be in it."""
    # Brings a sixth of a second and 26 MB, which the touch screen, that prints no sheet, can do
    # without.
    from fpdf import FPDF

    # They would write the characters of a name into the log.
    for name in ("fpdf", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    sheet = FPDF(unit="mm", format=size)
    sheet.set_auto_page_break(False)
    sheet.c_margin = 0
    sheet.set_title(title)
    for (name, style), file in FONTS.items():
        sheet.add_font(name, style, assets / "fonts" / f"{file}.otf")
    return sheet


def lintel(sheet: FPDF, wide: float) -> None:
    """The red beam over a page, with its gold hairline."""
    box(sheet, 0, 0, wide, LINTEL, RED)
    box(sheet, 0, LINTEL + HAIR, wide, HAIR, GOLD)


def letterhead(sheet: FPDF, assets: Path, margin: float, centre: str, title: str) -> None:
    """The head of a first sheet of A4."""
    inside, beside = WIDE - 2 * margin, MARK[0] + BESIDE_MARK
    sheet.image(assets / "pictures" / "logo.svg", margin, MARK_TOP, *MARK)
    write(sheet, margin + beside, MARK_TOP, inside - beside, centre, ("sans", ""), 13, INK_2,
          MARK[1])
    write(sheet, margin, TITLE_TOP, inside, title, ("serif", ""), 28, INK, align="C")


def box(sheet: FPDF, x: float, y: float, wide: float, high: float, colour: str) -> None:
    """A filled box."""
    sheet.set_fill_color(colour)
    sheet.rect(x, y, wide, high, "F")


def draw_code(sheet: FPDF, left: float, top: float, side: float, url: str) -> None:
    """A QR code, so many millimetres wide; its quiet zone is the white around it."""
    modules = qr_matrix(url, 0)
    module = side / len(modules)
    for y, row in enumerate(modules):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                # A hair higher than it is, so that no light shows between two rows.
                box(sheet, left + x * module, top + y * module, length * module, module + 0.02,
                    INK)
            x += length


def write(
    sheet: FPDF, x: float, y: float, wide: float, text: str, kind: tuple[str, str], size: float,
    colour: str, high: float | None = None, align: str = "L",
) -> None:
    """One line, smaller where it would be too wide, in the middle of its height."""
    sheet.set_font(*kind, size)
    sheet.set_font_size(min(size, size * wide / max(width(sheet, text), 1)))
    sheet.set_text_color(colour)
    size = sheet.font_size_pt
    x += {"L": 0, "C": 0.5, "R": 1}[align] * (wide - width(sheet, text))
    for run in runs(text):
        sheet.set_xy(x, y)
        _choose(sheet, run, kind, size)
        more = wider(run, FONTS[kind])
        with (sheet.local_context(text_mode="FILL_STROKE", draw_color=colour,
                                  line_width=size * POINT * more) if more else nullcontext()):
            sheet.cell(None, high or size * POINT * 1.25, run.text)
        x += sheet.get_string_width(run.text)


def width(sheet: FPDF, text: str) -> float:
    """How wide a line is in the letters that are set now."""
    kind, size, wide = (sheet.font_family, sheet.font_style), sheet.font_size_pt, 0.0
    for run in runs(text):
        _choose(sheet, run, kind, size)
        wide += sheet.get_string_width(run.text)
    sheet.set_font(*kind, size)
    return wide


def _choose(sheet: FPDF, run: FaceRun, kind: tuple[str, str], size: float) -> None:
    """Sets the letters of a run; the spare ones are brought only where they are needed."""
    if run.spare and SPARE.stem.lower() not in sheet.fonts:
        sheet.add_font(SPARE.stem, "", SPARE)
    sheet.set_font(*((SPARE.stem, "") if run.spare else kind), size)


def lines_of(sheet: FPDF, wide: float, text: str) -> list[str]:
    """A text in lines of that width, in the letters that are set now."""
    return broken(text, wide, lambda line: width(sheet, line))


def paragraph(
    sheet: FPDF, x: float, y: float, wide: float, text: str, sizes: Sequence[float], colour: str,
    high: float, line: float,
) -> None:
    """A text in lines, in the first of some sizes in which it is not higher than its place."""
    for size in sizes:
        sheet.set_font("sans", "", size)
        lines = lines_of(sheet, wide, text)
        if len(lines) * line <= high:
            break
    for n, said in enumerate(lines):
        write(sheet, x, y + n * line, wide, said, ("sans", ""), size, colour, line)


def written_by_hand(
    sheet: FPDF, x: float, y: float, wide: float, names: Sequence[str], high: float
) -> None:
    """A line to write on for each name, beside each other."""
    each = (wide - BETWEEN_LINES * (len(names) - 1)) / len(names)
    for n, name in enumerate(names):
        left = x + n * (each + BETWEEN_LINES)
        write(sheet, left, y, each, name, ("sans", ""), 10, INK, high)
        begins = left + width(sheet, name) + 2
        box(sheet, begins, y + high, left + each - begins, HAIR / 2, INK_2)
