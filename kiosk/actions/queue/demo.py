"""A lively day of the queue: numbers taken and called, at earlier times."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.content import guide as content
from kiosk.actions.queue.appointment_area import APPOINTMENTS
from kiosk.actions.queue.appointments import free_times, offered
from kiosk.actions.queue.overview import hall
from kiosk.actions.queue.results import NumberRequest
from kiosk.actions.queue.staff import call_next, desk
from kiosk.actions.queue.take_ticket import take_number
from kiosk.actions.reservations import BookingRequest, book
from kiosk.actions.staff.demo import demo_account, demo_session, end_demo_session
from kiosk.actions.staff.sessions import choose_counter
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.staff.roles import Role, StaffSession

CLERKS = ("小王", "小李", "小张", "小赵", "小陈", "小刘", "小杨", "小黄")
PRIORITIES = [Priority.ORDINARY] * 16 + [
    Priority.ELDER, Priority.ELDER, Priority.DISABLED, Priority.SOLDIER, Priority.EXPECTING,
]
DAYS_BEFORE = 2
HOURS_OF_TODAY = 3
WAITING_AT_THE_END = 9
MINUTES_TO_SERVE = (3, 8)
SECONDS_BETWEEN = (60, 180)
# One in so many times that can be booked has somebody.
BOOKED_OF = 4


@dataclass
class _Time:
    """The time at which the next action of the demo happens."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def fill(ctx: AppContext, chance: random.Random) -> list[str]:
    """Plays two earlier days and the hours before now; tells the clerks' PINs."""
    clock = _Time(ctx.clock())
    played = replace(ctx, clock=clock)
    present = ctx.clock()
    told: list[str] = []
    sessions = []
    with ctx.database.read() as tx:
        known = content.guide(tx)
    if not known.services:
        return told
    for counter, name in zip(known.counters, CLERKS, strict=False):
        told.append(demo_account(ctx, name, Role.CLERK))
        sessions.append((demo_session(ctx, name), counter.number))
    for day in range(DAYS_BEFORE, -1, -1):
        end = present - timedelta(days=day)
        clock.now = end - timedelta(hours=HOURS_OF_TODAY)
        clerks = [choose_counter(played, session, number) for session, number in sessions]
        _play(played, clock, end, clerks, chance)
    for session, _ in sessions:
        end_demo_session(ctx, session)
    _book(ctx, chance)
    return told


def _book(ctx: AppContext, chance: random.Random) -> None:
    """Appointments of today and the next days, a few of each."""
    for offer in offered(ctx):
        for _, slots in free_times(ctx, offer.id):
            for slot in chance.sample(slots, len(slots) // BOOKED_OF):
                book(APPOINTMENTS, ctx, BookingRequest(
                    ctx.codes(), offer.id, slot.begins, Source.PHONE, browser=ctx.codes()))


def _play(
    ctx: AppContext, clock: _Time, end: datetime, clerks: list[StaffSession],
    chance: random.Random
) -> None:
    free_at = dict.fromkeys((session.token for session in clerks), clock.now)
    while (later := clock.now + timedelta(seconds=chance.randint(*SECONDS_BETWEEN))) < end:
        clock.now = later
        _take(ctx, chance)
        for session in clerks:
            if clock.now < free_at[session.token]:
                continue
            minutes = chance.uniform(*MINUTES_TO_SERVE)
            free_at[session.token] = clock.now + timedelta(minutes=minutes)
            view = desk(ctx, session)
            try:
                call_next(ctx, session, view.current.id if view.current else None)
            except Refusal:
                continue
    clock.now = end
    while hall(ctx).waiting < WAITING_AT_THE_END:
        if not _take(ctx, chance):
            break


def _take(ctx: AppContext, chance: random.Random) -> bool:
    with ctx.database.read() as tx:
        guide = content.guide(tx)
    asked_of = {service.queue_id for service in guide.services}
    queue = chance.choice([queue for queue in guide.queues if queue.id in asked_of])
    request = NumberRequest(
        key=ctx.codes(),
        service_id=chance.choice([s.id for s in guide.services if s.queue_id == queue.id]),
        priority=chance.choice(PRIORITIES),
        large_text=chance.random() < 0.1,
    )
    try:
        take_number(ctx, request)
    except Refusal:
        return False
    return True
