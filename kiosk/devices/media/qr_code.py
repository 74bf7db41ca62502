"""QR codes: a text as black and white modules, and as a drawing for the pages."""

from __future__ import annotations

from html import escape
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4
INK = "#2A1F1A"


def qr_matrix(text: str, border: int = QUIET_ZONE) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code with error level M, rows from the top, True is dark.

    `border` is the quiet zone in modules on each side; scanners are promised 4, less only
    where what lies around is white too.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=border)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def qr_svg(text: str, title: str, border: int = QUIET_ZONE) -> str:
    """A QR code as an SVG element of any size; `title` is what a screen reader says."""
    matrix = qr_matrix(text, border)
    size = len(matrix)
    bars = "".join(bar for y, row in enumerate(matrix) for bar in _bars(y, row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" '
        f'viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f"<title>{escape(title)}</title>"
        f'<path fill="#FFFFFF" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="{INK}" d="{bars}"/></svg>'
    )


def _bars(y: int, row: tuple[bool, ...]) -> list[str]:
    """The dark runs of one row: one shape each, so that no hairline shows between modules."""
    bars, x = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            bars.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return bars
