"""The expected wait: an honest range that holds eight times in ten, or none at all."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

SERVED_REMEMBERED = 20
ESTIMATES_REMEMBERED = 100
FEWEST_SERVED = 3
FEWEST_ESTIMATES = 10
HOLDS = 0.8
FIRST_SPREAD = (0.5, 1.6)
SHORTEST = 60.0


@dataclass(frozen=True, slots=True)
class Wait:
    """An expected wait: `point` in seconds for the record, the range in minutes to show."""

    point: float
    low: int
    high: int


def pace(served: Sequence[float]) -> float | None:
    """How long one resident takes, in seconds, from the last ones served; None if too few."""
    return float(median(served)) if len(served) >= FEWEST_SERVED else None


def spread(ratios: Sequence[float]) -> tuple[float, float]:
    """Between which multiples of the estimate what came true lay, eight times in ten.

    `ratios` are waited/estimated of the latest estimates. The ranks are those of split
    conformal prediction, which keep the promise for a finite sample.
    """
    n = len(ratios)
    if n < FEWEST_ESTIMATES:
        return FIRST_SPREAD
    tail = (1 - HOLDS) / 2
    ordered = sorted(ratios)
    low = max(math.floor(tail * (n + 1)), 1) - 1
    high = min(math.ceil((1 - tail) * (n + 1)), n) - 1
    return ordered[low], ordered[high]


def expected_wait(
    ahead: Sequence[str],
    being_served: Sequence[tuple[str, float]],
    open_windows: int,
    paces: Mapping[str, float | None],
    ratios: Sequence[float],
) -> Wait | None:
    """The wait behind `ahead` (service ids) and those being served (service id, seconds so far).

    A service with no pace of its own borrows the line's median; None where there is nothing
    to go by or no window is open.
    """
    known = [p for p in paces.values() if p is not None]
    if not known or open_windows < 1:
        return None
    usual = float(median(known))

    def of(service_id: str) -> float:
        return paces.get(service_id) or usual

    # Somebody past the usual time is expected to need a fifth of it still.
    rest = sum(max(of(s) - so_far, of(s) / 5) for s, so_far in being_served)
    free = max(open_windows - len(being_served), 0)
    work = sum(of(s) for s in ahead) + rest
    point = max(work / open_windows if not free or ahead else 0.0, SHORTEST)
    low, high = spread(ratios)
    return Wait(point, *_minutes(point * low, point * high))


def _minutes(low: float, high: float) -> tuple[int, int]:
    """Seconds as round minutes: to the nearest one up to ten, to the nearest five above."""
    step = 5 if high > 600 else 1
    shown_low = round(low / 60 / step) * step
    shown_high = max(round(high / 60 / step) * step, shown_low + step)
    return shown_low, shown_high
