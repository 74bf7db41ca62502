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
FIRST_SPREAD = (-0.7, 1.1)
SHORTEST = 60.0


@dataclass(frozen=True, slots=True)
class WaitRange:
    """An expected wait in minutes, shown as 约 low–high 分钟; low may be 0."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Wait:
    """An expected wait: the range in minutes to show; for the record, `point` in seconds and
    `scale`, the seconds by which a wait of that length usually differs from it.
    """

    point: float
    scale: float
    low: int
    high: int


def pace(served: Sequence[float]) -> float | None:
    """How long one resident takes, in seconds, from the last ones served; None if too few. A clock
    that was set back makes nobody take less than nothing."""
    took = [max(one, 0.0) for one in served]
    return float(median(took)) if len(took) >= FEWEST_SERVED else None


def spread(scores: Sequence[float]) -> tuple[float, float]:
    """Between which scores what came true lay, eight times in ten.

    A score is (waited - estimated) / scale of one of the latest estimates. The ranks are
    those of split conformal prediction, which keep the promise for a finite sample.
    """
    n = len(scores)
    if n < FEWEST_ESTIMATES:
        return FIRST_SPREAD
    tail = (1 - HOLDS) / 2
    ordered = sorted(scores)
    low = max(math.floor(tail * (n + 1)), 1) - 1
    high = min(math.ceil((1 - tail) * (n + 1)), n) - 1
    return ordered[low], ordered[high]


def expected_wait(
    ahead: Mapping[str, float],
    being_served: Sequence[tuple[str, float]],
    open_counters: int,
    paces: Mapping[str, float | None],
    scores: Sequence[float],
) -> Wait | None:
    """The wait behind `ahead` and those being served.

    `ahead` counts people by service id, `being_served` is (service id, seconds so far).

    A service with no pace of its own borrows the queue's median; None where there is nothing
    to go by or no counter is open.
    """
    known = [p for p in paces.values() if p is not None]
    if not known or open_counters < 1:
        return None
    usual = float(median(known))

    def of(service_id: str) -> float:
        return paces.get(service_id) or usual

    # Somebody past the usual time is expected to need a fifth of it still.
    rest = sum(max(of(s) - so_far, of(s) / 5) for s, so_far in being_served)
    free = max(open_counters - len(being_served), 0)
    work = sum(of(s) * people for s, people in ahead.items()) + rest
    point = max(work / open_counters if not free or ahead else 0.0, SHORTEST)
    # Each resident adds a time of their own, so errors grow with the root of their number.
    one = usual / open_counters
    scale = math.sqrt(max(point, one) * one)
    low, high = spread(scores)
    return Wait(point, scale, *_minutes(point + low * scale, point + high * scale))


def _minutes(low: float, high: float) -> tuple[int, int]:
    """Seconds as minutes people say: to the nearest one up to ten, to the nearest five above."""
    shown_low, shown_high = max(_said(low), 0), _said(high)
    return shown_low, shown_high if shown_high > shown_low else shown_low + _step(shown_low * 60)


def _said(seconds: float) -> int:
    step = _step(seconds)
    return round(seconds / 60 / step) * step


def _step(seconds: float) -> int:
    return 1 if seconds < 600 else 5
