"""Letters: lines of text as textures, measured and broken where the language allows it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture

REMEMBERED = 240
# A line never begins with these, and never ends with an opening one.
NOT_FIRST = "，。、？！：；”’）》」…·%,.!?:;)"
NOT_LAST = "“‘（《「("
PAUSES = "，、。；：？,;"
ENOUGH = 0.45
FIRST_WIDE = "\u2e80"


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


def broken(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in lines that fit, as even as the language allows.

    Breaks written by hand stay. Chinese breaks between any two characters, other words at
    spaces, and rather after a pause; no line begins with a closing mark, and no last line
    holds a single character.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _fill(pieces(paragraph), width, measure)
    return lines


def pieces(text: str) -> list[str]:
    """What must stay together: a word, a number and its measure, a character and its marks."""
    found: list[str] = []
    for mark in text:
        before = found[-1] if found else ""
        clings = before and (
            mark == " "
            or mark in NOT_FIRST
            or before[-1] in NOT_LAST
            or (before.rstrip()[-1:].isdecimal() and not _is_latin(mark))
            or (_is_latin(mark) and _is_latin(before[-1]))
        )
        if clings:
            found[-1] += mark
        else:
            found.append(mark)
    return found


def _is_latin(mark: str) -> bool:
    return mark < FIRST_WIDE and mark != " "


def _fill(pieces: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if lines[-1] and measure("".join([*lines[-1], piece]).rstrip()) > width:
            lines.append(_after_mark(lines[-1], width, measure))
        lines[-1].append(piece)
    if len(lines) > 1 and len("".join(lines[-1])) == 1:
        lines[-1].insert(0, lines[-2].pop())
    return ["".join(line).rstrip() for line in lines]


def _after_mark(line: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """Takes what follows the last pause off a full line, where enough of the line stays."""
    for n in range(len(line) - 1, 0, -1):
        if line[n - 1].rstrip()[-1] in PAUSES:
            if measure("".join(line[:n])) >= ENOUGH * width:
                taken = line[n:]
                del line[n:]
                return taken
            break
    return []
