"""Recurring use of a resource by the centre, and blocking it: looked at first, then written."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction
from db.reservations import bookings, places, series
from kiosk.actions.acting import Act, allowed
from kiosk.actions.reservations.area import Kind, ReservationArea, midnight, occupied_in
from kiosk.actions.reservations.results import Conflict, SeriesDraft
from kiosk.context import AppContext
from kiosk.domain.drawable import refuse_undrawn
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking, Phase, Source
from kiosk.domain.reservations.places import (
    LONGEST,
    Occupancy,
    Reservation,
    ReservationState,
    Resource,
    available,
    nearest_free,
)
from kiosk.domain.reservations.series import InTheWay, Occurrence, SeriesPlan, spans_of
from kiosk.domain.staff.roles import StaffSession

# Where a whole resource is not free, others are looked for this close, from the day before on.
STEP, DAYS_AROUND = timedelta(minutes=30), 4


def draft(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, plan: SeriesPlan
) -> SeriesDraft[Kind]:
    """A plan with all its times and what is in the way of each. Nothing is written.

    Refuses with `not_allowed`, `no_such_resource`, `bad_plan` (no rule, no end, no title, or
    nothing in it).
    """
    allowed(staff, area.keepers)
    with area.reading(ctx) as tx:
        return _draft(area, ctx, tx, plan)


def save(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, key: str, plan: SeriesPlan,
    *,
    but_conflicts: bool = False,
) -> int:
    """Writes every time of a plan as a booking of its own, for all places of the resource; returns
    how many. The same `key` is the same series however often it comes.

    Refuses as `draft`, and with `conflicts` (n) where some cannot be had and the others alone
    were not asked for: then none is written. Whoever booked before keeps what was booked.
    """
    with area.acting(ctx, staff, area.keepers) as act:
        if series.known(act.tx, key):
            act.without_event("it was saved already")
            return 0
        found = _draft(area, ctx, act.tx, plan)
        to_have = [one for one in found.times if one.in_the_way is None]
        if not to_have or (found.conflicts and not but_conflicts):
            raise Refusal("conflicts", n=found.conflicts)
        made = series.add(act.tx, area.name, plan, key, staff.account.id, act.now)
        for one in to_have:
            _write(act, found, one, made)
        act.log("plan_series", series=made, area=area.name, resource=plan.resource_id,
                rule=plan.rule, times=len(to_have))
        return len(to_have)


def take_whole(
    area: ReservationArea[Kind], act: Act, resource: Kind, starts_at: datetime, ends_at: datetime,
    title: str,
) -> Reservation:
    """Reserves a whole resource for the centre inside an act that reserves elsewhere too: all of
    it is had or nothing.

    Refuses with `in_the_way` (conflict: a `Conflict`).
    """
    found = conflict(area, act.tx, resource, starts_at, ends_at, act.now)
    if found is not None:
        raise Refusal("in_the_way", conflict=found)
    return _reserve(act, resource, starts_at, ends_at, title)


def give_up_whole(area: ReservationArea[Kind], act: Act, reservation_id: int) -> None:
    """What `take_whole` reserved is free again, as far as it has not ended: for another time of the
    same act first, then for whoever waits, as soon as the area's clock or anybody else looks."""
    booking = area.by_id(act.tx, reservation_id)
    if booking.phase in (Phase.BOOKED, Phase.HERE):
        ended = (ReservationState.CANCELLED if booking.phase is Phase.BOOKED
                 else ReservationState.FINISHED)
        bookings.become(act.tx, booking, ended, act.now)


def conflict(
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind, starts_at: datetime,
    ends_at: datetime, now: datetime,
) -> Conflict | None:
    """Why a whole resource cannot be had, whose is in the way, and when else it could be had, on
    that day or the days around it; None where it can."""
    why = _in_the_way(area, tx, resource, starts_at, ends_at, now)
    if why is None:
        return None
    wanted = Occupancy(starts_at, ends_at)
    there = bookings.live_in(tx, area.name, resource.id, starts_at - LONGEST, ends_at)
    titles = [one.title for one in there if wanted.meets(
        Occupancy(one.reservation.starts_at, one.reservation.ends_at))]
    first = midnight(starts_at.date()) - timedelta(days=1)
    last = first + timedelta(days=DAYS_AROUND)
    grid = (first + n * STEP for n in range((last - first) // STEP))
    offered = [(at, at + (ends_at - starts_at)) for at in grid if at > now
               and area.is_open(tx, resource, at, at + (ends_at - starts_at))]
    free = nearest_free(resource, occupied_in(tx, resource, first, last), offered, starts_at,
                        resource.capacity)
    return Conflict(why, titles[0] if titles else "", tuple(at for at, _ in free))


def _draft(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, plan: SeriesPlan
) -> SeriesDraft[Kind]:
    resource, now = area.known(tx, plan.resource_id), ctx.clock()
    try:
        spans = spans_of(plan)
    except (ValueError, TypeError) as wrong:
        raise Refusal("bad_plan") from wrong
    if not spans or not plan.title.strip():
        raise Refusal("bad_plan")
    refuse_undrawn(plan.title)
    return SeriesDraft(plan, resource, tuple(
        Occurrence(*time, _in_the_way(area, tx, resource, *time, now)) for time in spans
    ))


def _in_the_way(
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind, starts_at: datetime,
    ends_at: datetime, now: datetime,
) -> InTheWay | None:
    if starts_at <= now:
        return InTheWay.OVER
    if not area.is_open(tx, resource, starts_at, ends_at):
        return InTheWay.SHUT
    around = occupied_in(tx, resource, starts_at, ends_at)
    free = available(resource, around, starts_at, ends_at)
    return None if free == resource.capacity else InTheWay.TAKEN


def _write(act: Act, found: SeriesDraft[Kind], one: Occurrence, made: int) -> None:
    _reserve(act, found.resource, one.starts_at, one.ends_at, found.plan.title.strip(), made)


def _reserve(
    act: Act, resource: Resource, starts_at: datetime, ends_at: datetime, title: str,
    series_id: int | None = None,
) -> Reservation:
    """All places of a resource, reserved by the centre itself: nobody has to check in."""
    code = hidden(act.ctx.secret, act.ctx.codes())
    wanted = Reservation.of(resource, code, starts_at, ends_at, resource.capacity)
    reservation = places.add(act.tx, wanted, resource, wanted.code)
    bookings.add(act.tx, Booking(
        reservation, 0, Source.SERIES, None, title, "", None, act.now, act.now, 0,
    ), series=series_id)
    return reservation
