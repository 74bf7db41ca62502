"""A year in words, as the areas tell it: chapters of figures, each with how it was counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A figure of a year in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class YearChapter:
    """What an area did in a year: `how` says how its figures were counted."""

    title: str
    figures: tuple[YearFigure, ...]
    how: str
