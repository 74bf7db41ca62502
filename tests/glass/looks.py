"""What must hold of all that is on the glass: each check names what it finds wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

import zxingcpp

from kiosk.domain.lines import NOT_FIRST
from kiosk.domain.panel import (
    GAP_MM,
    LEAST_GAP,
    LEAST_TARGET,
    LEAST_TEXT,
    LEAST_TEXT_BIG,
    LETTER_MM,
    REACH_MM,
    TARGET_MM,
    TOUCH_FROM,
)
from kiosk.glass.box import Box
from kiosk.glass.cards import QrCard
from kiosk.glass.fitting import FittingTitle
from kiosk.glass.meaning import Role
from kiosk.glass.pen import Written
from kiosk.glass.piece import Piece
from kiosk.glass.stage import Stage
from kiosk.glass.tappable import Tappable
from tests.glass.sight import Photo, coloured, edge_contrast, word_contrast

PRIMARY_MM = 20.0
ROUNDING = 0.01
# A tail may hang this far out of its line.
ROUNDED = 6
TEXT, MAIN_TEXT, TEXT_IN_CONTRAST, EDGE = 7.0, 10.0, 16.0, 3.0
# What a page asks and offers; where it stands on the red face its colours are the design's.
MAIN = {
    "home_title", "title", "section", "row", "tile", "tile_small", "choice", "dialog", "body",
    "step", "brand", "window",
}
# How far letters reach above and below the middle of their line, as shares of their size: Noto
# has its baseline 0.436 below it, and a tail reaches further down.
ABOVE, BELOW, TAILS_BELOW, DIGITS_BELOW = 0.37, 0.53, 0.65, 0.45
SILENT = {"attract", "asleep"}


class Seen(NamedTuple):
    """A stage in a mode, and a picture of it where pixels are looked at."""

    stage: Stage
    photo: Photo | None = None

    def pieces(self) -> list[Piece]:
        """What can be seen now: a dialog hides the page, a toast what lies below it."""
        stage = self.stage
        if stage.dialog:
            shown = [*stage.dialog.pieces(), *stage.bar.pieces()]
        else:
            shown = list(stage.pieces())
        return [piece for piece in shown if piece.box and piece.pen]

    def targets(self) -> list[Tappable]:
        """What can be tapped now."""
        return [piece for piece in self.pieces() if isinstance(piece, Tappable)]

    def texts(self) -> list[tuple[Piece, Written]]:
        """What is written, and on what."""
        return [
            (piece, text) for piece in self.pieces() for text in piece.pen.written
            if text.text.strip() and not self.covered(piece, text.at)
        ]

    def covered(self, piece: Piece, box: Box) -> bool:
        """Whether the toast lies over it for its four seconds."""
        toast = self.stage.toast
        return bool(toast.text) and piece is not toast and toast.box.gap(box) < 0


def name(piece: Piece) -> str:
    """What a fault calls a piece."""
    meaning = piece.meaning()
    kind = type(piece).__name__
    return f"{kind} {meaning.role} “{meaning.name}”" if meaning else kind


def glyphs(stage: Stage, text: Written) -> Box:
    """Where the letters of a text stand, without the air of its lines."""
    size, _, line = stage.around.theme.type(text.role)
    low = BELOW
    if text.text.isascii():
        low = TAILS_BELOW if set(text.text) & set("gjpqy,;()") else DIGITS_BELOW
    top = text.at.y + (line / 2 - ABOVE) * size
    return text.at._replace(y=top, h=text.at.bottom - (line / 2 - low) * size - top)


def place(piece: Piece) -> Box:
    """Where a piece may write: in its box; a long title rises as far as to the header."""
    if isinstance(piece, FittingTitle):
        top = piece.theme.measure("header")
        return piece.box._replace(y=top, h=piece.box.bottom - top).inset(-ROUNDED)
    return piece.box.inset(-ROUNDED)


def inside(piece: Piece, other: Piece) -> bool:
    """Whether one is the other or a part of it."""
    while piece is not other:
        if not isinstance(piece.parent, Piece):
            return False
        piece = piece.parent
    return True


# ---- targets


def small_targets(seen: Seen) -> Iterator[str]:
    panel = seen.stage.around.theme.panel
    for target in seen.targets():
        _, _, *sides = seen.stage.around.theme.place(target.box)
        least = min(sides) * panel.pixel_mm
        wanted = PRIMARY_MM if target.kind == "primary" else TARGET_MM
        if least < wanted or min(target.box[2:]) < LEAST_TARGET - ROUNDING:
            yield f"{name(target)} is {least:.1f} mm ({target.box.w:g} x {target.box.h:g})"


def near_targets(seen: Seen) -> Iterator[str]:
    mm = seen.stage.around.theme.panel.mm
    for one, other in combinations(seen.targets(), 2):
        if one.parent is other or other.parent is one:
            continue
        gap = one.box.gap(other.box)
        if gap * mm < GAP_MM or gap < LEAST_GAP - ROUNDING:
            yield f"{name(one)} and {name(other)} are {gap * mm:.1f} mm apart ({gap:g})"


def high_targets(seen: Seen) -> Iterator[str]:
    theme, screen = seen.stage.around.theme, seen.stage.screen
    panel = theme.panel
    for target in seen.targets():
        _, y, _, h = theme.place(target.box)
        height = panel.bottom_mm + (y + h) * panel.pixel_mm
        public = screen is None or not screen.STAFF
        if height > REACH_MM or (public and target.box.y < TOUCH_FROM[theme.canvas] - ROUNDING):
            yield f"{name(target)} reaches {height:.0f} mm above the floor (y {target.box.y:g})"


def pale_edges(seen: Seen) -> Iterator[str]:
    """The design draws no edge where a tap would do nothing."""
    for target in seen.targets():
        if seen.photo and target.listens and not seen.covered(target, target.box):
            found = edge_contrast(seen.photo, target.box)
            if found < EDGE:
                yield f"the edge of {name(target)} has only {found:.1f}"


# ---- words


def small_text(seen: Seen) -> Iterator[str]:
    theme = seen.stage.around.theme
    least = LEAST_TEXT_BIG if theme.mode.big else LEAST_TEXT
    for piece, text in seen.texts():
        size = theme.type(text.role).size
        high = theme.panel.letter_mm(size)
        if high < LETTER_MM or size < least:
            yield f"“{text.text}” on {name(piece)} has letters of {high:.1f} mm"


def pale_text(seen: Seen) -> Iterator[str]:
    theme = seen.stage.around.theme
    for piece, text in seen.texts():
        if seen.photo is None:
            return
        picture = seen.photo.crop(glyphs(seen.stage, text))
        found = word_contrast(picture, coloured(theme.code(text.colour)))
        if found < _wanted(seen.stage, piece, text):
            yield f"“{text.text}” on {name(piece)} has a contrast of {found:.1f}"


def _wanted(stage: Stage, piece: Piece, text: Written) -> float:
    if stage.around.theme.mode.contrast:
        return TEXT_IN_CONTRAST
    quiet = text.colour in ("ink-2", "link", "red-ink", "grey-ink") or (
        isinstance(piece, Tappable) and text.colour == "white"
    )
    return MAIN_TEXT if text.role in MAIN and not quiet else TEXT


def cut_text(seen: Seen) -> Iterator[str]:
    canvas = Box(0, 0, *seen.stage.around.theme.canvas)
    for piece, text in seen.texts():
        room = glyphs(seen.stage, text)
        if text.overflows:
            yield f"“{text.text}” on {name(piece)} does not fit its place"
        elif not place(piece).holds(room) or not canvas.holds(room):
            yield f"“{text.text}” stands outside {name(piece)}"


def overlapping(seen: Seen) -> Iterator[str]:
    stage = seen.stage
    texts = [(piece, text, glyphs(stage, text)) for piece, text in seen.texts()]
    for (one, text, room), (other, text_too, room_too) in combinations(texts, 2):
        if room.gap(room_too) < -2:
            yield f"“{text.text}” on {name(one)} lies over “{text_too.text}” on {name(other)}"
    toast = stage.toast
    for target in seen.targets():
        for piece, text, room in texts:
            if piece is not toast and not inside(piece, target) and room.gap(target.box) < -2:
                yield f"“{text.text}” on {name(piece)} runs into {name(target)}"


def badly_broken(seen: Seen) -> Iterator[str]:
    for piece, text in seen.texts():
        lines = text.text.split("\n")
        # A key bears the mark it writes.
        if piece.MEANS is not Role.KEY and any(line[:1] in NOT_FIRST for line in lines if line):
            yield f"“{text.text}” on {name(piece)} begins a line with a mark"
        if len(lines) > 1 and len(lines[-1].strip()) == 1:
            yield f"“{text.text}” on {name(piece)} leaves a single character on its last line"


# ---- what is heard and scanned


def silent(seen: Seen) -> Iterator[str]:
    screen = seen.stage.screen
    if screen is not None and screen.NAME not in SILENT and not screen.speech().strip():
        yield "nothing is spoken"


def unread_codes(seen: Seen) -> Iterator[str]:
    for piece in seen.pieces():
        if seen.photo and isinstance(piece, QrCard) and piece.url and not piece.blocked:
            read = [code.text for code in zxingcpp.read_barcodes(seen.photo.crop(piece.box))]
            if read != [piece.url]:
                yield f"{name(piece)} is read as {read}"


CHECKS: tuple[Callable[[Seen], Iterator[str]], ...] = (
    small_targets, near_targets, high_targets, pale_edges, small_text, pale_text, cut_text,
    overlapping, badly_broken, silent, unread_codes,
)


def wrong(seen: Seen) -> list[str]:
    """All that does not hold."""
    return [f"{check.__name__}: {found}" for check in CHECKS for found in check(seen)]
