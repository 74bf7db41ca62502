"""Looking at the hall: counters, services and waits, as home, list, board and guide show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.operations import kiosk_closure as closing
from db.queue import daily_limits, queries as queue
from db.queue.appointments import offers
from kiosk.actions.queue.queue_state import QueueState, queue_state, shown, wait_of
from kiosk.actions.queue.results import (
    CallShown,
    CounterNow,
    CounterState,
    Hall,
    ServiceNow,
    ServiceStanding,
)
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day, opening
from kiosk.domain.content.guide import Guide, Service
from kiosk.domain.queue.tickets import State, Ticket, next_for, return_until
from kiosk.domain.refusals import Refusal

CALLS_SHOWN = 4
MISSED_SHOWN = 5


def hall(ctx: AppContext) -> Hall:
    """The whole hall now. Its `wait` is that of somebody who came last to the longest queue."""
    with ctx.database.read() as tx:
        guide = content.guide(tx)
        now = ctx.clock()
        queues = _queues(ctx, tx, guide)
        day = business_day(now, guide.centre.day_starts)
        serving = queue.at_counters(tx, day)
        longest = max(queues.values(), key=lambda one: len(one.order), default=None)
        waits = {id_: wait_of(tx, one, before) for id_, one in queues.items()
                 if (before := one.waited_for_by_the_last())}
        return Hall(
            version=tx.version,
            now=now,
            opening=opening(guide.timetable, now),
            counters=tuple(replace(
                counter_now(guide, queues[w.queue_id], w.number, serving.get(w.number)),
                wait=shown(waits.get(w.queue_id))) for w in guide.counters),
            open_counters=sum(one.open_counters for one in queues.values()),
            waiting=sum(len(one.order) for one in queues.values()),
            wait=shown(waits.get(longest.queue_id)) if longest else None,
            calls=tuple(
                call_shown(guide, ticket)
                for ticket in queue.last_calls(tx, day, CALLS_SHOWN)
            ),
            notices=guide.notices,
            missed=_missed(tx, guide, day, now),
        )


def _missed(tx: ReadTransaction, guide: Guide, day: date, now: datetime) -> tuple[str, ...]:
    """The numbers that were called in vain and can still come back, newest first."""
    found = [ticket for counter in guide.counters
             for ticket in queue.kept_by(tx, day, counter.number)
             if ticket.state is State.MISSED and now <= return_until(ticket, guide.centre.queue)]
    found.sort(key=lambda one: one.last_called_at or one.taken_at, reverse=True)
    return tuple(one.label for one in found[:MISSED_SHOWN])


def label_of(tx: ReadTransaction, ticket_id: int) -> str:
    """A number as it is called; "" where it is not kept any more."""
    ticket = queue.by_id(tx, ticket_id)
    return ticket.label if ticket else ""


def services_now(
    ctx: AppContext, category_id: str = "", kiosk: str | None = None
) -> tuple[ServiceNow, ...]:
    """Every service of a category as it stands now, in display order; of all without one.

    At a kiosk, if one asks.
    """
    with ctx.database.read() as tx:
        guide = content.guide(tx)
        queues = _queues(ctx, tx, guide)
        return tuple(
            _service_now(ctx, tx, guide, service, queues[service.queue_id], kiosk)
            for service in guide.services
            if category_id in ("", service.category_id)
        )


def service_now(ctx: AppContext, service_id: str, kiosk: str | None = None) -> ServiceNow:
    """One service as it stands now, at a kiosk if one asks. Refuses with `no_such_service`."""
    with ctx.database.read() as tx:
        guide = content.guide(tx)
        service = guide.offered(service_id)
        if service is None:
            raise Refusal("no_such_service")
        now = ctx.clock()
        states = queue.counter_states(tx, business_day(now, guide.centre.day_starts))
        queue_now = queue_state(tx, guide, service.queue_id, now, states)
        return _service_now(ctx, tx, guide, service, queue_now, kiosk)


def counter_now(
    guide: Guide, queue_now: QueueState, number: int, serving: Ticket | None
) -> CounterNow:
    """One counter of a queue: whom it serves, who waits, who is next for it."""
    following = next_for(number, queue_now.order)
    return CounterNow(
        number=number,
        queue=guide.queue(queue_now.queue_id),
        state=CounterState(queue_now.states.get(number, "closed")),
        serving=serving.label if serving else None,
        waiting=len(queue_now.order),
        next_label=following.label if following else None,
    )


def call_shown(guide: Guide, ticket: Ticket) -> CallShown:
    """A called ticket as the board shows it; its id grows with each call in the centre."""
    service = guide.service(ticket.service_id)
    if service is None or ticket.last_called_at is None or ticket.counter is None:
        raise ValueError(f"ticket {ticket.id} was not called")
    return CallShown(
        id=int(ticket.last_called_at.timestamp() * 1000),
        label=ticket.label,
        counter=ticket.counter,
        service=service,
        at=ticket.last_called_at,
        again=ticket.calls > 1,
        booked=ticket.appointment_at is not None,
    )


def _queues(ctx: AppContext, tx: ReadTransaction, guide: Guide) -> dict[str, QueueState]:
    now = ctx.clock()
    states = queue.counter_states(tx, business_day(now, guide.centre.day_starts))
    return {one.id: queue_state(tx, guide, one.id, now, states) for one in guide.queues}


def _service_now(
    ctx: AppContext, tx: ReadTransaction, guide: Guide, service: Service, queue_now: QueueState,
    kiosk: str | None,
) -> ServiceNow:
    now = ctx.clock()
    stands = opening(guide.timetable_of(service), now)
    standing = ServiceStanding.OPEN
    if not stands.is_open:
        today = stands.next_at is not None and stands.next_at.date() == now.date()
        standing = ServiceStanding.LATER_TODAY if today else ServiceStanding.NOT_TODAY
    elif service.daily_cap and daily_limits.is_full(tx, queue_now.day, service.id,
                                                    service.daily_cap):
        standing = ServiceStanding.FULL_TODAY
    elif kiosk and closing.is_shut(tx, queue_now.day, kiosk):
        standing = ServiceStanding.KIOSK_SHUT
    return ServiceNow(
        service=service,
        category=next(c for c in guide.categories if c.id == service.category_id),
        counters=guide.counters_of(service.queue_id),
        counter_open=queue_now.open_counters > 0,
        standing=standing,
        now=now,
        opening=stands,
        ahead=len(queue_now.order),
        wait=shown(wait_of(tx, queue_now, queue_now.waited_for_by_the_last())),
        is_booked=any(one.id == service.id and not one.hidden for one in offers(tx)),
    )
