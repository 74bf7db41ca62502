"""How touches are turned against the picture, by where touches of the four corners arrived."""

from __future__ import annotations

from collections.abc import Sequence

# Clockwise, from the top left; the order in which they are touched.
CORNERS = ("top left", "top right", "bottom right", "bottom left")
# What TOUCH_TURN can be, each a quarter turn further clockwise for where a touch arrives.
TURNS = ("normal", "left", "inverted", "right")


def corner_of(x: float, y: float) -> int:
    """The corner next to a place; both count from the top left and go from 0 to 1."""
    return (2 + (x < 0.5)) if y > 0.5 else int(x > 0.5)


def turn_wanted(arrived: Sequence[int], now: str) -> str | None:
    """What TOUCH_TURN has to be for each touch to arrive where the finger was, given in which
    corner each arrived while it was `now`; None where no turn does that."""
    ahead = {(corner - n) % 4 for n, corner in enumerate(arrived)}
    return TURNS[(TURNS.index(now) - ahead.pop()) % 4] if len(ahead) == 1 else None
