"""The waiting list: joining it, leaving it, and what becomes free held for the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.database import ReadTransaction
from db.outbox import slips
from db.reservations import bookings, places, waitlist
from kiosk.actions.acting import SYSTEM, Act
from kiosk.actions.reservations.area import Kind, ReservationArea, event_details, occupied_in
from kiosk.actions.reservations.results import BookingRequest, WaitlistView
from kiosk.actions.slips import slip_state
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
    Resource,
    available,
    blocked,
    check,
)
from kiosk.domain.reservations.waiting import is_kept, to_offer
from kiosk.domain.staff.roles import StaffSession

PHASES = {
    WaitlistState.WAITING: Phase.WAITING, WaitlistState.OFFERED: Phase.OFFERED,
    WaitlistState.LEFT: Phase.CANCELLED, WaitlistState.LAPSED: Phase.LAPSED,
}


def join_waitlist(
    area: ReservationArea[Kind], ctx: AppContext, asked: BookingRequest
) -> WaitlistView[Kind]:
    """Waits for a session that has not enough places; the same `key` is the same place in line.

    Refuses with `no_such_resource`, `not_booked` (one walks in, or the centre decides),
    `no_such_time` (over), `there_is_room`, `enough_booked` (most), `no_number_left`, and as
    `check` does for what could not be booked either.
    """
    with area.acting(ctx, str(asked.source)) as act:
        return join_within(area, act, asked)


def wait_for(
    area: ReservationArea[Kind], ctx: AppContext, staff: StaffSession, asked: BookingRequest
) -> WaitlistView[Kind]:
    """Puts whoever calls or stands at the desk into the waiting list; the same `key` is the same
    place. Refuses with `not_allowed`, and as `join_waitlist`."""
    with area.acting(ctx, staff, area.attendants) as act:
        return join_within(area, act, asked)


def join_within(
    area: ReservationArea[Kind], act: Act, asked: BookingRequest
) -> WaitlistView[Kind]:
    """`join_waitlist` inside an act."""
    ctx = act.ctx
    with area.refusing():
        before = waitlist.by_request(act.tx, key_index(ctx.secret, asked.key))
        if before:
            act.sent_again("they wait already", at_screen=asked.source is Source.KIOSK, same=(
                before.resource_id, before.starts_at, before.seats) == (
                asked.resource_id, asked.starts_at, asked.seats))
            return waitlist_view(area, ctx, act.tx, before)
        resource = area.offered(act.tx, asked.resource_id)
        if resource.access is not AccessMode.SLOTS:
            raise Refusal("not_booked")
        time = _later(area, act.tx, resource, asked.starts_at, act.now)
        verify_group(resource, asked.seats)
        check(resource, *time, asked.seats, act.now)
        offer_free(area, act)
        if to_be_had(area, act.tx, resource, *time, act.now) >= asked.seats:
            raise Refusal("there_is_room")
        owner_index = ctx.vault.blind_index(asked.browser) if asked.browser else None
        mine = [one for one in waitlist.waiting(act.tx, area.name)
                if owner_index and one.owner_index == owner_index]
        if len(mine) >= area.rules.max_live:
            raise Refusal("enough_booked", most=area.rules.max_live)
        made = WaitlistEntry(
            hidden(ctx.secret, ctx.codes()), area.name, resource.id, *time, asked.seats,
            owner_index, act.now, number=bookings.number_of(act.tx, area.name) if (
                area.asks_by_number) else 0,
        )
        entry_id = waitlist.add(act.tx, made, key_index(ctx.secret, asked.key))
        queue_slip(act, kind_of_waiting(area.name), entry_id, asked)
        act.log("join_waitlist", area=area.name, resource=resource.id)
        return waitlist_view(area, ctx, act.tx, made)


def follow_waitlist(area: ReservationArea[Kind], ctx: AppContext,
                    code: str) -> WaitlistView[Kind]:
    """A place in line as it stands now. Refuses with `no_such_booking`."""
    with area.reading(ctx) as tx:
        return waitlist_view(area, ctx, tx, _of_code(area, ctx, tx, code))


def leave_waitlist(
    area: ReservationArea[Kind], ctx: AppContext, code: str, staff: StaffSession | None = None
) -> WaitlistView[Kind]:
    """不等了, for whoever has the page, or `staff` who put them there. Twice is once.

    Refuses with `not_allowed`, `no_such_booking`, `claim_changed` (it was offered).
    """
    with area.acting(ctx, staff or "holder", area.attendants) as act:
        mine = _of_code(area, ctx, act.tx, code)
        if mine.state is WaitlistState.LEFT:
            act.without_event("they wait no more")
        else:
            waitlist.become(act.tx, mine, WaitlistState.LEFT)
            mine = replace(mine, state=WaitlistState.LEFT)
            act.log("leave_waitlist", area=area.name, resource=mine.resource_id)
            # What was kept for them is there for whoever waits behind.
            offer_free(area, act)
        return waitlist_view(area, ctx, act.tx, mine)


def offer_free(area: ReservationArea[Kind], act: Act) -> None:
    """Holds what is free for the first of each waiting list who has room there, however it became
    so; whoever waits for what is too late to be had waits no longer.

    The clock does this. Every action that gives a place back, or takes one, does it in its own
    transaction too: whoever waits goes before whoever comes.
    """
    for mine, state in due_in_waitlist(area, act.tx, act.now):
        waitlist.become(act.tx, mine, state)
        if state is WaitlistState.OFFERED:
            waitlist.pass_over(act.tx, area.name, mine.resource_id, mine.starts_at, by=mine)
            _offer(area, act, area.known(act.tx, mine.resource_id), mine)


def due_in_waitlist(
    area: ReservationArea[Kind], tx: ReadTransaction, now: datetime
) -> Iterator[tuple[WaitlistEntry, WaitlistState]]:
    """Who waits no longer, and why. It looks anew for each line: what was offered meanwhile in
    one is not there for the next."""
    for (resource_id, *time), line in groupby(
        waitlist.waiting(tx, area.name),
        lambda one: (one.resource_id, one.starts_at, one.ends_at),
    ):
        resource, starts_at = area.find(tx, resource_id), time[0]
        if resource is None or starts_at <= now or starts_at < now + resource.min_notice:
            yield from ((mine, WaitlistState.LAPSED) for mine in line)
        elif is_to_be_had(area, tx, resource, *time):
            free = _free(tx, resource, *time)
            yield from ((mine, WaitlistState.OFFERED) for mine in to_offer(
                list(line), free, resource.capacity, area.rules, now))


def to_be_had(
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind, starts_at: datetime,
    ends_at: datetime, now: datetime, but: Reservation | None = None,
) -> int:
    """How many places of a time whoever comes new can have: none while they are kept for somebody
    who waits. The places of one reservation, `but`, are left out."""
    line = waitlist.line(tx, area.name, resource.id, starts_at)
    if is_kept(line, resource.capacity, area.rules, now):
        return 0
    around = places.occupied(tx, resource, blocked(resource, starts_at, ends_at), but)
    return available(resource, around, starts_at, ends_at)


def kind_of_waiting(area: str) -> str:
    """The kind of the slips of an area's waiting lists in the outbox."""
    return f"{area} waiting"


