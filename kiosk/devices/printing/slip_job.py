"""Slip jobs: a slip drawn for one paper width, and as the bytes that print it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from kiosk.devices.printing.printer_bytes import slip_bytes
from kiosk.devices.printing.slip_fonts import SlipType
from kiosk.devices.printing.slip_paper import PAPERS, draw_slip
from kiosk.domain.queue.slips import Slip

DOOR = (43, 48)


class SlipJobs:
    """Draws for paper of 80 or 58 mm with the fonts and the mark in the centre's assets."""

    def __init__(self, paper_mm: int, assets: Path) -> None:
        self._paper = PAPERS[paper_mm]
        self._letters = SlipType(assets / "fonts")
        with Image.open(assets / "pictures" / "logo-print.png") as door:
            self._door = door.convert("L").resize(DOOR, Image.Resampling.LANCZOS)

    def picture_of(self, slip: Slip) -> Image.Image:
        """The slip as it will look, 1 bit a dot."""
        return draw_slip(slip, self._paper, self._letters, self._door)

    def bytes_of(self, slip: Slip) -> bytes:
        """The slip as one ESC/POS job that ends with the cut."""
        return slip_bytes(self.picture_of(slip))
