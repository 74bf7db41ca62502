"""The sign on a room's door: a sheet of A5 with a code to arrive by, drawn for a printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.devices.documents.pdf_layout import (
    BRICK,
    GOLD,
    HAIR,
    INK,
    INK_2,
    LINE,
    RED_INK,
    WHEAT,
    box,
    draw_code,
    lintel,
    new_sheet,
    write,
)

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
WIDE, HIGH, MARGIN = 148.0, 210.0, 14.0
INSIDE = WIDE - 2 * MARGIN
LOGO = (15.0, 16.8)
CARD_TOP, CARD, CODE = 66.0, 70.0, 56.0
STEPS_TOP, STEP, CIRCLE = 142.5, 12.0, 8.5
PANEL = 20.0


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sign says: whose centre, which room, how one comes to a place, the steps.

    `url` is in the code; beside it stand `scan`, `free`, and `host`, where it leads, under
    `leads`. `facts` are what holds there, each with its name: the hours, the rules.
    """

    brand: str
    centre: str
    room: str
    how: str
    scan: str
    free: str
    leads: str
    url: str
    host: str
    steps: Sequence[str]
    facts: Sequence[tuple[str, str]]


def draw(sign: Sign, assets: Path) -> bytes:
    """The sign as a PDF: its letters are in it, and its code and mark are drawn in lines."""
    sheet = new_sheet((WIDE, HIGH), f"{sign.centre} · {sign.room}", assets)
    sheet.add_page()
    lintel(sheet, WIDE)
    _head(sheet, sign, assets / "pictures" / "logo.svg")
    _card(sheet, sign)
    _steps(sheet, sign.steps)
    _facts(sheet, sign.facts)
    return bytes(sheet.output())


def _head(sheet: FPDF, sign: Sign, logo: Path) -> None:
    sheet.image(logo, MARGIN, 10.5, *LOGO)
    beside = LOGO[0] + 4.5
    write(sheet, MARGIN + beside, 10.2, INSIDE - beside, sign.brand, ("serif", ""), 20, INK)
    write(sheet, MARGIN + beside, 20, INSIDE - beside, sign.centre, ("sans", ""), 12, INK_2)
    write(sheet, MARGIN, 32.5, INSIDE, sign.room, ("serif", ""), 48, INK, high=20)
    write(sheet, MARGIN, 54, INSIDE, sign.how, ("sans", "B"), 17, RED_INK)


def _card(sheet: FPDF, sign: Sign) -> None:
    sheet.set_draw_color(LINE)
    sheet.set_line_width(0.5)
    sheet.rect(MARGIN, CARD_TOP, INSIDE, CARD, "D", round_corners=True, corner_radius=5)
    around = (CARD - CODE) / 2
    draw_code(sheet, MARGIN + around, CARD_TOP + around, CODE, sign.url)
    x = MARGIN + CARD
    wide = INSIDE - CARD - around
    write(sheet, x, CARD_TOP + 12, wide, sign.scan, ("serif", ""), 24, INK)
    write(sheet, x, CARD_TOP + 24, wide, sign.free, ("sans", ""), 12.5, INK_2)
    box(sheet, x, CARD_TOP + 35.5, 12, HAIR, GOLD)
    write(sheet, x, CARD_TOP + 41, wide, sign.leads, ("sans", ""), 11, INK_2)
    write(sheet, x, CARD_TOP + 47.5, wide, sign.host, ("sans", "B"), 13, INK)


def _steps(sheet: FPDF, steps: Sequence[str]) -> None:
    middle = MARGIN + CIRCLE / 2
    box(sheet, middle - HAIR / 2, STEPS_TOP + 1, HAIR, STEP * (len(steps) - 1), GOLD)
    for n, step in enumerate(steps):
        top = STEPS_TOP + n * STEP
        sheet.set_fill_color(INK)
        sheet.ellipse(MARGIN, top, CIRCLE, CIRCLE, "F")
        write(sheet, MARGIN, top, CIRCLE, str(n + 1), ("sans", "B"), 14, "#FFFFFF", CIRCLE, "C")
        write(sheet, MARGIN + CIRCLE + 5, top, INSIDE - CIRCLE - 5, step, ("sans", "B"), 16, INK,
               CIRCLE)


def _facts(sheet: FPDF, facts: Sequence[tuple[str, str]]) -> None:
    top = HIGH - PANEL - 9
    sheet.set_fill_color(WHEAT)
    sheet.rect(MARGIN, top, INSIDE, PANEL, "F", round_corners=True, corner_radius=4)
    name_type = ("sans", "B")
    sheet.set_font(*name_type, 12)
    beside = max(sheet.get_string_width(name) for name, _ in facts) + 5
    high = (PANEL - 5) / len(facts)
    for n, (name, said) in enumerate(facts):
        y = top + 2.5 + n * high
        write(sheet, MARGIN + 6, y, beside, name, name_type, 12, BRICK, high)
        write(sheet, MARGIN + 6 + beside, y, INSIDE - beside - 12, said, ("sans", ""), 12, INK,
               high)
