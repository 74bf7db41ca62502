"""The theme: what a mode makes of colours, type and measures, and how the design fits a window."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.domain.operations.panel import TouchPanel
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shape_masks import Masks
from kiosk.ui.drawing.text_cache import Letters

TOKENS = Path(__file__).with_name("tokens.toml")
FACES = {
    "sans": "NotoSansSC-Regular.otf",
    "bold": "NotoSansSC-Bold.otf",
    "serif": "NotoSerifSC-Bold.otf",
}
Colour = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mode:
    """How the person now standing there reads: all of it goes when they go."""

    language: str = "zh_CN"
    big: bool = False
    contrast: bool = False
    aloud: bool = False


class Look(NamedTuple):
    """Colours of a tappable or a chip; "" is none. `icon` is a name in a chip's look."""

    face: str
    ink: str
    icon: str
    line: str
    step: str = ""
    tint: str = ""


class Type(NamedTuple):
    """A role of text: design pixels, face, line height as a multiple of the size."""

    size: float
    face: str
    line: float


class Theme:
    """One mode on one panel. Made anew for each visit; it owns the letters drawn with it.

    `masks` are shapes without a word: they may outlive it.

    `px` turns design pixels into the window's; the canvas is scaled as a whole and stands where
    the panel has it, the rest of the window is paper. `bleed` is the window in design pixels.
    """

    def __init__(
        self, mode: Mode, panel: TouchPanel, assets: Path, masks: Masks | None = None
    ) -> None:
        self.mode = mode
        self.panel = panel
        self.assets = assets
        self.window, self.canvas = panel.window, panel.canvas
        self.portrait = panel.portrait
        self.scale, self.left, self.top = panel.scale, panel.left, panel.top
        self.bleed = Rect(-self.left, -self.top, *panel.window).times(1 / self.scale)
        self.letters = Letters()
        self.masks = masks or Masks()
        self._fonts = {face: str(assets / "fonts" / file) for face, file in FACES.items()}
        self._looks: dict[str, Look] = self._read("look")
        self._chips: dict[str, Look] = self._read("chip")
        self._types: dict[str, tuple[float, str, float]] = self._read("type")
        self._colours: dict[str, str] = self._read("colour")
        self._measures: dict[str, float] = self._read("measure")

    def standard_size(self) -> Theme:
        """The same theme without 大字, for a screen that has no table for it."""
        return Theme(replace(self.mode, big=False), self.panel, self.assets, self.masks)

    @cached_property
    def layout(self) -> str:
        """Which of a screen's box tables it uses: portrait, landscape, big_portrait, …"""
        way = "portrait" if self.portrait else "landscape"
        return f"big_{way}" if self.mode.big else way

    def colour(self, name: str, alpha: float = 1.0) -> Colour:
        """A colour token as Kivy wants it."""
        code = self._colours[name].lstrip("#")
        red, green, blue = (int(code[i:i + 2], 16) / 255 for i in (0, 2, 4))
        return red, green, blue, alpha

    def code(self, name: str) -> str:
        """A colour token as #RRGGBB."""
        return self._colours[name]

    def type(self, role: str) -> Type:
        """Size, face and line height of a role of text. Serif becomes sans in 高对比."""
        size, face, line = self._types[role]
        if face == "serif" and self.mode.contrast:
            face = "bold"
        return Type(size, face, line)

    def font(self, face: str) -> str:
        """The file of a face."""
        return self._fonts[face]

    def measure(self, name: str) -> float:
        """A measure in design pixels: radius, doorstep, chip height."""
        return self._measures[name]

    def look(self, name: str) -> Look:
        """The look of a tappable in a kind or state."""
        return self._looks[name]

    def chip(self, name: str) -> Look:
        """The look of a chip."""
        return self._chips[name]

    def px(self, design: float) -> int:
        """Design pixels as whole pixels of the window."""
        return round(design * self.scale)

    def type_px(self, role: str) -> int:
        """The size of a role in whole pixels: never more than its share of the design, or words
        that fit there would not fit here.
        """
        return max(int(self._types[role][0] * self.scale), 1)

    def place(self, box: Rect) -> tuple[int, int, int, int]:
        """A box in the window's pixels, x and y of its lower left corner, as Kivy counts.

        What is there at all is a pixel wide and high: a hairline does not vanish.
        """
        left = self.left + round(box.x * self.scale)
        right = self.left + round(box.right * self.scale)
        top = self.top + round(box.y * self.scale)
        bottom = self.top + round(box.bottom * self.scale)
        wide, high = max(right - left, box.w > 0), max(bottom - top, box.h > 0)
        return left, self.window[1] - top - high, int(wide), int(high)

    def square(self, box: Rect) -> tuple[int, int, int, int]:
        """A square box, as wide as high in the window's pixels too."""
        x, y, w, h = self.place(box)
        side = self.px(box.w)
        return x + (w - side) // 2, y + (h - side) // 2, side, side

    def _read(self, table: str) -> dict[str, Any]:
        """The standard table with those of the active modes laid over it."""
        tables = _tokens()[table]
        active = {
            "landscape": not self.portrait,
            "big": self.mode.big,
            "big_landscape": self.mode.big and not self.portrait,
            "en": self.mode.language == "en",
            "big_en": self.mode.big and self.mode.language == "en",
            "contrast": self.mode.contrast,
        }
        read = dict(tables["standard"])
        for mode, on in active.items():
            if on:
                read |= tables.get(mode, {})
        if table in ("look", "chip"):
            return {name: Look(**look) for name, look in read.items()}
        return read


@cache
def _tokens() -> dict[str, Any]:
    """Every visit begins with a theme of its own; the file stays the same."""
    return tomllib.loads(TOKENS.read_text("utf-8"))
