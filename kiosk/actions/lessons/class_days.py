"""A child's days: the places it has, and how it stands on each day of the class."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from db.engine.bearer_codes import hidden, key_index
from db.engine.database import ReadTransaction
from db.lessons import days, people
from db.operations import calendar_exceptions as special_days
from db.reservations import bookings, waitlist
from kiosk.actions.acting import Act
from kiosk.actions.lessons.area import LESSONS
from kiosk.actions.reservations import BookingRequest, book_within
from kiosk.actions.reservations.area import midnight
from kiosk.actions.reservations.waitlist import offer_free
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.lessons.people import NUMBERS, Child, ChildDay
from kiosk.domain.lessons.terms import ClassTerm
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import (
    Booking,
    Phase,
    Source,
    WaitlistEntry,
    WaitlistState,
)
from kiosk.domain.reservations.places import ReservationState

# Whoever comes on fixed weekdays has those of the next two weeks before anybody asks for a day.
HORIZON = timedelta(days=13)
TAKEN = (Phase.BOOKED, Phase.HERE)


def mark_of(ctx: AppContext, child_id: int) -> str:
    """What stands for a child among the bookings."""
    return ctx.vault.blind_index(f"child {child_id}")


def known_child(tx: ReadTransaction, child_id: int) -> Child:
    """The child of an id. Refuses with `no_such_child`."""
    found = people.child(tx, child_id)
    if found is None:
        raise Refusal("no_such_child")
    return found


def booked_between(tx: ReadTransaction, first: date, last: date) -> dict[tuple[str, date], Booking]:
    """What is or was booked of the class from one day to another, by the child's mark and the day;
    what lives before what does not."""
    found = bookings.between(tx, LESSONS.name, midnight(first), midnight(last + timedelta(days=1)))
    by_day = {}
    for one in sorted(found, key=lambda one: one.reservation.is_live):
        by_day[one.owner_index or "", one.reservation.starts_at.date()] = one
    return by_day


def waiting_by_day(tx: ReadTransaction) -> dict[tuple[str, date], WaitlistEntry]:
    """Who waits for which day, by the child's mark and the day."""
    return {(one.owner_index or "", one.starts_at.date()): one
            for one in waitlist.waiting(tx, LESSONS.name)}


def unsettled(
    ctx: AppContext, tx: ReadTransaction, term: ClassTerm, children: Iterable[Child], now: datetime,
) -> list[tuple[Child, date]]:
    """Which fixed days of which children come in the next two weeks and are not decided yet."""
    today, calendar = now.date(), special_days.calendar(tx)
    coming = [(day, term.weekday(day, calendar))
              for day in term.days(today, today + HORIZON, calendar)
              if (held := term.session(day, calendar)) and held[0] > now]
    booked, waiting = booked_between(tx, today, today + HORIZON), waiting_by_day(tx)
    absent = {(one.child_id, one.day) for one in days.between(tx, today, today + HORIZON)
              if one.state is ChildState.ABSENT}
    found = []
    for child in children:
        mark = mark_of(ctx, child.id)
        found += [(child, day) for day, weekday in coming if weekday in child.weekdays
                  and (mark, day) not in booked and (mark, day) not in waiting
                  and (child.id, day) not in absent]
    return found


def settle(act: Act, term: ClassTerm, children: Iterable[Child]) -> int:
    """Books the fixed days that come, or lets the child wait; returns how many."""
    due = unsettled(act.ctx, act.tx, term, children, act.now)
    for child, day in due:
        want_day(act, term, child, day)
    return len(due)


