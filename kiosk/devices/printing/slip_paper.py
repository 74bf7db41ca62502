"""The slip as it comes out of the printer: a picture in black and white, 8 dots a millimetre."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageDraw

from kiosk.devices.media.qr_code import QUIET_ZONE, qr_matrix
from kiosk.devices.printing.printer_bytes import slip_bytes
from kiosk.devices.printing.slip_fonts import BLACK, WHITE, SlipType, draw_line, inked, line_height
from kiosk.domain.queue.slips import Slip

DOTS_PER_MM = 8
QR_MM = 25
LONGEST = 2400
# Anti-aliased edges darker than this become ink: thermal dots spread a little by themselves.
INK_BELOW = 150
# The mark at the head of a slip, in dots.
DOOR = (43, 48)


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll: its width in millimetres, how many dots the head prints, the inner margin."""

    mm: int
    dots: int
    margin: int

    @property
    def text(self) -> int:
        """The width for text, in dots."""
        return self.dots - 2 * self.margin


PAPERS = {80: Paper(80, 576, 28), 58: Paper(58, 384, 12)}


def draw_slip(slip: Slip, paper: Paper, letters: SlipType, door: Image.Image) -> Image.Image:
    """The whole slip, 1 bit a dot, as wide as the print head; `door` is the centre's mark."""
    sheet = _Sheet(paper, letters)
    sheet.head(slip.centre, door)
    sheet.centred(slip.service, most=46, least=32, lines=2, gap=12)
    sheet.number(slip.number, gap=16)
    sheet.kind_and_time(slip.kind, slip.taken, gap=22)
    sheet.tear(gap=18)
    if not slip.url:
        sheet.facts(slip, gap=14)
    elif paper.mm == 80:
        sheet.code_beside_facts(slip, gap=24)
    else:
        sheet.facts(slip, gap=14)
        sheet.code(slip)
    sheet.centred(slip.scan_hint, most=30, least=24, lines=2, gap=14)
    if slip.url:
        sheet.centred(urlsplit(slip.url).netloc, most=24, least=18, lines=1, gap=0, bold=False)
    sheet.rule(2, gap=8)
    sheet.centred(slip.foot, most=32, least=24, lines=2, gap=6, bold=False)
    return sheet.finished()


