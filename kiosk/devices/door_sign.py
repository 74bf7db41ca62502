"""The sign on a room's door: a sheet of A5 with a code to arrive by, drawn for a printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF

from kiosk.qr import qr_matrix

# Millimetres.
WIDE, HIGH, MARGIN = 148.0, 210.0, 14.0
LINTEL, GOLD = 5.0, 0.7
CODE = 74.0
ARCH = (18.0, 22.0)
RED, GOLD_INK, INK, INK_2, WHEAT = "#A61118", "#C9912B", "#2A1F1A", "#574538", "#F4E8D6"
POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sign says: whose house, which room, how one comes to a place, the steps, the hours.

    `url` is in the code, `host` is read by people.
    """

    centre: str
    room: str
    how: str
    steps: Sequence[str]
    hours: str
    url: str
    host: str


def draw(sign: Sign, fonts: Path) -> bytes:
    """The sign as a PDF; its letters are in it, and nothing of it is a picture."""
    sheet = FPDF(unit="mm", format=(WIDE, HIGH))
    sheet.set_auto_page_break(False)
    sheet.c_margin = 0
    sheet.set_title(f"{sign.centre} · {sign.room}")
    for name, style, file in (("sans", "", "NotoSansSC-Regular"), ("sans", "B", "NotoSansSC-Bold"),
                              ("serif", "", "NotoSerifSC-Bold")):
        sheet.add_font(name, style, fonts / f"{file}.otf")
    sheet.add_page()
    _head(sheet, sign)
    _code(sheet, sign)
    _steps(sheet, sign)
    return bytes(sheet.output())


def _head(sheet: FPDF, sign: Sign) -> None:
    sheet.set_fill_color(RED)
    sheet.rect(0, 0, WIDE, LINTEL, "F")
    sheet.set_fill_color(GOLD_INK)
    sheet.rect(0, LINTEL + 0.7, WIDE, GOLD, "F")
    _door(sheet, MARGIN, 13)
    _write(sheet, MARGIN + ARCH[0] + 5, 14, sign.centre, "sans", "", 12, INK_2)
    size = _fitting(sheet, sign.room, WIDE - 2 * MARGIN - ARCH[0] - 5, 40)
    _write(sheet, MARGIN + ARCH[0] + 5, 20, sign.room, "serif", "", size, INK)
    _write(sheet, MARGIN, 38.5, sign.how, "sans", "B", _fitting_sans(sheet, sign.how, 16), RED)


def _door(sheet: FPDF, x: float, y: float) -> None:
    """The house's door, ajar."""
    wide, high = ARCH
    sheet.set_fill_color(RED)
    sheet.ellipse(x, y, wide, wide, "F")
    sheet.rect(x, y + wide / 2, wide, high - wide / 2, "F")
    sheet.set_fill_color("#FBE6A2")
    sheet.rect(x + wide * 0.52, y + wide * 0.3, wide * 0.3, high - wide * 0.3, "F")


def _code(sheet: FPDF, sign: Sign) -> None:
    left, top = (WIDE - CODE) / 2, 55.0
    sheet.set_draw_color("#DDCBB0")
    sheet.set_line_width(0.5)
    sheet.rect(left - 5, top - 5, CODE + 10, CODE + 17, "D", round_corners=True, corner_radius=5)
    modules = qr_matrix(sign.url, 0)
    side = CODE / len(modules)
    sheet.set_fill_color(INK)
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                # A hair wider than it is, so that no light shows between two rows.
                sheet.rect(left + x * side, top + y * side, (run - x) * side, side + 0.02, "F")
            x = max(run, x + 1)
    sheet.set_font("sans", "", 12)
    sheet.set_text_color(INK_2)
    sheet.set_xy(left - 5, top + CODE + 3)
    sheet.cell(CODE + 10, 6, sign.host, align="C")


def _steps(sheet: FPDF, sign: Sign) -> None:
    top = 150.0
    for n, step in enumerate(sign.steps, 1):
        sheet.set_fill_color(INK)
        sheet.ellipse(MARGIN, top, 9, 9, "F")
        sheet.set_font("sans", "B", 14)
        sheet.set_text_color("#FFFFFF")
        sheet.set_xy(MARGIN, top + 1.4)
        sheet.cell(9, 6, str(n), align="C")
        _write(sheet, MARGIN + 14, top + 1.2, step, "sans", "B",
               _fitting_sans(sheet, step, 15, 14), INK)
        top += 13
    sheet.set_fill_color(WHEAT)
    sheet.rect(MARGIN, HIGH - 22, WIDE - 2 * MARGIN, 12, "F", round_corners=True, corner_radius=4)
    _write(sheet, MARGIN + 5, HIGH - 18.6, sign.hours, "sans", "",
           _fitting_sans(sheet, sign.hours, 12, 10), INK)


def _write(
    sheet: FPDF, x: float, y: float, text: str, font: str, style: str, size: float, colour: str
) -> None:
    sheet.set_font(font, style, size)
    sheet.set_text_color(colour)
    sheet.set_xy(x, y)
    sheet.cell(0, size * POINT * 1.25, text)


def _fitting(sheet: FPDF, text: str, room: float, size: float, font: str = "serif",
             style: str = "") -> float:
    """The size at which a text is one line of that width, at most the one wanted."""
    sheet.set_font(font, style, size)
    return min(size, size * room / max(sheet.get_string_width(text) + 1, 1))


def _fitting_sans(sheet: FPDF, text: str, size: float, beside: float = 0) -> float:
    return _fitting(sheet, text, WIDE - 2 * MARGIN - beside, size, "sans", "B")
