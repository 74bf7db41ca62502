"""A lively day for trying out, made of real acts; each area plays its own part."""

from __future__ import annotations

import random

from kiosk.context import AppContext


def fill(ctx: AppContext) -> str:
    """Plays every area's part, the same for all who try on a day; what they have to know."""
    chance = random.Random(ctx.clock().date().isoformat())
    return "\n".join(line for area in ctx.areas if area.demo
                     for line in area.demo(ctx, chance))
