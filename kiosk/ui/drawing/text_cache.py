"""Letters: lines of text as textures, measured."""

from __future__ import annotations

from collections import OrderedDict
from itertools import product
from typing import NamedTuple

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture

from kiosk.domain.drawable import SPARE, FaceRun, runs, wider
from kiosk.ui.drawing.shape_masks import unsmoothed

REMEMBERED = 240


class Laid(NamedTuple):
    """A part of a line, and how far right and up of the line's place it is laid."""

    x: int
    y: int
    texture: Texture


class Letters:
    """Draws each line once and remembers it; white, so that a colour can be laid over it.

    What the line's face lacks is drawn with the spare one, on the same baseline: the faces are
    as high as each other.
    """

    def __init__(self) -> None:
        self._drawn: OrderedDict[tuple[str, str, int], Texture] = OrderedDict()
        self._widths: dict[tuple[str, str, int], int] = {}

    def line(self, text: str, font: str, size: int, keep: bool = True) -> list[Laid]:
        """One line in a font of `size` pixels; without `keep` nothing remembers it."""
        laid, x = [], 0
        for run in runs(text):
            texture = self._texture(run.text, _face(run, font), size, keep)
            laid += [Laid(x + right, up, texture) for right, up in _strokes(run, font, size)]
            x += texture.width
        return laid

    def _texture(self, text: str, font: str, size: int, keep: bool) -> Texture:
        key = (text, font, size)
        if keep and key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        label = _label(text, font, size)
        label.refresh()
        texture = unsmoothed(label.texture)
        if keep:
            self._drawn[key] = texture
            self._widths[key] = texture.width
            if len(self._drawn) > REMEMBERED:
                self._drawn.popitem(last=False)
        return texture

    def width(self, text: str, font: str, size: int, keep: bool = True) -> int:
        """How wide a line is, in pixels; without `keep` nothing remembers more than one mark."""
        known = self._widths.get((text, font, size))
        if known is not None:
            return known
        return sum(self._width(run.text, _face(run, font), size, keep) for run in runs(text))

    def _width(self, text: str, font: str, size: int, keep: bool) -> int:
        if not keep and len(text) > 1:
            self._width(".", font, size, True)
            return _label(text, font, size).get_extents(text)[0]
        key = (text, font, size)
        if key not in self._widths:
            if len(self._widths) > 10 * REMEMBERED:
                self._widths.clear()
            # Kivy sets a font's hinting only when it draws with it; measured before its first
            # drawing, the same line would be a pixel wider.
            _label(".", font, size).refresh()
            self._widths[key] = _label(text, font, size).get_extents(text)[0]
        return self._widths[key]


def _face(run: FaceRun, font: str) -> str:
    return str(SPARE) if run.spare else font


def _strokes(run: FaceRun, font: str, size: int) -> list[tuple[int, int]]:
    """Where a run is laid: with wider strokes four times, around its place."""
    more = wider(run, font)
    if not more:
        return [(0, 0)]
    more = max(1, round(size * more))
    return [(x - more // 2, y - more // 2) for x, y in product((0, more), repeat=2)]


def _label(text: str, font: str, size: int) -> CoreLabel:
    return CoreLabel(
        text=text, font_name=font, font_size=size, font_hinting="light", strip=False,
    )
