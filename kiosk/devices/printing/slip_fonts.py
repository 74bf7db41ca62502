"""The type of the slip: its fonts, and how words are broken into lines and drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.domain.drawable import SPARE, runs, wider

BLACK, WHITE = 0, 255
LINE_HEIGHT = 1.28
BASELINE = 1.0
RULER = 50
STILL_LARGE = 0.8

# A word of Latin letters and digits stays whole, a closing mark never starts a line.
_PIECE = re.compile(
    r"(?:[^\W\u2e80-\U0010ffff]+(?:[.:/'’–-][^\W\u2e80-\U0010ffff]+)*|\S)"
    r"(?:\s*[，。、？！：；”’）》,.?!:;)])*\s*"
)


class Cut:
    """A font in one size, and the spare one beside it for what it lacks."""

    def __init__(self, main: ImageFont.FreeTypeFont) -> None:
        self.main = main
        self.size = main.size

    @cached_property
    def _spare(self) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(SPARE, self.size)

    def getlength(self, text: str) -> float:
        """How long a line is, in dots."""
        return sum((self._spare if run.spare else self.main).getlength(run.text)
                   for run in runs(text))

    def draw(self, image: Image.Image, x: float, baseline: float, text: str) -> None:
        """Draws a line from `x` on."""
        pen = ImageDraw.Draw(image)
        for run in runs(text):
            font = self._spare if run.spare else self.main
            pen.text((x, baseline), run.text, font=font, fill=BLACK, anchor="ls",
                     stroke_width=self.size * wider(run, str(self.main.path)) / 2)
            x += font.getlength(run.text)


class SlipType:
    """Noto Sans SC regular and bold from a folder, in every size asked for."""

    def __init__(self, folder: Path) -> None:
        self._regular = ImageFont.truetype(folder / "NotoSansSC-Regular.otf", 20)
        self._bold = ImageFont.truetype(folder / "NotoSansSC-Bold.otf", 20)
        self._cut = cache(self._cut_anew)

    def size(self, dots: int, bold: bool = True) -> Cut:
        """The font with an em of so many dots."""
        return self._cut(dots, bold)

    def fitting(
        self, text: str, width: int, most: int, least: int, lines: int, bold: bool = True
    ) -> tuple[Cut, list[str]]:
        """The font and the lines in which a text fits a width, at most so many lines if it can.

        Somewhat smaller on fewer lines is preferred. At the smallest size a text takes as many
        lines as it needs: nothing is ever cut off.
        """
        measure = cache(self.size(RULER, bold).getlength)
        for allowed in range(1, lines + 1):
            smallest = least if allowed == lines else max(least, round(most * STILL_LARGE))
            for dots in range(most, smallest - 1, -2):
                broken = balanced(text, measure, width * RULER / dots)
                if len(broken) <= allowed:
                    return self.size(dots, bold), broken
        return self.size(least, bold), broken

    def _cut_anew(self, dots: int, bold: bool) -> Cut:
        return Cut((self._bold if bold else self._regular).font_variant(size=dots))


def broken_lines(text: str, measure: Callable[[str], float], width: float) -> list[str]:
    """A text in lines no wider than `width`; a word too long for a line is cut."""
    lines, used = [""], 0.0
    for piece in _PIECE.findall(text):
        for part in [piece] if measure(piece.rstrip()) <= width else piece:
            if lines[-1] and used + measure(part.rstrip()) > width:
                lines.append("")
                used = 0.0
            lines[-1] += part
            used += measure(part)
    return [line.strip() for line in lines]


def balanced(text: str, measure: Callable[[str], float], width: float) -> list[str]:
    """The same number of lines, but none much shorter than the others."""
    lines = broken_lines(text, measure, width)
    # No narrower than the widest word that fits: narrower would cut it.
    words = (measure(piece.rstrip()) for piece in _PIECE.findall(text))
    even = max([sum(map(measure, lines)) / len(lines), *(w for w in words if w <= width)])
    while len(lines) > 1 and even < width:
        closer = broken_lines(text, measure, even)
        if len(closer) == len(lines):
            return closer
        even += RULER / 2
    return lines


def line_height(font: Cut) -> int:
    """How far one line stands below the other, in dots."""
    return round(font.size * LINE_HEIGHT)


def draw_line(
    image: Image.Image, text: str, font: Cut, x: float, top: float, anchor: str
) -> None:
    """Draws one line from `top` down; `anchor` l, m or r says which side of it is at `x`."""
    baseline = top + round(font.size * BASELINE)
    left = x - {"l": 0, "m": 0.5, "r": 1}[anchor] * font.getlength(text)
    font.draw(image, left, baseline, text)


def inked(number: str, font: Cut) -> Image.Image:
    """A number as a picture without any white around it."""
    left, top, right, bottom = (round(edge) for edge in font.main.getbbox(number))
    image = Image.new("L", (right - left, bottom - top), WHITE)
    ImageDraw.Draw(image).text((-left, -top), number, font=font.main, fill=BLACK)
    return image
