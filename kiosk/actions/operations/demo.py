"""A lively day for trying out, made of real acts; each area plays its own part."""

from __future__ import annotations

import random
from collections.abc import Iterator

from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal


def fill(ctx: AppContext) -> Iterator[str]:
    """Plays every area's part, the same for all who try on a day; tells what they have to know as
    soon as it is so. An area that refuses is named, and the others are filled."""
    chance = random.Random(ctx.clock().date().isoformat())
    for area in ctx.areas:
        if area.demo:
            try:
                yield from area.demo(ctx, chance)
            except Refusal as refusal:
                yield f"{area.name}: not filled, {refusal.code}"