class _Sheet:
    """Paper that fills from top to bottom; each part begins `gap` dots below the last."""

    def __init__(self, paper: Paper, letters: SlipType) -> None:
        self._paper = paper
        self._letters = letters
        self._image = Image.new("L", (paper.dots, LONGEST), WHITE)
        self._draw = ImageDraw.Draw(self._image)
        self._y = 0

    def head(self, centre: str, door: Image.Image) -> None:
        """The lintel, and under it the door beside the centre's name."""
        self.rule(8, gap=0, margin=0)
        self.rule(2, gap=4, margin=0)
        room = self._paper.text - door.width - 16
        font, lines = self._letters.fitting(centre, room, most=36, least=24, lines=2)
        height = max(line_height(font) * len(lines), door.height)
        width = max(font.getlength(line) for line in lines)
        x = round((self._paper.dots - door.width - 16 - width) / 2)
        self._y += 12
        self._image.paste(door, (x, self._y + (height - door.height) // 2))
        top = self._y + (height - line_height(font) * len(lines)) / 2
        for row, line in enumerate(lines):
            at = top + row * line_height(font)
            draw_line(self._image, line, font, x + door.width + 16, at, "l")
        self._y += height

    def centred(
        self, text: str, *, most: int, least: int, lines: int, gap: int, bold: bool = True
    ) -> None:
        """A text in the middle."""
        font, broken = self._letters.fitting(text, self._paper.text, most, least, lines, bold)
        self._y += gap
        for line in broken:
            draw_line(self._image, line, font, self._paper.dots / 2, self._y, "m")
            self._y += line_height(font)

    def number(self, number: str, gap: int) -> None:
        """The number as large as the paper lets it be."""
        width = self._paper.text - 24
        at_100 = self._letters.size(100).getlength(number)
        picture = inked(number, self._letters.size(min(round(100 * width / at_100), 230)))
        self._y += gap
        self._image.paste(picture, ((self._paper.dots - picture.width) // 2, self._y))
        self._y += picture.height

    def kind_and_time(self, kind: str, taken: str, gap: int) -> None:
        """The kind in a frame, and when it was taken; below each other on narrow paper."""
        bold, plain = self._letters.size(36), self._letters.size(30, bold=False)
        frame = bold.getlength(kind) + 40
        beside = frame + 24 + plain.getlength(taken) <= self._paper.text
        whole = frame + 24 + plain.getlength(taken) if beside else frame
        x = (self._paper.dots - whole) / 2
        self._y += gap
        self._draw.rounded_rectangle(
            (x, self._y, x + frame, self._y + 58), radius=29, outline=BLACK, width=3
        )
        draw_line(self._image, kind, bold, x + frame / 2, self._y + 5, "m")
        if beside:
            draw_line(self._image, taken, plain, x + frame + 24, self._y + 10, "l")
            self._y += 58
        else:
            self._y += 58
            self.centred(taken, most=30, least=20, lines=1, gap=6, bold=False)

    def tear(self, gap: int) -> None:
        """A dashed line across the paper."""
        self._y += gap
        for x in range(0, self._paper.dots, 16):
            self._draw.rectangle((x, self._y, x + 9, self._y + 2), fill=BLACK)
        self._y += 3

    def rule(self, thickness: int, gap: int, margin: int | None = None) -> None:
        """A full line."""
        self._y += gap
        side = self._paper.margin if margin is None else margin
        self._draw.rectangle(
            (side, self._y, self._paper.dots - 1 - side, self._y + thickness - 1), fill=BLACK
        )
        self._y += thickness

    def code_beside_facts(self, slip: Slip, gap: int) -> None:
        """Wide paper: the code on the left, the facts under each other on its right."""
        code, quiet = _code(slip.url)
        self._y += gap
        self._image.paste(code, (quiet, self._y))
        x = quiet + code.width + quiet
        room = self._paper.dots - x - self._paper.margin // 2
        pitch = (code.height + quiet) / max(len(slip.facts), 1)
        for row, (label, value) in enumerate(slip.facts):
            small = self._letters.size(24, bold=False)
            font, lines = self._letters.fitting(value, room, most=42, least=24, lines=1)
            spare = pitch - small.size - font.size * len(lines)
            top = self._y - quiet / 2 + row * pitch + spare / 2 - 4
            draw_line(self._image, label, small, x, top, "l")
            for line in lines:
                draw_line(self._image, line, font, x, top + small.size + 4, "l")
                top += font.size
        self._y += code.height + max(quiet - 16, 0)

    def facts(self, slip: Slip, gap: int) -> None:
        """One row for each fact: on narrow paper, and where no code is beside them."""
        small = self._letters.size(28, bold=False)
        self._y += gap
        for label, value in slip.facts:
            room = self._paper.text - small.getlength(label) - 16
            font, lines = self._letters.fitting(value, int(room), most=38, least=24, lines=1)
            lift = (line_height(font) - line_height(small)) - 2
            draw_line(self._image, label, small, self._paper.margin, self._y + lift, "l")
            for line in lines:
                right = self._paper.dots - self._paper.margin
                draw_line(self._image, line, font, right, self._y, "r")
                self._y += line_height(font)

    def code(self, slip: Slip) -> None:
        """Narrow paper: the code in the middle."""
        code, quiet = _code(slip.url)
        self._y += quiet
        self._image.paste(code, ((self._paper.dots - code.width) // 2, self._y))
        self._y += code.height + max(quiet - 16, 0)

    def finished(self) -> Image.Image:
        """What was drawn, without the paper that was not needed."""
        used = self._image.crop((0, 0, self._paper.dots, self._y + 12))
        return used.point([BLACK if shade < INK_BELOW else WHITE for shade in range(256)], "1")


def _code(url: str) -> tuple[Image.Image, int]:
    """The code without its quiet zone, at least 25 mm wide in whole dots, and that zone's dots."""
    matrix = qr_matrix(url, border=0)
    module = math.ceil(QR_MM * DOTS_PER_MM / len(matrix))
    small = Image.new("L", (len(matrix), len(matrix)))
    small.putdata([BLACK if dark else WHITE for row in matrix for dark in row])
    side = len(matrix) * module
    return small.resize((side, side), Image.Resampling.NEAREST), QUIET_ZONE * module


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
