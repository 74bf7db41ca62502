"""The theme: what a mode makes of colours, type and measures, and how the design fits a window."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.glass.box import Box
from kiosk.glass.letters import Letters
from kiosk.glass.masks import Masks

TOKENS = Path(__file__).with_name("tokens.toml")
PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)
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
    """One mode at one window size. Made anew for each; it owns the textures drawn with it.

    `px` turns design pixels into the window's; the canvas is scaled as a whole and centred,
    the rest of the window is paper.
    """

    def __init__(
        self, mode: Mode, window: tuple[int, int], assets: Path, panel_mm: float = 268.0
    ) -> None:
        self.mode = mode
        self.window = window
        self.assets = assets
        self.portrait = window[1] >= window[0]
        self.canvas = PORTRAIT if self.portrait else LANDSCAPE
        self.scale = min(window[0] / self.canvas[0], window[1] / self.canvas[1])
        self.left = round((window[0] - self.canvas[0] * self.scale) / 2)
        self.top = round((window[1] - self.canvas[1] * self.scale) / 2)
        self.mm = panel_mm / window[0] * self.scale
        self.letters = Letters()
        self.masks = Masks()
        self._tokens = tomllib.loads(TOKENS.read_text("utf-8"))
        self._looks: dict[str, Look] = self._read("look")
        self._chips: dict[str, Look] = self._read("chip")
        self._types: dict[str, list[Any]] = self._read("type")
        self._colours: dict[str, str] = self._read("colour")
        self._measures: dict[str, float] = self._read("measure")

    def standard_size(self) -> Theme:
        """The same theme without 大字, for a screen that has no table for it."""
        return Theme(
            replace(self.mode, big=False), self.window, self.assets, self.mm * self.window[0]
        )

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
        return str(self.assets / "fonts" / FACES[face])

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

    def place(self, box: Box) -> tuple[int, int, int, int]:
        """A box in the window's pixels, x and y of its lower left corner, as Kivy counts."""
        left = self.left + round(box.x * self.scale)
        right = self.left + round(box.right * self.scale)
        top = self.top + round(box.y * self.scale)
        bottom = self.top + round(box.bottom * self.scale)
        return left, self.window[1] - bottom, right - left, bottom - top

    def _read(self, table: str) -> dict[str, Any]:
        """The standard table with those of the active modes laid over it."""
        tables = self._tokens[table]
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
