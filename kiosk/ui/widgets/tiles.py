"""Tiles and choice rows: one thing to do, with its doorway, its name and how it stands."""

from __future__ import annotations

from kivy.properties import ListProperty, ObjectProperty, OptionProperty, StringProperty

from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip, chip_width, draw_chip, plaque
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.tappable import Tappable

# Lower than this 大字 has no room for a title under its doorway.
STACKED = 210
# Lower than this a tile has no room for the full doorway.
LOW = 200
# So far a title's line is higher than its letters, under a doorway.
UNDER = 8
# In a higher one its words stand together in the middle.
HIGH = 262
# A title that takes more of its line than this stands in two, the longer with this share of it.
ALMOST, EVEN = 0.8, 0.6


class Tile(Tappable):
    """A doorway left, `title`, one `line`, a `chip` (strokes.Chip) below.

    `shape` small has the title beside the doorway, in two lines where it is long, and a line of its
    own for the chip; wide (landscape's third column) puts title and chip beside the doorway. 大字
    puts the chip beside the doorway and the title below. A line with no room above the chip is
    left out.
    """

    icon = StringProperty("")
    title = StringProperty("")
    line = StringProperty("")
    chip: ObjectProperty[Chip | None] = ObjectProperty(None, allownone=True)
    shape = OptionProperty("normal", options=("normal", "small", "wide"))

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        if self.theme.mode.big and face.h >= STACKED:
            self._draw_stacked(pen, face, look)
        elif self.shape == "small":
            self._draw_small(pen, face, look)
        else:
            self._draw_beside(pen, face, look)

    def _draw_beside(self, pen: Painter, face: Rect, look: Look) -> None:
        face = face.middle(face.w, min(face.h, HIGH))
        if self.shape == "wide":
            arch, side = face.part(22, 24, 84, 104), 48
        elif face.w < 440 or face.h < LOW:
            arch, side = face.part(22, 22, 92, 116), 52
        else:
            arch, side = face.part(24, 24, 108, 136), 64
        if self._alone:
            arch = arch._replace(y=face.y + (face.h - arch.h) / 2)
        self._draw_arch(pen, arch, side)
        x, wide = arch.right + 20, face.right - arch.right - 32
        if self.shape == "wide":
            self._draw_words(pen, Rect(x, face.y + 18, wide, face.h - 36), look, ("tile_small",))
        else:
            air = 16 if face.h < STACKED else 22
            self._draw_words(pen, Rect(x, face.y + air, wide, face.h - air - 18), look,
                             ("tile", "tile_small"))

    def _draw_words(self, pen: Painter, room: Rect, look: Look, roles: tuple[str, ...]) -> None:
        """Title and line from the top, the chip at the bottom."""
        role = pen.fitting(self.title, roles, room.w)
        high, chip_high = pen.height(role), self.theme.measure("chip")
        if self._alone:
            line = pen.fitting(self.line, ("tile_line", "label"), room.w)
            lines = 1 if pen.width(self.line, line) <= room.w else 2
            needed = high + pen.height(line, lines)
            room = room._replace(y=self.bounds.y + (self.bounds.h - 8 - needed) / 2, h=needed)
        pen.text(room._replace(h=high), self.title, role, look.ink)
        if self.line and self.shape != "wide":
            colour = "ink-2" if self.enabled and not self.pressed else look.ink
            left = room.h - high - (chip_high + 4 if self.chip else 0)
            line = pen.fitting(self.line, ("tile_line", "label"), room.w)
            needed = pen.height(line, len(pen.lines(self.line, line, room.w)))
            if not self.chip or needed <= room.h - high - chip_high:
                pen.text(Rect(room.x, room.y + high, room.w, left), self.line, line, colour,
                         valign="top", wrap=True)
        if self.chip:
            # A long one begins further left, below the doorway.
            left = min(room.x, room.right - chip_width(pen, self.chip))
            draw_chip(pen, left, room.bottom - chip_high, self.chip)

    def _draw_stacked(self, pen: Painter, face: Rect, look: Look) -> None:
        wide = face.w - 2 * 26
        role = pen.fitting(self.title, ("tile", "tile_small"), wide)
        high = pen.height(role)
        room = Rect(face.x + 26, face.bottom - high - 14, wide, high)
        # In a low tile the doorway leaves its height to the title.
        size = min((room.y + UNDER - face.y - 20) / 146, 1)
        arch = face.part(26, 20, 122 * size, 146 * size)
        self._draw_arch(pen, arch, 76 * size)
        pen.text(room, self.title, role, look.ink)
        if self.chip and chip_width(pen, self.chip) <= face.right - 22 - arch.right - 8:
            draw_chip(pen, face.right - 22, face.y + 20, self.chip, "right")

    def _draw_small(self, pen: Painter, face: Rect, look: Look) -> None:
        chip_high = self.theme.measure("chip") if self.chip else -18
        top = face.y + (face.h - 90 - 18 - chip_high) / 2
        arch = Rect(face.x + 22, top, 76, 90)
        self._draw_arch(pen, arch, 44)
        room = Rect(arch.right + 19, top - 10, face.right - 16 - arch.right - 19, 110)
        role = next((role for role in ("tile_small", "strong", "fact_bold", "chip")
                     if self._in_two(pen, role, room.w)), "chip")
        pen.text(room, "\n".join(self._in_two(pen, role, room.w) or [self.title]), role, look.ink)
        # A long one begins further left; one that has no room in the tile is left out.
        left = min(arch.x, face.right - 10 - chip_width(pen, self.chip)) if self.chip else 0
        if self.chip and left >= face.x + 8:
            draw_chip(pen, left, arch.bottom + 18, self.chip)

    def _in_two(self, pen: Painter, role: str, wide: float) -> list[str]:
        """The title in one line with air, or in two even ones; empty where it does not fit."""
        whole = pen.width(self.title, role)
        if whole <= ALMOST * wide:
            return [self.title]
        lines = pen.lines(self.title, role, EVEN * whole)
        if len(lines) > 2:
            lines = pen.lines(self.title, role, wide)
        fits = len(lines) <= 2 and all(pen.width(line, role) <= wide for line in lines)
        return lines if fits else []

    @property
    def _alone(self) -> bool:
        """Whether only words stand beside the doorway: then both stand in the middle."""
        return self.shape == "normal" and bool(self.line) and self.chip is None

    def _draw_arch(self, pen: Painter, arch: Rect, side: float) -> None:
        if self.enabled:
            plaque(pen, arch, self.icon, side)
        else:
            plaque(pen, arch, self.icon, side, "plaque-off", "grey-ink")


