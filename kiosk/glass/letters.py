"""Letters: lines of text as textures, measured."""

from __future__ import annotations

from collections import OrderedDict

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture

REMEMBERED = 240


class Letters:
    """Draws each line once and remembers it; white, so that a colour can be laid over it."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[tuple[str, str, int], Texture] = OrderedDict()
        self._widths: dict[tuple[str, str, int], int] = {}

    def line(self, text: str, font: str, size: int, keep: bool = True) -> Texture:
        """One line in a font of `size` pixels; without `keep` nothing remembers it."""
        if not keep:
            label = _label(text, font, size)
            label.refresh()
            return label.texture
        key = (text, font, size)
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        label = _label(text, font, size)
        label.refresh()
        self._drawn[key] = label.texture
        self._widths[key] = label.texture.width
        if len(self._drawn) > REMEMBERED:
            self._drawn.popitem(last=False)
        return label.texture

    def width(self, text: str, font: str, size: int, keep: bool = True) -> int:
        """How wide a line is, in pixels; without `keep` nothing remembers more than one mark."""
        if not keep and len(text) > 1:
            self.width(".", font, size)
            return int(_label(text, font, size).get_extents(text)[0])
        key = (text, font, size)
        if key not in self._widths:
            if len(self._widths) > 10 * REMEMBERED:
                self._widths.clear()
            # Kivy sets a font's hinting only when it draws with it; measured before its first
            # drawing, the same line would be a pixel wider.
            _label(".", font, size).refresh()
            self._widths[key] = _label(text, font, size).get_extents(text)[0]
        return self._widths[key]


def _label(text: str, font: str, size: int) -> CoreLabel:
    return CoreLabel(
        text=text, font_name=font, font_size=size, font_hinting="light", strip=False,
    )
