"""The chart of one's own readings, as places on a drawing: a plot for each of the two pressures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kiosk.domain.care.blood_pressure import Reading, Thresholds

# The drawing, in its own units: wide, and how high each plot is.
WIDE, HIGH, GAP = 380, 200, 56
LEFT, RIGHT = 62, 12
# Pressures stand in a plot with so much air around them, on lines so far apart.
AIR, STEP = 10, 20


@dataclass(frozen=True, slots=True)
class Band:
    """From the threshold on: `kind` is high or urgent."""

    kind: str
    y: float
    high: float


@dataclass(frozen=True, slots=True)
class Plot:
    """One of the two pressures: its line through `points`, (x, y, value) each, the `bands` behind
    it, and the `ticks`, (y, value) each."""

    name: str
    top: int
    line: str
    points: Sequence[tuple[float, float, int]]
    bands: Sequence[Band]
    ticks: Sequence[tuple[float, int]]

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + HIGH


def plots(readings: Sequence[Reading], thresholds: Thresholds) -> list[Plot]:
    """Both pressures, one plot below the other; none without readings."""
    if not readings:
        return []
    limits = {
        "systolic": (thresholds.high_systolic, thresholds.urgent_systolic),
        "diastolic": (thresholds.high_diastolic, thresholds.urgent_diastolic),
    }
    return [
        _plot(name, 30 + n * (HIGH + GAP), [getattr(one, name) for one in readings], *limits[name])
        for n, name in enumerate(limits)
    ]


def height() -> int:
    """How high the whole drawing is."""
    return 30 + 2 * HIGH + GAP + 44


def _plot(
    name: str, top: int, values: Sequence[int], high: int | None, urgent: int | None
) -> Plot:
    known = [*values, *(one for one in (high, urgent) if one is not None)]
    low = (min(known) - AIR) // STEP * STEP
    most = -(-(max(known) + AIR) // STEP) * STEP

    def y(value: float) -> float:
        return round(top + HIGH * (most - value) / (most - low), 1)

    step = (WIDE - LEFT - RIGHT) / max(len(values) - 1, 1)
    start = LEFT if len(values) > 1 else (WIDE - RIGHT + LEFT) / 2
    points = [(round(start + n * step, 1), y(value), value) for n, value in enumerate(values)]
    ends = [("high", high), ("urgent", urgent), ("", most)]
    bands = [
        Band(kind, y(until), round(y(since) - y(until), 1))
        for (kind, since), until in (
            (one, next(end for _, end in ends[n + 1:] if end is not None))
            for n, (one, _) in enumerate(pairwise(ends)))
        if since is not None
    ]
    return Plot(name, top, " ".join(f"{x},{y_}" for x, y_, _ in points), points, bands,
                [(y(value), value) for value in range(low, most + 1, STEP)])
