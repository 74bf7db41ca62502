"""A lively day for trying out, made of real acts; each area plays its own part."""

from __future__ import annotations

import random

from kiosk.context import AppContext


def fill(lobby: AppContext) -> str:
    """Plays every area's part, the same for all who try on a day; what they have to know."""
    chance = random.Random(lobby.clock().date().isoformat())
    return "\n".join(line for area in lobby.areas if area.demo
                     for line in area.demo(lobby, chance))
