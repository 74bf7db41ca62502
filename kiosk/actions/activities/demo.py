"""Lively activities: some with places, others full with groups that wait."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime

from kiosk.actions.activities.planning import plan_due
from kiosk.actions.activities.queries import activities_now
from kiosk.actions.activities.resident import join, register
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source

# Of every so many sessions one is full, and groups wait.
FULL_EACH = 4


def fill(ctx: AppContext, chance: random.Random) -> tuple[str, ...]:
    """Registers groups for the sessions of this week and the next."""
    plan_due(ctx)
    to_book = [one for one in activities_now(ctx).sessions if one.can_register]
    for n, stands in enumerate(to_book):
        free = stands.left if n % FULL_EACH == 1 else stands.left * chance.randrange(3, 8) // 10
        while free > 0:
            people = min(chance.randint(1, stands.activity.max_per_booking), free)
            free -= people
            with suppress(Refusal):
                register(ctx, _group(ctx, stands.activity.id, stands.session.starts_at, people))
        if n % FULL_EACH == 1:
            for people in (2, 3):
                with suppress(Refusal):
                    join(ctx, _group(ctx, stands.activity.id, stands.session.starts_at, people))
    return ()


def _group(ctx: AppContext, activity_id: str, starts_at: datetime, people: int) -> BookingRequest:
    return BookingRequest(ctx.codes(), activity_id, starts_at, Source.PHONE, people,
                          browser=ctx.codes())
