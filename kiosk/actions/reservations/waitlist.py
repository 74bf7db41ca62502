"""The waiting list: joining it, leaving it, and what becomes free held for the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.database import ReadTransaction
from db.reservations import bookings, places, waitlist
from kiosk.actions.acting import SYSTEM, Act
from kiosk.actions.reservations.area import Kind, ReservationArea, event_details, occupied_in
from kiosk.actions.reservations.results import BookingRequest, WaitlistView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import (
    Booking,
    Phase,
    Source,
    WaitlistEntry,
    WaitlistState,
)
from kiosk.domain.reservations.places import (
    AccessMode,
    Reservation,
    ReservationState,
    available,
    check,
)

PHASES = {
    WaitlistState.WAITING: Phase.WAITING, WaitlistState.OFFERED: Phase.OFFERED,
    WaitlistState.LEFT: Phase.CANCELLED, WaitlistState.LAPSED: Phase.LAPSED,
}


def join_waitlist(
    area: ReservationArea[Kind], ctx: AppContext, asked: BookingRequest
) -> WaitlistView[Kind]:
    """Waits for a session that is taken; the same `key` is the same place in line.

    Refuses with `no_such_resource`, `not_booked` (one walks in, or the centre decides),
    `no_such_time` (over), `there_is_room`, `enough_booked` (most), and as `check` does for what
    could not be booked either.
    """
    with area.acting(ctx, str(asked.source)) as act:
        before = waitlist.by_request(act.tx, key_index(ctx.secret, asked.key))
        if before:
            act.without_event("they wait already")
            return _view(area, ctx, act.tx, before)
        resource = area.offered(act.tx, asked.resource_id)
        if resource.access is not AccessMode.SLOTS:
            raise Refusal("not_booked")
        time = _later(area, act.tx, resource, asked.starts_at, act.now)
        check(resource, *time, asked.seats, act.now)
        if _free(act.tx, resource, *time) >= asked.seats:
            raise Refusal("there_is_room")
        owner_index = ctx.vault.blind_index(asked.browser) if asked.browser else None
        mine = [one for one in waitlist.waiting(act.tx, area.name)
                if owner_index and one.owner_index == owner_index]
        if len(mine) >= area.rules.max_live:
            raise Refusal("enough_booked", most=area.rules.max_live)
        made = WaitlistEntry(
            hidden(ctx.secret, ctx.codes()), area.name, resource.id, *time, asked.seats,
            owner_index, act.now,
        )
        waitlist.add(act.tx, made, key_index(ctx.secret, asked.key))
        act.log("join_waitlist", area=area.name, resource=resource.id)
        return _view(area, ctx, act.tx, made)


def follow_waitlist(area: ReservationArea[Kind], ctx: AppContext,
                    code: str) -> WaitlistView[Kind]:
    """A place in line as it stands now. Refuses with `no_such_booking`."""
    with area.reading(ctx) as tx:
        return _view(area, ctx, tx, _of_code(area, ctx, tx, code))


def leave_waitlist(area: ReservationArea[Kind], ctx: AppContext, code: str) -> WaitlistView[Kind]:
    """不等了. Twice is once. Refuses with `no_such_booking`, `claim_changed` (it was offered)."""
    with area.acting(ctx, "holder") as act:
        mine = _of_code(area, ctx, act.tx, code)
        if mine.state is WaitlistState.LEFT:
            act.without_event("they wait no more")
        else:
            waitlist.become(act.tx, mine, WaitlistState.LEFT)
            mine = replace(mine, state=WaitlistState.LEFT)
            act.log("leave_waitlist", area=area.name, resource=mine.resource_id)
        return _view(area, ctx, act.tx, mine)


def offer_free(area: ReservationArea[Kind], act: Act) -> None:
    """Holds what is free for the first of each waiting list who has room there, however it became
    so; whoever waits for what is too late to be had waits no longer.

    The clock does this. Every action that gives a place back, or takes one, does it in its own
    transaction too: whoever waits goes before whoever comes.
    """
    for mine, state in due_in_waitlist(area, act.tx, act.now):
        waitlist.become(act.tx, mine, state)
        if state is WaitlistState.OFFERED:
            _offer(area, act, area.known(act.tx, mine.resource_id), mine)


def due_in_waitlist(
    area: ReservationArea[Kind], tx: ReadTransaction, now: datetime
) -> Iterator[tuple[WaitlistEntry, WaitlistState]]:
    """Who waits no longer, and why. It looks anew for each of them: what was offered meanwhile
    to one is not there for the next."""
    for mine in waitlist.waiting(tx, area.name):
        resource = area.find(tx, mine.resource_id)
        time = mine.starts_at, mine.ends_at
        if (resource is None or mine.starts_at <= now
                or mine.starts_at < now + resource.min_notice):
            yield mine, WaitlistState.LAPSED
        elif is_to_be_had(area, tx, resource, *time) and (
            _free(tx, resource, *time) >= mine.seats
        ):
            yield mine, WaitlistState.OFFERED


def is_to_be_had(
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind, starts_at: datetime,
    ends_at: datetime,
) -> bool:
    """Whether a resource gives sessions away at all, and is open all through this time."""
    return resource.is_booked and not resource.hidden and (
        area.is_open(tx, resource, starts_at, ends_at))


def _free(tx: ReadTransaction, resource: Kind, starts_at: datetime, ends_at: datetime) -> int:
    around = occupied_in(tx, resource, starts_at, ends_at)
    return available(resource, around, starts_at, ends_at)


def _later(
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind,
    starts_at: datetime | None,
    now: datetime,
) -> tuple[datetime, datetime]:
    """The session that starts just then, and has not yet. Refuses with `no_such_time`."""
    day = (starts_at or now).date()
    time = next((one for one in area.coming_sessions(tx, resource, day, now)
                 if one[0] == starts_at and one[0] > now), None)
    if time is None:
        raise Refusal("no_such_time")
    return time


def _view(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, mine: WaitlistEntry
) -> WaitlistView[Kind]:
    line = [
        one.code for one in waitlist.waiting(tx, area.name)
        if (one.resource_id, one.starts_at) == (mine.resource_id, mine.starts_at)
    ]
    place = line.index(mine.code) + 1 if mine.code in line else 0
    code = shown(ctx.secret, mine.code)
    return WaitlistView(
        tx.version, ctx.clock(), replace(mine, code=code), area.known(tx, mine.resource_id),
        PHASES[mine.state], place, area.link(ctx, code),
    )


def _offer(area: ReservationArea[Kind], act: Act, resource: Kind, mine: WaitlistEntry) -> None:
    wanted = Reservation.of(resource, mine.code, mine.starts_at, mine.ends_at, mine.seats,
                            ReservationState.HELD)
    reservation = places.add(act.tx, wanted, resource, f"offer {mine.code}")
    until = min(act.now + area.rules.offer_lasts, mine.starts_at)
    booking = Booking(
        reservation, 0, Source.PHONE, mine.owner_index, "", "", until, act.now, act.now, 0,
    )
    bookings.add(act.tx, booking)
    act.log("offer_place", actor=SYSTEM, **event_details(booking))


def _of_code(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, code: str
) -> WaitlistEntry:
    found = waitlist.by_code(tx, hidden(ctx.secret, code))
    if found is None or found.area != area.name:
        raise Refusal("no_such_booking")
    area.rules.verify_page(found.ends_at, ctx.clock())
    return found
