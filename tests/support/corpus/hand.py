"""A hand: draws a character's middle lines the way an old one does on touch screen, seeded.

Each character comes out smaller, aside, slanted and turned a little; each stroke is placed and
sized by itself, its corners rounded, its line trembling; and the touch screen samples it by time,
so that points lie close where the finger is slow, at both ends, and far apart in between.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kiosk.devices.text_input.ime_types import Stroke

STEP = 0.012
ROUNDING = 6
FASTEST = 5


@dataclass(frozen=True)
class Hand:
    """`unsteady` scales all that is by chance: 1 is an old hand, 0 a printed one."""

    chance: random.Random
    unsteady: float = 1.0
    sizes: tuple[float, float] = field(default=(0.75, 0.95))

    def draw(self, strokes: Sequence[Stroke]) -> list[Stroke]:
        """The character as drawn once; never twice the same."""
        size = self.chance.uniform(*self.sizes)
        height = size * (1 + self._by(0.08))
        slant, turn = self._by(0.08), self._by(0.05)
        aside = self.chance.uniform(-0.03, 0.03), self.chance.uniform(-0.03, 0.03)

        def placed(x: float, y: float) -> tuple[float, float]:
            x, y = (x - 0.5) * size + slant * (y - 0.5), (y - 0.5) * height
            x, y = (x * math.cos(turn) - y * math.sin(turn),
                    x * math.sin(turn) + y * math.cos(turn))
            return _within(x + 0.5 + aside[0]), _within(y + 0.5 + aside[1])

        return [tuple(placed(x, y) for x, y in self._stroke(stroke)) for stroke in strokes]

    def _stroke(self, stroke: Stroke) -> list[tuple[float, float]]:
        points = _rounded(_walked(stroke))
        middle = [sum(part) / len(points) for part in zip(*points, strict=True)]
        scale, moved = 1 + self._by(0.06), (self._by(0.018), self._by(0.018))
        wave, start = self.chance.uniform(0.5, 1.2), self.chance.uniform(0, math.tau)
        deep = self.chance.uniform(0.002, 0.006) * self.unsteady
        last, drawn = len(points) - 1, []
        for n, (x, y) in enumerate(points):
            speed = 1 + int((FASTEST - 1) * math.sin(math.pi * n / max(1, last)))
            if n in (0, last) or n % speed == 0:
                tremble = (deep * math.sin(wave * n + start) + self._by(0.002),
                           deep * math.cos(wave * n + start) + self._by(0.002))
                drawn.append(tuple(
                    m + (at - m) * scale + by + shaken
                    for at, m, by, shaken in zip((x, y), middle, moved, tremble, strict=True)
                ))
        return drawn

    def _by(self, much: float) -> float:
        return self.chance.gauss(0, much) * self.unsteady


def _walked(stroke: Stroke) -> list[tuple[float, float]]:
    """The same line in steps of one length."""
    points = [stroke[0]]
    for (x, y), (x2, y2) in pairwise(stroke):
        steps = max(1, round(math.dist((x, y), (x2, y2)) / STEP))
        points += [(x + (x2 - x) * k / steps, y + (y2 - y) * k / steps)
                   for k in range(1, steps + 1)]
    return points


def _rounded(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    for _ in range(ROUNDING):
        inner = [((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4)
                 for a, b, c in zip(points, points[1:], points[2:], strict=False)]
        points = [points[0], *inner, points[-1]] if len(points) > 1 else points
    return points


def _within(at: float) -> float:
    return min(1.0, max(0.0, at))
