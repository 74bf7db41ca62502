"""The card of a record of blood pressure: a code for its owner, eight letters for medical staff."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.devices.documents.pdf_layout import (
    INK,
    INK_2,
    RED_INK,
    draw_code,
    lintel,
    new_sheet,
    write,
)

# Millimetres.
WIDE, HIGH, MARGIN = 105.0, 74.0, 8.0
CODE, TOP = 42.0, 24.0
HALF = 4


@dataclass(frozen=True, slots=True)
class CareCard:
    """What a card says: whose centre, what it is, `letters` under `typed`; `url` is in the code,
    and `host`, where it leads, under it. `keep` says that it is its owner's alone."""

    centre: str
    title: str
    scan: str
    typed: str
    letters: str
    keep: str
    url: str
    host: str


def draw(card: CareCard, assets: Path) -> bytes:
    """The card as a PDF of A7: its letters are in it, and its code is drawn in lines."""
    sheet = new_sheet((WIDE, HIGH), card.title, assets)
    sheet.add_page()
    lintel(sheet, WIDE)
    inside, x = WIDE - 2 * MARGIN, MARGIN + CODE + 6
    beside = WIDE - MARGIN - x
    write(sheet, MARGIN, 8, inside, card.centre, ("sans", ""), 9, INK_2)
    write(sheet, MARGIN, 12.5, inside, card.title, ("serif", ""), 18, INK)
    draw_code(sheet, MARGIN, TOP, CODE, card.url)
    write(sheet, MARGIN, TOP + CODE + 1, CODE, card.host, ("sans", ""), 7, INK_2, align="C")
    write(sheet, x, TOP, beside, card.scan, ("sans", "B"), 10, INK)
    write(sheet, x, TOP + 13, beside, card.typed, ("sans", ""), 9, INK_2)
    letters = f"{card.letters[:HALF]} {card.letters[HALF:]}"
    write(sheet, x, TOP + 18, beside, letters, ("sans", "B"), 19, RED_INK)
    write(sheet, x, TOP + 33, beside, card.keep, ("sans", ""), 8.5, INK_2)
    return bytes(sheet.output())
