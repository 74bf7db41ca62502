"""Ratings of the numbers that the demo served."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from random import Random

from db.content import guide as content
from db.queue import queries as queue
from kiosk.actions.acting import acting
from kiosk.actions.ratings.giving import RESIDENT, give
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.queue.tickets import State
from kiosk.domain.ratings.rating_sums import TAGS
from kiosk.domain.refusals import Refusal

DAYS_BEFORE = 2
LEVELS_GIVEN = (5, 5, 5, 5, 4, 4, 4, 3, 2)


def fill(ctx: AppContext, chance: Random) -> tuple[str, ...]:
    """Rates most of the numbers of the last days, as residents do."""
    with ctx.database.read() as tx:
        today = business_day(ctx.clock(), content.guide(tx).centre.day_starts)
        served = [one for n in range(DAYS_BEFORE, -1, -1)
                  for one in queue.of_day(tx, today - timedelta(days=n))
                  if one.state is State.DONE]
    for ticket in chance.sample(served, len(served) * 2 // 3):
        with suppress(Refusal), acting(ctx, RESIDENT) as act:
            level = chance.choice(LEVELS_GIVEN)
            give(act, ticket, level, frozenset(chance.sample(TAGS[:3] if level > 3 else TAGS[3:],
                                                             chance.randint(0, 2))))
    return ()
