"""What the centre's letters can draw: its faces, and the spare one for what these lack."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kiosk.assets import ASSETS
from kiosk.domain.refusals import Refusal

FONTS = ASSETS / "fonts"
SPARE = FONTS / "NotoSansSC-Spare.otf"
# Asks for another shape of the letter before it, and is none itself.
CHOOSES_SHAPE = range(0xFE00, 0xFE10)
# By which part of its size the spare face, which is not bold, gets wider strokes beside another.
WIDER = {"NotoSansSC-Bold": 1 / 32, "NotoSerifSC-Bold": 1 / 64}

_met: set[str] = set()


class FaceRun(NamedTuple):
    """Neighbouring characters of one face: of the one asked for, or of the spare one."""

    text: str
    spare: bool


def runs(text: str) -> list[FaceRun]:
    """A line as it is drawn, face by face. What no face has stays with the one asked for, which
    draws a crossed box; what leaves no mark on purpose is left out."""
    if _is_usual(text):
        return [FaceRun(text, False)]
    main, spare = _faces()
    seen = filter(_is_seen, unicodedata.normalize("NFC", text))
    return [
        FaceRun("".join(part), in_spare) for in_spare, part in
        groupby(seen, lambda mark: not _holds(main, mark) and _holds(spare, mark))
    ]


def wider(run: FaceRun, font: str) -> float:
    """By which part of its size the strokes of a run get wider, in a line of that font file."""
    return WIDER.get(Path(font).stem, 0) if run.spare else 0


def undrawn(text: str) -> str:
    """The characters of a text that no face can draw, each once; "" where there are none."""
    if _is_usual(text):
        return ""
    main, spare = _faces()
    return "".join(dict.fromkeys(
        mark for mark in unicodedata.normalize("NFC", text)
        if _is_seen(mark) and not _holds(main, mark) and not _holds(spare, mark)
    ))


def refuse_undrawn(text: str) -> None:
    """Refuses with `not_drawn` what touch screen and paper would show with crossed boxes."""
    if signs := undrawn(text):
        raise Refusal("not_drawn", signs=signs)


def _is_usual(text: str) -> bool:
    """Whether the face asked for has every character."""
    # A page measures thousands of lines, nearly all of them in characters met before.
    if _met.issuperset(text):
        return True
    main, _ = _faces()
    found = all(_holds(main, mark) for mark in text)
    if found:
        _met.update(text)
    return found


def _is_seen(mark: str) -> bool:
    return ord(mark) not in CHOOSES_SHAPE and unicodedata.category(mark) not in ("Cc", "Cf")


def _holds(face: bytearray, mark: str) -> bool:
    byte, bit = divmod(ord(mark), 8)
    return byte < len(face) and bool(face[byte] >> bit & 1)


@cache
def _faces() -> tuple[bytearray, bytearray]:
    """A bit for each character: 25 KB a face, where a set would take a megabyte."""
    main, spare = (FONTS / "faces.txt").read_text("ascii").splitlines()
    return _bits(main), _bits(spare)


def _bits(ranges: str) -> bytearray:
    bounds = [[int(end, 16) for end in one.split("-")] for one in ranges.split()]
    face = bytearray(bounds[-1][-1] // 8 + 1)
    for first, *last in bounds:
        for point in range(first, (last or [first])[0] + 1):
            face[point // 8] |= 1 << point % 8
    return face
