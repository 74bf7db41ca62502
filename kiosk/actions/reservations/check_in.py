"""Checking in: 我到了, by a booking's page, its number, or its telephone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from db.reservations import bookings, waitlist
from kiosk.actions.acting import Act
from kiosk.actions.reservations.area import Kind, ReservationArea, event_details, midnight
from kiosk.actions.reservations.booking import view
from kiosk.actions.reservations.results import BookingView, WaitlistView
from kiosk.actions.reservations.waitlist import waitlist_view
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import NUMBERS, Booking, Phase
from kiosk.domain.reservations.places import ReservationState
from kiosk.domain.telephones import is_telephone, plain_digits, telephone

# How many numbers that nobody has one touch screen takes within so much time.
WRONG_NUMBERS, WRONG_WITHIN = 8, timedelta(minutes=5)


def check_in_by_number(
    area: ReservationArea[Kind], ctx: AppContext, resource_id: str | None, typed: str
) -> BookingView[Kind]:
    """我到了: by the booking's number, or the telephone it was made with; for one resource, or
    for any of the area.

    Refuses with `not_found_here` where today knows no such booking, and as `checked_in`.
    """
    with area.acting(ctx, ctx.settings.kiosk_name) as act:
        today, digits = midnight(act.now.date()), plain_digits(typed)
        owner_index = ctx.vault.person_index(telephone(typed)) if is_telephone(typed) else None
        mine = [
            one for one in bookings.live_in(
                act.tx, area.name, resource_id, today, today + timedelta(days=1))
            if one.is_meant(digits, owner_index)
        ]
        if not mine:
            raise Refusal("not_found_here")
        first = next((one for one in mine if area.rules.may_check_in(one, act.now)), mine[0])
        return view(area, ctx, act.tx, checked_in(area, act, first))


def check_in_at_screen(
    area: ReservationArea[Kind], ctx: AppContext, typed: str
) -> BookingView[Kind]:
    """The same at a touch screen, where somebody may try one number after the other.

    Refuses with `too_many_numbers` (minutes: from when on again), and as `check_in_by_number`.
    """
    with few_wrong(area, ctx):
        return check_in_by_number(area, ctx, None, typed)


def find_by_number(
    area: ReservationArea[Kind], ctx: AppContext, typed: str
) -> BookingView[Kind] | WaitlistView[Kind]:
    """我报过名: what somebody at a touch screen has or waits for, by its four digits, of an area
    that `asks_by_number`. What the centre took back is found until its day is over, too.

    Refuses with `not_found_here`, `too_many_numbers` (minutes).
    """
    digits = plain_digits(typed)
    with few_wrong(area, ctx), area.reading(ctx) as tx:
        number = int(digits) if len(digits) == len(str(NUMBERS[0])) else 0
        waits = waitlist.by_number(tx, area.name, number) if number else None
        if waits:
            return waitlist_view(area, ctx, tx, waits)
        found = bookings.numbered(tx, area.name, number, midnight(ctx.clock().date()))
        kept = [one for one in found if one.reservation.is_live] or [
            one for one in found if one.phase is Phase.REFUSED]
        if not number or not kept:
            raise Refusal("not_found_here")
        return view(area, ctx, tx, kept[-1])


@contextmanager
def few_wrong(area: ReservationArea[Kind], ctx: AppContext) -> Iterator[None]:
    """Lets nobody try one number after the other: `not_found_here` is counted, and refused with
    `too_many_numbers` (minutes: from when on again)."""
    now, name = ctx.clock(), f"wrong numbers of {area.name}"
    wrong = [at for at in ctx.database.recall(name) or ()
             if timedelta() <= now - at < WRONG_WITHIN]
    if len(wrong) >= WRONG_NUMBERS:
        left = wrong[0] + WRONG_WITHIN - now
        raise Refusal("too_many_numbers", minutes=math.ceil(left / timedelta(minutes=1)))
    try:
        yield
    except Refusal as refusal:
        if refusal.code == "not_found_here":
            ctx.database.remember(name, (*wrong, now))
        raise


def checked_in(
    area: ReservationArea[Kind], act: Act, booking: Booking, event: str = "check_in"
) -> Booking:
    """The booking of somebody who is there, by whichever way they said so. Twice is once.

    Refuses with `not_agreed` (the centre has not answered), `not_yet` (opens: from when on),
    `claim_changed`.
    """
    if booking.reservation.state is ReservationState.CHECKED_IN:
        act.without_event("they are there already")
        return booking
    area.rules.verify_check_in(booking, act.now)
    booking = bookings.become(act.tx, booking, ReservationState.CHECKED_IN, act.now)
    act.log(event, **event_details(booking))
    return booking
