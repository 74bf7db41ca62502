"""The order of strokes: how well what was drawn keeps to the way each character is written.

Every stroke is one of five kinds, 横 h 竖 s 撇 p 点捺 n 折 z, and the kinds of a character's
strokes in their order all but name it. rime-data-stroke has them for every character.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise, product
from pathlib import Path

from kiosk.devices.text_input.ime_types import Stroke

DICTIONARY = Path("/usr/share/rime-data/stroke.dict.yaml")
# The ways a stroke of each kind runs, in any unit: x to the right, y down.
WAYS: dict[str, tuple[Stroke, ...]] = {
    "h": (((0, 0), (1, 0)), ((0, 0), (1, -0.15)), ((0, 0), (1, -0.6))),
    "s": (((0, 0), (0, 1)), ((0, 0), (0, 1), (-0.2, 0.85)), ((0, 0), (-0.12, 1))),
    "p": (
        ((0, 0), (-1, 1)), ((0, 0), (-0.4, 1)), ((0, 0), (-1, 0.4)),
        ((0, 0), (-0.1, 0.6), (-0.6, 1)),
    ),
    "n": (
        ((0, 0), (1, 1)), ((0, 0), (0.4, 1)), ((0, 0), (1, 0.5)), ((0, 0), (-0.5, 1)),
        ((0, 0), (0.3, 0.5), (1, 1)),
    ),
    "z": (
        ((0, 0), (1, 0), (1, 1)), ((0, 0), (1, 0), (1, 1), (0.8, 0.9)),
        ((0, 0), (1, 0), (0.2, 1)), ((0, 0), (1, 0), (0.85, 0.25)),
        ((0, 0), (0, 1), (1, 1)), ((0, 0), (0, 1), (1, 1), (1, 0.7)),
        ((0, 0), (-0.5, 1), (0.7, 1)), ((0, 0), (-0.4, 0.6), (0.5, 1.2)),
        ((0, 0), (0.5, 0), (0.5, 1), (0.8, 0.7)), ((0, 0), (0.25, 0.6), (0.9, 1), (0.95, 0.75)),
        ((0, 0), (0.5, 0), (0.2, 0.5), (0.6, 0.5), (0.1, 1.2)),
        ((0, 0), (0.6, 0), (0.6, 1), (1.2, 1), (1.2, 0.7)),
        ((0, 0), (0.7, 0), (0.1, 0.6), (0.6, 0.5), (0.5, 1), (0.4, 0.9)),
        ((0, 0), (0.1, 0.5), (0.8, 0.7), (0.8, 0.4)),
        ((0, 0), (-0.2, 0.5), (0.5, 0.5), (0.4, 1.2), (0.2, 1.1)),
        ((0, 0), (0, 0.5), (0.6, 0.5), (0.6, 1.2), (0.4, 1.1)),
        ((0, 0), (0.8, 0), (0.7, 0.6), (0.9, 1), (1.1, 0.8)),
        ((0, 0), (0.2, 0.5), (0.1, 1), (-0.15, 0.85)),
        ((0, 0), (0.5, 0), (0.5, 0.5), (1, 0.5), (1, 1)),
    ),
}
POINTS = 10
# One stroke drawn in a way of its own must not rule a character out.
MOST_A_STROKE = 1.0
# What two strokes drawn as one count: as much as one that is all wrong.
JOINED = 0.9


class StrokeOrder:
    """The kinds of the strokes of each character of GB 2312, by their number."""

    def __init__(self, dictionary: Path = DICTIONARY) -> None:
        """Without the dictionary it knows no character."""
        self._by_count: dict[int, list[tuple[str, str]]] = {}
        self._ways = {kind: [_course(way) for way in ways] for kind, ways in WAYS.items()}
        for character, kinds in _entries(dictionary):
            self._by_count.setdefault(len(kinds), []).append((character, kinds))

    def distances(self, strokes: Sequence[Stroke]) -> dict[str, float]:
        """How far the strokes are from each character they may be; 0 is just as written.

        That is each of as many strokes, and of one more where two may have been drawn as one.
        """
        drawn = [self._kinds(stroke) for stroke in strokes]
        nearest: dict[str, float] = {}
        for count, far_from in ((len(drawn), _in_order), (len(drawn) + 1, _with_two_joined)):
            for character, kinds in self._by_count.get(count, ()):
                far = far_from(drawn, kinds)
                if far < nearest.get(character, math.inf):
                    nearest[character] = far
        return nearest

    def _kinds(self, stroke: Stroke) -> dict[str, float]:
        course = _course(stroke)
        return {
            kind: min(MOST_A_STROKE, *(_apart(course, way) for way in ways))
            for kind, ways in self._ways.items()
        }


def _in_order(drawn: list[dict[str, float]], kinds: str) -> float:
    return sum([costs[kind] for costs, kind in zip(drawn, kinds, strict=True)])


def _with_two_joined(drawn: list[dict[str, float]], kinds: str) -> float:
    """The least, whichever stroke drawn stands for two; what it looks like itself says nothing."""
    before = [0.0, *accumulate(costs[kind] for costs, kind in zip(drawn, kinds, strict=False))]
    least, after = math.inf, 0.0
    for n in reversed(range(len(drawn))):
        least = min(least, before[n] + after)
        after += drawn[n][kinds[n + 1]]
    return least + JOINED


def _entries(dictionary: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = dictionary.read_text("utf-8").split("\n")
    except FileNotFoundError:
        return
    known = _gb2312()
    for line in lines:
        if line[:1] in known and line[1:2] == "\t":
            yield line[0], line[2:].partition("\t")[0]


def _gb2312() -> frozenset[str]:
    codes = product(range(0xB0, 0xF8), range(0xA1, 0xFF))
    return frozenset(bytes(chain.from_iterable(codes)).decode("gb2312", "ignore"))


def _course(stroke: Stroke) -> Stroke:
    """A stroke from where it begins, of length 1, as POINTS points evenly along it."""
    reached = list(accumulate((math.dist(a, b) for a, b in pairwise(stroke)), initial=0.0))
    whole = reached[-1] or 1.0
    (x0, y0), n, course = stroke[0], 0, []
    for k in range(POINTS):
        along = reached[-1] * k / (POINTS - 1)
        while n < len(stroke) - 2 and reached[n + 1] < along:
            n += 1
        (x, y), (x2, y2) = stroke[n], stroke[min(n + 1, len(stroke) - 1)]
        share = (along - reached[n]) / (math.dist((x, y), (x2, y2)) or 1.0)
        course.append(((x + (x2 - x) * share - x0) / whole, (y + (y2 - y) * share - y0) / whole))
    return tuple(course)


def _apart(course: Stroke, way: Stroke) -> float:
    return sum([(x - x2) ** 2 + (y - y2) ** 2
                for (x, y), (x2, y2) in zip(course, way, strict=True)])
