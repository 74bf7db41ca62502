"""Lively activities: one is over today, some have places, others are full with groups that wait."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime, timedelta

from kiosk.actions.activities.planning import plan_due
from kiosk.actions.activities.queries import activities_now
from kiosk.actions.activities.resident import join, register
from kiosk.actions.activities.staff import add_session, count_walk_ins
from kiosk.actions.reservations import BookingRequest
from kiosk.actions.staff.demo import demo_account, demo_session, earlier, end_demo_session
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.staff.roles import Role

# Of every so many sessions one is full, and groups wait.
FULL_EACH = 4
KEEPER = "小宁"
# When today's begin, from now on, and how long each takes.
TODAY = (-timedelta(hours=2), -timedelta(minutes=20), timedelta(hours=2))
LASTS, QUARTER, CAME = timedelta(hours=1), timedelta(minutes=15), 17


def fill(ctx: AppContext, chance: random.Random) -> tuple[str, ...]:
    """Adds sessions of today, and registers groups for those of this week and the next."""
    plan_due(ctx)
    told = demo_account(ctx, KEEPER, Role.COORDINATOR)
    _today(ctx)
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
    return (told,)


def _today(ctx: AppContext) -> None:
    """What a day without a session in the plan has besides."""
    keeper = demo_session(ctx, KEEPER)
    now = ctx.clock()
    on_the_quarter = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % QUARTER
    kinds = {one.activity.id: one for one in activities_now(ctx).sessions}
    for after, activity in zip(TODAY, kinds, strict=False):
        begins = on_the_quarter + after
        # Nobody adds what is over: it was added before.
        before = earlier(ctx, min(now, begins - LASTS))
        with suppress(Refusal):
            made = add_session(before, keeper, activity, begins, begins + LASTS)
            if after < timedelta():
                count_walk_ins(ctx, keeper, made, CAME)
    end_demo_session(ctx, keeper)


def _group(ctx: AppContext, activity_id: str, starts_at: datetime, people: int) -> BookingRequest:
    return BookingRequest(ctx.codes(), activity_id, starts_at, Source.PHONE, people,
                          browser=ctx.codes())
