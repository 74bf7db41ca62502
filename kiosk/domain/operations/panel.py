"""The panel: how large the design stands on a touch screen, in millimetres, and within whose reach.

Floors: VVSG 2.0 and ADA 707 for letters, Yeh 2025 for targets, EN 301 549 8.3 for reach.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)
# Above this line of the design nothing can be tapped.
TOUCH_FROM = {PORTRAIT: 640, LANDSCAPE: 360}
# The smallest of each in the design, in its pixels; 大字 has larger text.
LEAST_TARGET, LEAST_GAP = 120, 24
LEAST_TEXT, LEAST_TEXT_BIG = 30, 32
# Height of a capital letter as a share of the type size, in Noto Sans SC.
CAPITAL = 0.733

LETTER_MM = 4.8
TARGET_MM = 16.0
GAP_MM = 3.0
REACH_MM = 1220.0
# A design pixel at which 大字 can just be read; its targets are then larger than they must be.
LEAST_MM = LETTER_MM / CAPITAL / (LEAST_TEXT_BIG - 1)
# A 21.5-inch panel, either way round.
SHORT_MM, LONG_MM = 268.0, 476.0


@dataclass(frozen=True)
class TouchPanel:
    """A touch screen as it hangs: `window` in pixels, its width, its lower edge above the floor.

    `given_mm` is its width as somebody measured it; None is a 21.5-inch panel. Pixels are
    taken to be square.
    """

    window: tuple[int, int]
    given_mm: float | None = None
    bottom_mm: float = 700.0

    @property
    def portrait(self) -> bool:
        """Whether it stands upright."""
        return self.window[1] >= self.window[0]

    @property
    def canvas(self) -> tuple[int, int]:
        """The design it shows, in design pixels."""
        return PORTRAIT if self.portrait else LANDSCAPE

    @property
    def width_mm(self) -> float:
        """How wide it is."""
        if self.given_mm is not None:
            return self.given_mm
        return SHORT_MM if self.portrait else LONG_MM

    @property
    def pixel_mm(self) -> float:
        """How large one of its pixels is."""
        return self.width_mm / self.window[0]

    @cached_property
    def scale(self) -> float:
        """Pixels per design pixel: as large as fits, and so that every control is in reach.

        It never shrinks below what can be read: a panel hung too high is said, not obeyed.
        """
        canvas, window = self.canvas, self.window
        fits = min(window[0] / canvas[0], window[1] / canvas[1])
        in_reach = self._reach_pixels / (canvas[1] - TOUCH_FROM[canvas])
        return min(fits, max(in_reach, LEAST_MM / self.pixel_mm))

    @property
    def left(self) -> int:
        """Where the canvas begins: it stands in the middle of the panel."""
        return round((self.window[0] - self.canvas[0] * self.scale) / 2)

    @property
    def top(self) -> int:
        """Where the canvas begins from above: in the middle, or as much lower as reach asks."""
        spare = self.window[1] - self.canvas[1] * self.scale
        asked = self.window[1] - self._reach_pixels - TOUCH_FROM[self.canvas] * self.scale
        return int(min(spare, max(spare / 2, math.ceil(asked))))

    @property
    def mm(self) -> float:
        """How large a design pixel is."""
        return self.pixel_mm * self.scale

    @property
    def starts_big(self) -> bool:
        """Whether 大字 is what everybody begins with: the smallest words were too small else."""
        return self.letter_mm(LEAST_TEXT) < LETTER_MM

    @property
    def highest_mm(self) -> float:
        """How far above the floor the highest control may be touched."""
        above = self.window[1] - self.top - round(TOUCH_FROM[self.canvas] * self.scale)
        return self.bottom_mm + above * self.pixel_mm

    def letter_mm(self, size: float) -> float:
        """How high a capital letter of a type size is: type comes in whole pixels."""
        return int(size * self.scale) * CAPITAL * self.pixel_mm

    def troubles(self) -> list[str]:
        """What is too small or too high on it, in words for the operator."""
        measured = (
            ("letters", self.letter_mm(self._least_text), LETTER_MM),
            ("targets", LEAST_TARGET * self.mm, TARGET_MM),
            ("gaps", LEAST_GAP * self.mm, GAP_MM),
        )
        found = [
            f"{what} of {mm:.1f} mm are smaller than {least:g} mm"
            for what, mm, least in measured if mm < least
        ]
        if self.highest_mm > REACH_MM:
            found.append(f"controls {self.highest_mm:.0f} mm above the floor are out of reach")
        return found

    def __str__(self) -> str:
        big = ", 大字 from the start" if self.starts_big else ""
        return (
            f"{self.width_mm:g} mm wide at {self.window[0]} x {self.window[1]}: letters from "
            f"{self.letter_mm(self._least_text):.1f} mm, targets from "
            f"{LEAST_TARGET * self.mm:.1f} mm, controls up to {self.highest_mm:.0f} mm{big}"
        )

    @property
    def _least_text(self) -> int:
        return LEAST_TEXT_BIG if self.starts_big else LEAST_TEXT

    @property
    def _reach_pixels(self) -> int:
        """How many of its rows can be reached; one less, for places are rounded."""
        return math.floor((REACH_MM - self.bottom_mm) / self.pixel_mm) - 1