def queue_slip(act: Act, kind: str, thing: int, asked: BookingRequest) -> None:
    """Queues the slip of what was just asked for at the touch screen, where it has a printer."""
    settings = act.ctx.settings
    if asked.language and settings.printer != "none":
        slips.add(act.tx, kind, thing, settings.kiosk_name, asked.language, act.now)


def verify_group(resource: Resource, seats: int) -> None:
    """Refuses with `too_many_places` (most) where that is more than one booking may have."""
    if seats > resource.max_per_booking:
        raise Refusal("too_many_places", most=resource.max_per_booking)


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


def waitlist_view(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, mine: WaitlistEntry
) -> WaitlistView[Kind]:
    """A place in line as whoever waits sees it, the code of its page among it."""
    line = [one.code for one in waitlist.line(
        tx, area.name, mine.resource_id, mine.starts_at)]
    place = line.index(mine.code) + 1 if mine.code in line else 0
    code = shown(ctx.secret, mine.code)
    return WaitlistView(
        tx.version, ctx.clock(), replace(mine, code=code), area.known(tx, mine.resource_id),
        PHASES[mine.state], place, area.link(ctx, code),
        slip_state(tx, kind_of_waiting(area.name), waitlist.id_of(tx, mine)),
    )


def _offer(area: ReservationArea[Kind], act: Act, resource: Kind, mine: WaitlistEntry) -> None:
    wanted = Reservation.of(resource, mine.code, mine.starts_at, mine.ends_at, mine.seats,
                            ReservationState.HELD)
    reservation = places.add(act.tx, wanted, resource, f"offer {mine.code}")
    until = area.rules.offered_until(mine.starts_at, act.now)
    booking = Booking(
        reservation, mine.number, Source.PHONE, mine.owner_index, "", "", until,
        act.now, act.now, 0,
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
