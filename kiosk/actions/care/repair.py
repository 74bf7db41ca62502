"""A device goes into repair: its bookings get the nearest free times, and their pages say so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from db.care import queries as care
from db.engine.database import ReadTransaction
from db.reservations import bookings, places
from kiosk.actions.acting import Act, allowed
from kiosk.actions.care.area import CARE, hours_of
from kiosk.actions.care.results import RepairMove, RepairPlan
from kiosk.actions.reservations.area import event_details, occupied_in
from kiosk.actions.reservations.results import DeskBooking
from kiosk.actions.reservations.staff import booked_of
from kiosk.context import AppContext
from kiosk.domain.care.devices import Device, FreeTime
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.reservations.places import ReservationState, available, blocked
from kiosk.domain.reservations.slots import times_of
from kiosk.domain.staff.roles import StaffSession

LONGEST_REPAIR = timedelta(days=90)


def plan_repair(
    ctx: AppContext, session: StaffSession, device_id: str, until: date
) -> RepairPlan:
    """What a repair until a day, on which the device can be used again, would move; nothing is
    written.

    Refuses with `not_allowed`, `no_such_device`, `bad_repair_day` (not after today, or more than
    90 days ahead).
    """
    allowed(session, CARE.keepers)
    with CARE.reading(ctx) as tx:
        return _plan(ctx, tx, CARE.known(tx, device_id), until, ctx.clock())


def repair(
    ctx: AppContext, session: StaffSession, device_id: str, until: date, mark: str
) -> RepairPlan:
    """Puts a device into repair and moves what is booked of it, as the plan of that `mark` said;
    what has no free time is taken back with the reason.

    Refuses as `plan_repair`, and with `repair_changed` where the plan is another one by now.
    """
    with CARE.acting(ctx, session, CARE.keepers) as act:
        device = CARE.known(act.tx, device_id)
        plan = _plan(ctx, act.tx, device, until, act.now)
        if plan.mark != mark:
            raise Refusal("repair_changed")
        care.put_repair(act.tx, device.id, until)
        act.log("repair_device", device=device.id, until=until.isoformat(), moved=len(plan.moves))
        for move in plan.moves:
            _move(act, move)
        return plan


def end_repair(ctx: AppContext, session: StaffSession, device_id: str) -> None:
    """修好了: the device can be used again. Twice is once.

    Refuses with `not_allowed`, `no_such_device`.
    """
    with CARE.acting(ctx, session, CARE.keepers) as act:
        device = CARE.known(act.tx, device_id)
        if care.end_repair(act.tx, device.id):
            act.log("end_repair", device=device.id)
        else:
            act.without_event("it was in no repair")


def _plan(
    ctx: AppContext, tx: ReadTransaction, device: Device, until: date, now: datetime
) -> RepairPlan:
    if not now.date() < until <= now.date() + LONGEST_REPAIR:
        raise Refusal("bad_repair_day", days=LONGEST_REPAIR.days)
    # Who uses it now stays until they are done: the staff who take it away stand beside them.
    booked = [one for one in booked_of(CARE, ctx, tx, device.id, now.date(),
                                       until - timedelta(days=1))
              if one.booking.phase in (Phase.BOOKED, Phase.ASKED)
              and one.booking.reservation.ends_at > now]
    moves = tuple(_moves(tx, device, until, booked, now))
    told = "\n".join(f"{one.booking.booking.reservation.id} {one.booking.booking.sequence} "
                     f"{one.to and (one.to.device_id, one.to.begins)}" for one in moves)
    mark = hashlib.sha256(f"{device.id} {until}\n{told}".encode()).hexdigest()[:16]
    return RepairPlan(device, until, moves, mark)


def _moves(
    tx: ReadTransaction, device: Device, until: date, booked: list[DeskBooking[Device]],
    now: datetime,
) -> Iterator[RepairMove]:
    """Each booking in the order of its time, with the free time nearest to it that none before it
    was given."""
    by_id = {one.id: one for one in care.devices(tx) if one.id == device.id or (
        one.sort == device.sort and not one.hidden)}
    times = [one for like in by_id.values() for one in _free(tx, like, device, until, now)]
    for one in booked:
        had = one.booking.reservation
        to = min(times, key=lambda time: time.distance(device.id, had.starts_at), default=None)
        if to is not None:
            given = by_id[to.device_id]
            span = blocked(given, to.begins, to.ends)
            times = [time for time in times if time.device_id != to.device_id
                     or not blocked(given, time.begins, time.ends).meets(span)]
        yield RepairMove(one, to, by_id[to.device_id] if to else None)


def _free(
    tx: ReadTransaction, like: Device, device: Device, until: date, now: datetime
) -> Iterator[FreeTime]:
    """The times of a device that can be had from now on, and a while after the repair."""
    hours = hours_of(tx, like)
    if like.id == device.id:
        hours = replace(hours, repaired=until)
    for n in range((until - now.date()).days + like.max_days_ahead + 1):
        for begins, ends in times_of(like, hours, now.date() + timedelta(days=n)):
            around = occupied_in(tx, like, begins, ends)
            if begins > now and available(like, around, begins, ends):
                yield FreeTime(like.id, begins, ends)


def _move(act: Act, move: RepairMove) -> None:
    booking = move.booking.booking
    had = booking.reservation
    if move.to is None or move.device is None:
        words = act.ctx.words[act.ctx.settings.language]
        taken = bookings.become(act.tx, booking, ReservationState.CANCELLED, act.now,
                                words("care.repair_reason"))
        act.log("take_booking_back", **event_details(taken))
        return
    moved = places.move(act.tx, replace(had, resource_id=move.device.id), move.device,
                        move.to.begins, move.to.ends, had.seats)
    booking = CARE.have(act, booking, moved, move.device.first_state)
    care.set_moved(act.tx, had, booking.sequence)
    act.log("move_for_repair", **event_details(booking))
