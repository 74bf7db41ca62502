"""Readings: how Chinese characters sound, in letters without tones."""

from __future__ import annotations

from functools import cache

from kiosk.assets import ASSETS

READINGS = ASSETS / "readings" / "readings.txt"


def readings(character: str) -> tuple[str, ...]:
    """Every reading of one character, the usual one first; what the fonts cannot draw, or is no
    Chinese, reads as it is."""
    known = _known().get(character)
    return tuple(known.split()) if known else (character,)


@cache
def _known() -> dict[str, str]:
    return dict(line.split(" ", 1) for line in READINGS.read_text("utf-8").splitlines())
