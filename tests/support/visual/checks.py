"""What must hold of all that is on the touch screen: each check names what it finds wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from pathlib import Path

import zxingcpp

from kiosk.domain.line_breaking import NOT_FIRST
from kiosk.domain.operations.panel import (
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
from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import FittingTitle
from kiosk.ui.drawing.painter import Written
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.ui.shell.header import Title
from kiosk.ui.shell.page_frame import PageFrame
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.ui.widgets.qr_card import QrCard
from kiosk.ui.widgets.room_facts import RoomTitle
from kiosk.ui.widgets.tappable import Tappable
from tests.support.screens.typist import unreached
from tests.support.visual.heard import misheard
from tests.support.visual.inks import EDGE, grounds, least_contrast
from tests.support.visual.kept_pictures import unlike
from tests.support.visual.sight import Photo, Word, coloured, edge_contrast, word

PRIMARY_MM = 20.0
ROUNDING = 0.01
# A tail may hang this far out of its line.
ROUNDED = 6
# How far letters reach above and below the middle of their line, as shares of their size: Noto
# has its baseline 0.436 below it, and a tail reaches further down.
ABOVE, BELOW, TAILS_BELOW, DIGITS_BELOW = 0.37, 0.53, 0.65, 0.45
SILENT = {"attract", "asleep"}
TITLES = (Title, FittingTitle, RoomTitle)


@dataclass(frozen=True)
class Seen:
    """A stage in a mode, as it stands now; a picture of it where pixels are looked at, and the
    file of the one that is kept."""

    stage: PageFrame
    photo: Photo | None = None
    kept: Path | None = None

    @cached_property
    def pieces(self) -> list[KioskWidget]:
        """What can be seen now: a dialog hides the page, a toast what lies below it."""
        stage = self.stage
        if stage.dialog:
            shown = [*stage.dialog.pieces(), *stage.bar.pieces()]
        else:
            shown = list(stage.pieces())
        return [piece for piece in shown if piece.box and piece.pen]

    @cached_property
    def targets(self) -> list[Tappable]:
        """What can be tapped now."""
        return [piece for piece in self.pieces if isinstance(piece, Tappable)]

    @cached_property
    def texts(self) -> list[tuple[KioskWidget, Written]]:
        """What is written, and on what."""
        return [
            (piece, text) for piece in self.pieces for text in piece.pen.written
            if text.text.strip() and not self.covered(piece, text.at)
        ]

    @cached_property
    def words(self) -> list[tuple[KioskWidget, Written, Word]]:
        """What is written, and how it is seen; nothing where there is no picture."""
        if self.photo is None:
            return []
        code = self.stage.around.theme.code
        return [
            (piece, text, word(self.photo.crop(glyphs(self.stage, text)),
                               coloured(code(text.colour))))
            for piece, text in self.texts
        ]

    def covered(self, piece: KioskWidget, box: Rect) -> bool:
        """Whether the toast lies over it for its four seconds."""
        toast = self.stage.toast
        return bool(toast.text) and piece is not toast and toast.box.gap(box) < 0


Check = Callable[[Seen], Iterator[str]]
# A text on its piece, and where its letters stand.
Placed = tuple[KioskWidget, Written, Rect]


def name(piece: KioskWidget) -> str:
    """What a fault calls a piece."""
    meaning = piece.meaning()
    kind = type(piece).__name__
    return f"{kind} {meaning.role} “{meaning.name}”" if meaning else kind


def glyphs(stage: PageFrame, text: Written) -> Rect:
    """Where the letters of a text stand, without the air of its lines."""
    size, _, line = stage.around.theme.type(text.role)
    low = BELOW
    if text.text.isascii():
        low = TAILS_BELOW if set(text.text) & set("gjpqy,;()") else DIGITS_BELOW
    top = text.at.y + (line / 2 - ABOVE) * size
    return text.at._replace(y=top, h=text.at.bottom - (line / 2 - low) * size - top)


def place(piece: KioskWidget) -> Rect:
    """Where a piece may write: in its box; a long title rises as far as to the header."""
    if isinstance(piece, FittingTitle):
        top = piece.theme.measure("header")
        return piece.box._replace(y=top, h=piece.box.bottom - top).inset(-ROUNDED)
    return piece.box.inset(-ROUNDED)


def inside(piece: KioskWidget, other: KioskWidget) -> bool:
    """Whether one is the other or a part of it."""
    while piece is not other:
        if not isinstance(piece.parent, KioskWidget):
            return False
        piece = piece.parent
    return True


# ---- targets


def small_targets(seen: Seen) -> Iterator[str]:
    panel = seen.stage.around.theme.panel
    for target in seen.targets:
        _, _, *sides = seen.stage.around.theme.place(target.box)
        least = min(sides) * panel.pixel_mm
        wanted = PRIMARY_MM if target.kind == "primary" else TARGET_MM
        if least < wanted or min(target.box[2:]) < LEAST_TARGET - ROUNDING:
            yield f"{name(target)} is {least:.1f} mm ({target.box.w:g} x {target.box.h:g})"


def near_targets(seen: Seen) -> Iterator[str]:
    mm = seen.stage.around.theme.panel.mm
    for one, other in combinations(seen.targets, 2):
        if one.parent is other or other.parent is one:
            continue
        gap = one.box.gap(other.box)
        if gap * mm < GAP_MM or gap < LEAST_GAP - ROUNDING:
            yield f"{name(one)} and {name(other)} are {gap * mm:.1f} mm apart ({gap:g})"


def high_targets(seen: Seen) -> Iterator[str]:
    theme, screen = seen.stage.around.theme, seen.stage.screen
    panel = theme.panel
    for target in seen.targets:
        _, y, _, h = theme.place(target.box)
        height = panel.bottom_mm + (y + h) * panel.pixel_mm
        public = screen is None or not screen.STAFF
        if height > REACH_MM or (public and target.box.y < TOUCH_FROM[theme.canvas] - ROUNDING):
            yield f"{name(target)} reaches {height:.0f} mm above the floor (y {target.box.y:g})"


def pale_edges(seen: Seen) -> Iterator[str]:
    """The design draws no edge where a tap would do nothing."""
    for target in seen.targets:
        if seen.photo and target.listens and not seen.covered(target, target.box):
            found = edge_contrast(seen.photo, target.box)
            if found < EDGE:
                yield f"the edge of {name(target)} has only {found:.1f}"


# ---- words


def small_text(seen: Seen) -> Iterator[str]:
    theme = seen.stage.around.theme
    least = LEAST_TEXT_BIG if theme.mode.big else LEAST_TEXT
    for piece, text in seen.texts:
        size = theme.type(text.role).size
        high = theme.panel.letter_mm(size)
        if high < LETTER_MM or size < least:
            yield f"“{text.text}” on {name(piece)} has letters of {high:.1f} mm"


def pale_text(seen: Seen) -> Iterator[str]:
    contrasted = seen.stage.around.theme.mode.contrast
    for piece, text, word_seen in seen.words:
        if word_seen.contrast < least_contrast(contrasted, piece, text):
            yield f"“{text.text}” on {name(piece)} has a contrast of {word_seen.contrast:.1f}"


def strange_inks(seen: Seen) -> Iterator[str]:
    """An ink, or a ground below it, whose contrast is not among those that are computed."""
    theme = seen.stage.around.theme
    known = grounds(theme.mode.contrast)
    for piece, text in seen.texts:
        if text.colour not in known:
            yield f"“{text.text}” on {name(piece)} is written in {text.colour}"
    for piece, text, word_seen in seen.words:
        meant = {coloured(theme.code(token)) for token in known.get(text.colour, ())}
        for ground in set(word_seen.grounds) - meant:
            yield f"“{text.text}” in {text.colour} on {name(piece)} stands on {ground}"


def cut_text(seen: Seen) -> Iterator[str]:
    canvas = Rect(0, 0, *seen.stage.around.theme.canvas)
    for piece, text in seen.texts:
        room = glyphs(seen.stage, text)
        if text.overflows:
            yield f"“{text.text}” on {name(piece)} does not fit its place"
        elif not place(piece).holds(room) or not canvas.holds(room):
            yield f"“{text.text}” stands outside {name(piece)}"


def _meeting(texts: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """The texts whose letters lie over each other."""
    down = sorted(texts, key=lambda placed: placed[2].y)
    for n, one in enumerate(down, start=1):
        for other in islice(down, n, None):
            if other[2].y >= one[2].bottom - 2:
                break
            if one[2].gap(other[2]) < -2:
                yield one, other


def overlapping(seen: Seen) -> Iterator[str]:
    stage = seen.stage
    texts = [(piece, text, glyphs(stage, text)) for piece, text in seen.texts]
    for (one, text, _), (other, text_too, _) in _meeting(texts):
        yield f"“{text.text}” on {name(one)} lies over “{text_too.text}” on {name(other)}"
    for piece, text, room in texts:
        # An initial stands inside its doorway.
        if any(door.gap(room) < -2 and not door.holds(room) for door in piece.pen.doorways):
            yield f"“{text.text}” on {name(piece)} runs into its doorway"
    toast = stage.toast
    for target in seen.targets:
        if toast.text and toast.box.gap(target.box) < 0:
            yield f"what is told lies over {name(target)}"
        for piece, text, room in texts:
            if room.gap(target.box) < -2 and piece is not toast and not inside(piece, target):
                yield f"“{text.text}” on {name(piece)} runs into {name(target)}"


def in_the_header(seen: Seen) -> Iterator[str]:
    """A part of the page that touches what stands in the header. Titles are letters alone."""
    stage = seen.stage
    told = [(text.text, glyphs(stage, text)) for piece, text in seen.texts if piece is stage.header]
    parts = stage.screen.pieces() if stage.screen else ()
    for piece in parts:
        if piece.box and not isinstance(piece, TITLES):
            for text, room in told:
                if room.gap(piece.box) < 0:
                    yield f"{name(piece)} touches “{text}” in the header"


def badly_broken(seen: Seen) -> Iterator[str]:
    for piece, text in seen.texts:
        lines = text.text.split("\n")
        # A key bears the mark it writes.
        if piece.MEANS is not NodeRole.KEY and any(line[:1] in NOT_FIRST for line in lines if line):
            yield f"“{text.text}” on {name(piece)} begins a line with a mark"
        if len(lines) > 1 and len(lines[-1].strip()) == 1:
            yield f"“{text.text}” on {name(piece)} leaves a single character on its last line"


# ---- what is heard and scanned


def misspoken(seen: Seen) -> Iterator[str]:
    """What 朗读 says of it; nobody is spoken to who is not there.

    How long it takes depends on the language, and is measured where the letters are plain.
    """
    stage, said = seen.stage, seen.stage.speech()
    mode = stage.around.theme.mode
    if stage.screen is not None and stage.screen.NAME in SILENT and not stage.dialog:
        if said:
            yield f"nobody is there to hear: {said}"
    else:
        longest = stage.screen.HEARD if stage.screen and not stage.dialog else KioskScreen.HEARD
        plain = not (mode.big or mode.contrast)
        yield from misheard(said, mode.language, longest if plain else None)


def unread_codes(seen: Seen) -> Iterator[str]:
    for piece in seen.pieces:
        if seen.photo and isinstance(piece, QrCard) and piece.url:
            read = [code.text for code in zxingcpp.read_barcodes(seen.photo.crop(piece.box))]
            if read != [piece.url]:
                yield f"{name(piece)} is read as {read}"


# ---- what it is to somebody who does not see it


def nameless(seen: Seen) -> Iterator[str]:
    for meaning in seen.stage.register():
        if not meaning.name.strip():
            yield f"a {meaning.role} at {meaning.bounds} has no name"


def untold_targets(seen: Seen) -> Iterator[str]:
    """What can be tapped is told of as a button or a key."""
    told = {m.bounds for m in seen.stage.register() if m.role in (NodeRole.BUTTON, NodeRole.KEY)}
    for target in seen.stage.targets():
        if target.box not in told:
            yield f"{name(target.piece)} is in nobody's register"


def out_of_reach(seen: Seen) -> Iterator[str]:
    """Keys and switches do all that a finger can."""
    if found := unreached(seen.stage):
        yield found


# ---- what it looked like


def unlike_kept(seen: Seen) -> Iterator[str]:
    if seen.photo and seen.kept and (found := unlike(seen.photo.picture, seen.kept)):
        yield found


# Keys come last: they press what is there.
CHECKS: tuple[Check, ...] = (
    small_targets, near_targets, high_targets, pale_edges, small_text, pale_text, strange_inks,
    cut_text, overlapping, in_the_header, badly_broken, misspoken, unread_codes, nameless,
    untold_targets, unlike_kept, out_of_reach,
)


# What may change where something is told over a page that stands.
WRITTEN = (small_text, cut_text, overlapping, badly_broken, nameless)


def wrong(seen: Seen, checks: Sequence[Check] = CHECKS) -> list[str]:
    """All that does not hold."""
    return [f"{check.__name__}: {found}" for check in checks for found in check(seen)]
