"""Measuring: many times, the fastest tenth, beside a floor measured in turns with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    value: str
    beside: str = ""
    ratio: float | None = None
    target: float | None = None

    def __str__(self) -> str:
        ratio = f"{self.ratio:.2f} x" if self.ratio is not None else ""
        verdict = ""
        if self.ratio is not None and self.target is not None:
            verdict = f"{'ok ' if self.ratio <= self.target else 'OVER'} (target {self.target:g})"
        return f"{self.name:<46} {self.value:>14} {self.beside:>22} {ratio:>8}  {verdict}".rstrip()


def seconds(action: Callable[[], object]) -> float:
    """How long one action takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def usual(took: Sequence[float]) -> float:
    """The fastest tenth: what it takes while nothing else on the machine is in the way."""
    return quantiles(took, n=10)[0]


def in_turns(
    *actions: Callable[[], object], times: int, between: Callable[[], object] = lambda: None
) -> list[float]:
    """The usual seconds of each action, done in turns so that all see the same machine.

    `between` rounds, uncounted, everything is put back as it was.
    """
    for action in actions:
        action()
    took: list[list[float]] = [[] for _ in actions]
    for _ in range(times):
        for action, kept in zip(actions, took, strict=True):
            kept.append(seconds(action))
        between()
    return [usual(kept) for kept in took]


def in_ms(value: float) -> str:
    """Seconds as milliseconds."""
    return f"{value * 1000:.3f} ms"


def compared(
    name: str, value: float, floor: float, target: float | None, beside: str = "floor"
) -> Figure:
    """A figure beside its floor, or another `beside` it, both in seconds."""
    return Figure(name, in_ms(value), f"{beside} {in_ms(floor)}", value / floor, target)
