"""Recurring use of a resource by the centre, and blocking it: looked at first, then written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction
from db.reservations import bookings, places, series
from kiosk.actions.acting import Act, allowed
from kiosk.actions.reservations.area import (
    Kind,
    ReservationArea,
    is_open_at_ends,
    midnight,
    occupied_in,
)
from kiosk.actions.reservations.results import Conflict, SeriesDraft, SeriesMade, SeriesView
from kiosk.actions.reservations.staff import WITHDRAWN_WITHIN
from kiosk.actions.reservations.waitlist import offer_free
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
    blocked,
)
from kiosk.domain.reservations.series import (
    InTheWay,
    Occurrence,
    SeriesPlan,
    holidays_of,
    spans_of,
)
from kiosk.domain.staff.roles import StaffSession

# Where a whole resource is not free, others are looked for this close, from the day before on.
STEP, DAYS_AROUND, NEAR = timedelta(minutes=30), 4, 3
OpenFor = Callable[[ReadTransaction, Kind, datetime, datetime], bool]


def draft(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, plan: SeriesPlan, *,
    instead_of: int | None = None,
) -> SeriesDraft[Kind]:
    """A plan with all its times and what is in the way of each; `instead_of` is the series whose
    times to come it would replace. Nothing is written.

    Refuses with `not_allowed`, `no_such_resource`, `bad_plan` (no rule, no end, no title, or
    nothing in it).
    """
    allowed(staff, area.keepers)
    with area.reading(ctx) as tx:
        now = ctx.clock()
        own = _coming(tx, instead_of, now) if instead_of is not None else ()
        return _draft(area, tx, plan, now, own)


def save(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, key: str, plan: SeriesPlan,
    *, but_conflicts: bool = False, instead_of: int | None = None,
) -> SeriesMade:
    """Writes every time of a plan as a booking of its own, for all places of the resource;
    `instead_of` is the series whose times to come it replaces: all of it is done or nothing. The
    same `key` is the same series however often it comes.

    Refuses as `draft`, with `no_such_series`, and with `conflicts` (n) where some cannot be had and
    the others alone were not asked for: then none is written. Whoever booked before keeps what was
    booked.
    """
    with area.acting(ctx, staff, area.keepers) as act:
        before = series.known(act.tx, key)
        if before is not None:
            act.without_event("it was saved already")
            return SeriesMade(before, 0)
        if instead_of is not None:
            _end(area, act, instead_of)
        found = _draft(area, act.tx, plan, act.now)
        to_have = [one for one in found.times if one.in_the_way is None]
        if not to_have or (found.conflicts and not but_conflicts):
            raise Refusal("conflicts", n=found.conflicts)
        made = series.add(act.tx, area.name, plan, key, staff.account.id, act.now)
        for one in to_have:
            _write(act, found, one, made)
        act.log("plan_series", series=made, area=area.name, resource=plan.resource_id,
                rule=plan.rule, times=len(to_have))
        offer_free(area, act)
        return SeriesMade(made, len(to_have))


def series_view(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, series_id: int
) -> SeriesView[Kind]:
    """A series as it stands. Refuses with `not_allowed`, `no_such_series`, `no_such_resource`."""
    allowed(staff, area.keepers)
    with area.reading(ctx) as tx:
        now, plan = ctx.clock(), _plan_of(area, tx, series_id)
        had = bookings.of_series(tx, series_id)
        days = {one.reservation.starts_at.date() for one in had}
        drawn = _draft(area, tx, plan, now)
        left_out = [(one.starts_at.date(), drawn.why.get(one.starts_at)) for one in drawn.times
                    if one.starts_at.date() not in days]
        left_out += [(day, None) for day in drawn.holidays]
        return SeriesView(series_id, now, plan, drawn.resource, _coming(tx, series_id, now),
                          len(had), tuple(sorted(left_out, key=lambda one: one[0])))


def end_series(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, series_id: int
) -> int:
    """Ends a series: its times to come are free again. Twice is once. Returns how many.

    Refuses with `not_allowed`, `no_such_series`.
    """
    with area.acting(ctx, staff, area.keepers) as act:
        ended = _end(area, act, series_id)
        offer_free(area, act)
        return ended


def resume_series(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, series_id: int
) -> int:
    """撤回 of what ended a series just now: all the times it gave up, or none. Returns how many; of
    a series that was not ended just now there are none.

    Refuses with `not_allowed`, `no_such_series`, `shut_meanwhile`, `just_taken` (others have one of
    its times), `no_number_left`.
    """
    with area.acting(ctx, staff, area.keepers) as act:
        plan, given_up = _plan_of(area, act.tx, series_id), _just_ended(act.tx, series_id, act.now)
        act.without_event("nothing of it was ended just now")
        resource = area.known(act.tx, plan.resource_id)
        for one in given_up:
            had = one.reservation
            if not area.is_open(act.tx, resource, had.starts_at, had.ends_at):
                raise Refusal("shut_meanwhile")
            area.have(act, one, had, ReservationState.CONFIRMED)
        if given_up:
            act.log("resume_series", series=series_id, area=area.name, resource=plan.resource_id,
                    times=len(given_up))
        return len(given_up)


def just_ended(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, series_id: int
) -> int:
    """How many times `resume_series` would bring back. Refuses with `not_allowed`,
    `no_such_series`."""
    allowed(staff, area.keepers)
    with area.reading(ctx) as tx:
        _plan_of(area, tx, series_id)
        return len(_just_ended(tx, series_id, ctx.clock()))


def _just_ended(tx: ReadTransaction, series_id: int, now: datetime) -> tuple[Booking, ...]:
    """The times to come that were given up together, last of all and not long ago."""
    given_up = [one for one in bookings.of_series(tx, series_id)
                if one.phase is Phase.CANCELLED and one.reservation.starts_at > now]
    last = max((one.changed_at for one in given_up), default=now)
    return tuple(one for one in given_up
                 if one.changed_at == last and now - last < WITHDRAWN_WITHIN)


def _end(area: ReservationArea[Kind], act: Act, series_id: int) -> int:
    plan, coming = _plan_of(area, act.tx, series_id), _coming(act.tx, series_id, act.now)
    for one in coming:
        bookings.become(act.tx, one, ReservationState.CANCELLED, act.now)
    act.without_event("none of its times was to come")
    if coming:
        act.log("end_series", series=series_id, area=area.name, resource=plan.resource_id,
                times=len(coming))
    return len(coming)


def _plan_of(area: ReservationArea[Kind], tx: ReadTransaction, series_id: int) -> SeriesPlan:
    plan = series.plan_of(tx, area.name, series_id)
    if plan is None:
        raise Refusal("no_such_series")
    return plan


def _coming(tx: ReadTransaction, series_id: int, now: datetime) -> tuple[Booking, ...]:
    """The times of a series that have not begun and were not given up."""
    return tuple(one for one in bookings.of_series(tx, series_id)
                 if one.phase is Phase.BOOKED and one.reservation.starts_at > now)


def take_whole(
    area: ReservationArea[Kind], act: Act, resource: Kind, starts_at: datetime, ends_at: datetime,
    title: str,
) -> Reservation:
    """Reserves a whole resource for the centre inside an act that reserves elsewhere too: all of
    it is had or nothing.

    Refuses with `in_the_way` (conflict: a `Conflict`).
    """
    found = conflict(area, act.tx, resource, (starts_at, ends_at), act.now)
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
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind,
    time: tuple[datetime, datetime], now: datetime, but: Sequence[Booking] = (), *,
    through_noon: bool = False,
) -> Conflict | None:
    """Why a whole resource cannot be had for a time, whose is in the way, and when else it could be
    had, on that day or the days around it; None where it can. `but` are bookings that would be
    given up for it; `through_noon` it may be shut in between.
    """
    starts_at, ends_at = time
    open_for = partial(is_open_at_ends, area) if through_noon else area.is_open
    own = [_blocked_by(resource, one) for one in but]
    why = _in_the_way(open_for, tx, resource, time, now, own)
    if why is None:
        return None
    wanted = Occupancy(starts_at, ends_at)
    there = bookings.live_in(tx, area.name, resource.id, starts_at - LONGEST, ends_at)
    titles = [one.title for one in there if one not in but and one.title and wanted.meets(
        Occupancy(one.reservation.starts_at, one.reservation.ends_at))]
    first = midnight(starts_at.date()) - timedelta(days=1)
    last = first + timedelta(days=DAYS_AROUND)
    occupied = _others(occupied_in(tx, resource, first, last), own)
    lasts = ends_at - starts_at
    grid = [first + n * STEP for n in range((last - first) // STEP)]
    # The nearest first, the later of two: whether it is open then is asked for a few of them only.
    grid.sort(key=lambda at: (abs(at - starts_at), at < starts_at))
    free = islice((at for at in grid if at > now
                   and available(resource, occupied, at, at + lasts) == resource.capacity
                   and open_for(tx, resource, at, at + lasts)), NEAR)
    return Conflict(why, titles[0] if titles else "", tuple(sorted(free)))


def _draft(
    area: ReservationArea[Kind], tx: ReadTransaction, plan: SeriesPlan, now: datetime,
    instead_of: Sequence[Booking] = (),
) -> SeriesDraft[Kind]:
    resource = area.known(tx, plan.resource_id)
    try:
        spans, holidays = spans_of(plan), holidays_of(plan)
    except (ValueError, TypeError) as wrong:
        raise Refusal("bad_plan") from wrong
    if not spans or not plan.title.strip():
        raise Refusal("bad_plan")
    refuse_undrawn(plan.title)
    why = {}
    for time in spans:
        found = conflict(area, tx, resource, time, now, instead_of,
                         through_noon=plan.through_noon)
        if found is not None:
            why[time[0]] = found
    return SeriesDraft(plan, resource, tuple(
        Occurrence(*time, why[time[0]].why if time[0] in why else None) for time in spans
    ), why, holidays)


def _in_the_way(
    open_for: OpenFor[Kind], tx: ReadTransaction, resource: Kind, time: tuple[datetime, datetime],
    now: datetime, own: Sequence[Occupancy],
) -> InTheWay | None:
    if time[0] <= now:
        return InTheWay.OVER
    if not open_for(tx, resource, *time):
        return InTheWay.SHUT
    around = _others(occupied_in(tx, resource, *time), own)
    free = available(resource, around, *time)
    return None if free == resource.capacity else InTheWay.TAKEN


def _blocked_by(resource: Resource, booking: Booking) -> Occupancy:
    had = booking.reservation
    return blocked(resource, had.starts_at, had.ends_at, had.seats)


def _others(occupied: Sequence[Occupancy], own: Sequence[Occupancy]) -> tuple[Occupancy, ...]:
    """What is occupied besides: nothing else lies in a time in which a whole resource is one's own.
    """
    return tuple(one for one in occupied if one not in own)


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