class PrimaryTile(Tappable):
    """The main thing to do: `title`, `line`, and its live `facts` on a panel.

    Facts are an icon, a bold figure and words: [("door-enter", "3", "个窗口开着"), …].
    """

    kind = StringProperty("primary")
    icon = StringProperty("")
    title = StringProperty("")
    line = StringProperty("")
    facts: ListProperty[tuple[str, str, str]] = ListProperty()

    def reads(self) -> list[str]:
        """A figure and its words are drawn apart and read together."""
        texts = super().reads()
        together = [f"{figure} {words}" for _, figure, words in self.facts if words in texts]
        apart = {text for _, *fact in self.facts for text in fact}
        return [*(text for text in texts if text not in apart), *together]

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        if self.theme.portrait or self.bounds.w > self.bounds.h * 2:
            self._draw_wide(pen, face, look)
        else:
            self._draw_tall(pen, face, look)

    def _draw_wide(self, pen: Painter, face: Rect, look: Look) -> None:
        big = self.theme.mode.big
        arch_w, arch_h = (148, 180) if big else (132, 160)
        arch = Rect(face.x + 36, face.y + (face.h - arch_h) / 2, arch_w, arch_h)
        plaque(pen, arch, self.icon, 88 if big else 80, self._arch_face(), self._arch_ink())
        x = arch.right + (36 if big else 32)
        stop = face.right - 36
        if self.facts and not big and not self.theme.mode.contrast:
            stop = self._draw_facts(pen, face, look) - 16
        else:
            side = 72
            stop -= side + 16
            pen.icon(Rect(stop + 8, face.y + (face.h - side) / 2, side, side), "chevron-right",
                     look.ink)
        high, low = pen.height("home_primary"), pen.height("home_hint")
        top = face.y + (face.h - high - low) / 2 - 2
        title = pen.fitting(self.title, ("home_primary", "primary"), stop - x)
        line = pen.fitting(self.line, ("home_hint", "tile_line", "label"), stop - x)
        pen.text(Rect(x, top - 3, stop - x, high), self.title, title, look.ink)
        pen.text(Rect(x, top + high + 4, stop - x, low), self.line, line, look.ink)

    def _draw_facts(self, pen: Painter, face: Rect, look: Look) -> float:
        """The panel of facts at the right; returns its left edge."""
        wide = max(
            52 + pen.width(n, "fact_bold") + 7 + pen.width(words, "home_hint")
            for _, n, words in self.facts
        )
        panel = Rect(face.right - 36 - wide - 56, face.y + (face.h - 138) / 2, wide + 56, 138)
        pen.fill(panel, "red-panel", 24)
        self._draw_fact_lines(pen, panel.inset(28, 15), look)
        return panel.x

    def _draw_fact_lines(self, pen: Painter, room: Rect, look: Look) -> None:
        for line, (icon, n, words) in zip(room.rows(len(self.facts), 0), self.facts, strict=True):
            pen.icon(Rect(line.x, line.y + (line.h - 40) / 2, 40, 40), icon, look.ink)
            number = pen.text(line._replace(x=line.x + 52, w=line.w - 52), n, "fact_bold",
                              look.ink)
            left = number.right + 7
            pen.text(Rect(left, line.y, line.right - left + 4, line.h), words, "home_hint",
                     look.ink)

    def _draw_tall(self, pen: Painter, face: Rect, look: Look) -> None:
        arch = face.part(36, 36, 108 if self.theme.mode.big else 132, 160)
        plaque(pen, arch, self.icon, 80, self._arch_face(), self._arch_ink())
        x = arch.right + 24
        room = Rect(x, arch.y, face.right - 16 - x, arch.h + 8)
        role = pen.fitting(self.title, ("home_primary", "primary"), room.w, 2)
        lines = pen.lines(self.title, role, room.w)
        room = room._replace(h=max(room.h, pen.height(role, len(lines))), y=min(
            room.y, room.y + (room.h - pen.height(role, len(lines))) / 2))
        pen.text(room, "\n".join(lines), role, look.ink)
        facts = self._facts_panel(face)
        self._draw_line_below(pen, face, look, max(arch.bottom, room.bottom), facts)
        if facts:
            contrast = self.theme.mode.contrast
            pen.fill(facts, "black" if contrast else "red-panel", 24)
            inks = self.theme.look("normal") if contrast else look
            self._draw_fact_lines(pen, facts.inset(32, 20 if facts.h > 120 else 6), inks)

    def _draw_line_below(
        self, pen: Painter, face: Rect, look: Look, top: float, facts: Rect | None
    ) -> None:
        """The line between doorway and facts, as large as there is room for."""
        stop = facts.y - 8 if facts else face.bottom - 8
        room = Rect(face.x + 36, top, face.w - 72, stop - top)
        for role in ("body", "home_hint", "label"):
            lines = pen.lines(self.line, role, room.w)
            if pen.height(role, len(lines)) <= room.h:
                break
        air = min((room.h - pen.height(role, len(lines))) / 2, 28)
        pen.text(room._replace(y=room.y + air, h=room.h - air), "\n".join(lines), role, look.ink,
                 valign="top")

    def _facts_panel(self, face: Rect) -> Rect | None:
        """Where the facts stand in a tall tile that has room for them."""
        if not self.facts or self.theme.mode.big or face.h < 390:
            return None
        high = 156 if self.bounds.h >= 500 else 102
        air = 36 if self.bounds.h >= 500 else 24
        return Rect(face.x + 36, face.bottom - air - high, face.w - 72, high)

    def _arch_face(self) -> str:
        return "black" if self.theme.mode.contrast else "card"

    def _arch_ink(self) -> str:
        return "red"


class ChoiceRow(Tappable):
    """One answer of a question: doorway, `title`, `hint`, chevron. 984 × 196."""

    icon = StringProperty("")
    title = StringProperty("")
    hint = StringProperty("")

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        big = self.theme.mode.big
        high = min(face.h - 44, 142)
        arch = Rect(face.x + 30, face.y + (face.h - high) / 2, high * 116 / 142, high)
        plaque(pen, arch, self.icon, high * 0.46)
        x, stop = arch.right + 34, face.right - 104
        pen.icon(Rect(stop + 8, face.y + (face.h - 56) / 2, 56, 56), "chevron-right", "link")
        title, low = pen.height("choice"), pen.height("choice_hint")
        if (big and face.h < title + low + 24) or not self.hint:
            pen.text(Rect(x, face.y, stop - x, face.h), self.title, "choice", look.ink)
            return
        top = face.y + (face.h - title - low) / 2
        pen.text(Rect(x, top, stop - x, title), self.title, "choice", look.ink)
        colour = "ink-2" if self.enabled and not self.pressed else look.ink
        pen.text(Rect(x, top + title, stop - x, low), self.hint, "choice_hint", colour)