def want_day(act: Act, term: ClassTerm, child: Child, day: date) -> bool:
    """A place on a day, or one in its waiting list; says whether it is a place.

    Refuses with `no_such_time`, `too_far_ahead`.
    """
    held = term.session(day, special_days.calendar(act.tx))
    if held is None or held[1] <= act.now:
        raise Refusal("no_such_time")
    if day > act.now.date() + HORIZON:
        raise Refusal("too_far_ahead", days=HORIZON.days)
    mark = mark_of(act.ctx, child.id)
    before = booked_between(act.tx, day, day).get((mark, day))
    if before and before.reservation.is_live:
        return before.phase in TAKEN
    try:
        book_within(LESSONS, act, BookingRequest(
            act.ctx.codes(), term.id, held[0], Source.PHONE, browser=f"child {child.id}"))
    except Refusal as refusal:
        if refusal.code != "just_taken":
            raise
        if (mark, day) not in waiting_by_day(act.tx):
            waitlist.add(act.tx, WaitlistEntry(
                hidden(act.ctx.secret, act.ctx.codes()), LESSONS.name, term.id, *held, 1, mark,
                act.now), key_index(act.ctx.secret, act.ctx.codes()))
            act.log("join_waitlist", area=LESSONS.name, resource=term.id)
        return False
    return True


def leave_day(act: Act, child_id: int, day: date) -> None:
    """Gives the place on a day back, or the one in its waiting list; none is none."""
    mark = mark_of(act.ctx, child_id)
    entry = waiting_by_day(act.tx).get((mark, day))
    if entry:
        waitlist.become(act.tx, entry, WaitlistState.LEFT)
    booking = booked_between(act.tx, day, day).get((mark, day))
    if booking and booking.phase in (Phase.BOOKED, Phase.OFFERED):
        bookings.become(act.tx, booking, ReservationState.CANCELLED, act.now)
        offer_free(LESSONS, act)


def leave_all(act: Act, child_id: int) -> None:
    """Gives all that comes back, and nothing of the past stands for the child any more."""
    mark = mark_of(act.ctx, child_id)
    for who, day in waiting_by_day(act.tx):
        if who == mark:
            leave_day(act, child_id, day)
    for one in bookings.live_of(act.tx, LESSONS.name, mark, act.now):
        leave_day(act, child_id, one.reservation.starts_at.date())
    past = bookings.of_owner(act.tx, LESSONS.name, mark)
    bookings.forget_these(act.tx, [one.reservation.id for one in past])


def day_of(act: Act, child_id: int, day: date) -> ChildDay:
    """How a child stands on a day; new where nothing is known, with codes of its own."""
    return days.of_day(act.tx, day).get(child_id) or new_day(act, child_id, day)


def new_day(act: Act, child_id: int, day: date) -> ChildDay:
    """A day of a child begins: its code, and digits like no others of the child or the day."""
    made = ChildDay(child_id, day, ChildState.EXPECTED,
                    hidden(act.ctx.secret, act.ctx.codes()), new_digits(act, child_id, day))
    days.put(act.tx, made)
    return made


def new_digits(act: Act, child_id: int, day: date) -> str:
    """Four digits, hidden, that no code of the child ever had and none of the day has."""
    today = days.of_day(act.tx, day)
    used = {one.digits for one in (*today.values(), *days.of_children(act.tx, [child_id]))}
    used.update(one.digits for one in (*people.delegations(act.tx, [child_id]),
                                       *people.delegations(act.tx, list(today), day)))
    while True:
        digits = hidden(act.ctx.secret, str(NUMBERS.start + secrets.randbelow(len(NUMBERS))))
        if digits not in used:
            return digits


def expected_on(
    ctx: AppContext, tx: ReadTransaction, children: Collection[Child], day: date
) -> set[int]:
    """The children that have a place on a day."""
    booked = booked_between(tx, day, day)
    return {one.id for one in children
            if (found := booked.get((mark_of(ctx, one.id), day))) and found.phase in
            (*TAKEN, Phase.NO_SHOW, Phase.OVER)}


def open_day(act: Act, term: ClassTerm) -> int:
    """Gives each child that is expected today its codes; returns how many had none."""
    today = act.now.date()
    children = people.children(act.tx, term.id)
    fresh = expected_on(act.ctx, act.tx, children, today) - set(days.of_day(act.tx, today))
    for child_id in sorted(fresh):
        new_day(act, child_id, today)
    return len(fresh)


