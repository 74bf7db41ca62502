"""Reception days: announced with who receives, and booked through the reservations engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from db.cases import book as stored, reception
from db.engine.database import ReadTransaction
from kiosk.actions import reservations
from kiosk.actions.acting import allowed
from kiosk.actions.content.centre import guide
from kiosk.actions.reservations import BookingView, ReservationArea
from kiosk.actions.reservations.area import occupied_on
from kiosk.context import AppContext
from kiosk.domain.cases.reception import ANNOUNCED_BEFORE, CASES, Listener, ReceptionDay
from kiosk.domain.characters import plain_name
from kiosk.domain.privacy import CASES_NOTICE
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import available
from kiosk.domain.reservations.slots import Availability, Slot, standing
from kiosk.domain.staff.roles import MAY_KEEP_CASES, MAY_TAKE_CASES, MAY_WORK_CASES, StaffSession
from kiosk.domain.volunteers.registry import NAME_LENGTH

# A reception day whose times are a page of the touch screen's; so many of them are offered.
DAYS_OFFERED = 6
LENGTHS = range(10, 121)

ReceptionBooking = BookingView[Listener]


@dataclass(frozen=True, slots=True)
class ListenerView:
    """A listener with the reception days to choose from, and the times of one of them. `day` and
    `receiver` are None and "" where no day was announced."""

    version: int
    now: datetime
    listeners: tuple[Listener, ...]
    listener: Listener
    days: tuple[tuple[date, Availability], ...]
    day: date | None
    receiver: str
    slots: tuple[Slot, ...]


def _centre(ctx: AppContext, language: str) -> str:
    return guide(ctx).centre.centre.in_(language)


def _times(tx: ReadTransaction, listener: Listener, day: date) -> list[tuple[datetime, datetime]]:
    return reception.of_day(tx, listener.id, day)


def _is_open(tx: ReadTransaction, listener: Listener, starts_at: datetime,
             ends_at: datetime) -> bool:
    return any(begins <= starts_at and ends_at <= ends
               for begins, ends in _times(tx, listener, starts_at.date()))


RECEPTION: ReservationArea[Listener] = ReservationArea(
    name=CASES, title=_centre, resources=stored.listeners, sessions=_times, is_open=_is_open,
    attendants=MAY_WORK_CASES, keepers=MAY_KEEP_CASES, words="feed", notice=CASES_NOTICE,
    refusals={"no_such_resource": "no_such_listener"},
)
RECEPTION_EVENTS = ("announce_reception", "cancel_reception")


def listener_view(ctx: AppContext, listener_id: str = "", day: date | None = None) -> ListenerView:
    """A listener, the first one where none is named, with a reception day, the next with room where
    none is said or it is none. Refuses with `no_such_listener`."""
    with RECEPTION.reading(ctx) as tx:
        now = ctx.clock()
        offered = tuple(one for one in stored.listeners(tx) if not one.hidden)
        if not offered:
            raise Refusal("no_such_listener")
        listener = RECEPTION.offered(tx, listener_id or offered[0].id)
        coming = _coming(tx, listener, now)
        by_day = {one: _slots(tx, listener, one, now) for one in coming}
        open_days = {one: slots for one, slots in by_day.items() if slots}
        states = tuple((one, standing(sum(slot.left for slot in slots), len(slots)))
                       for one, slots in open_days.items())[:DAYS_OFFERED]
        days = [one for one, _ in states]
        with_room = [one for one, state in states if state is not Availability.FULL]
        shown = day if day in days else next(iter((*with_room, *days)), None)
        receivers = dict.fromkeys(
            one.receiver for one in coming.get(shown, ()) if one.receiver) if shown else {}
        return ListenerView(tx.version, now, offered, listener, states, shown,
                            "、".join(receivers), open_days[shown] if shown else ())


def announce(
    ctx: AppContext, session: StaffSession, listener_id: str, day: date, opens: time, closes: time,
    slot: timedelta, receiver: str, account_id: int = 0,
) -> ReceptionDay:
    """Announces a reception day, three days ahead at least. A representative announces their own.

    Refuses with `not_allowed`, `signed_out`, `no_such_listener`, `announced_too_late` (days),
    `bad_reception` (no name, it ends before it begins, or a time is no 10 to 120 minutes),
    `reception_there` where that listener receives then already.
    """
    receiver = plain_name(receiver)
    minutes = slot // timedelta(minutes=1)
    if not receiver or len(receiver) > NAME_LENGTH or opens >= closes or minutes not in LENGTHS:
        raise Refusal("bad_reception")
    account = session.account
    if account.role not in MAY_TAKE_CASES:
        allowed(session, MAY_WORK_CASES)
        account_id = account.id
    with RECEPTION.acting(ctx, session, MAY_WORK_CASES) as act:
        listener = RECEPTION.offered(act.tx, listener_id)
        if day < act.now.date() + ANNOUNCED_BEFORE:
            raise Refusal("announced_too_late", days=ANNOUNCED_BEFORE.days)
        made = ReceptionDay(0, listener.id, day, opens, closes, slot, receiver, account_id, act.now)
        if not made.times:
            raise Refusal("bad_reception")
        there = reception.coming(act.tx, day, day, listener.id)
        if any(not one.cancelled and one.opens < closes and opens < one.closes for one in there):
            raise Refusal("reception_there")
        made = reception.add(act.tx, made)
        act.log("announce_reception", reception=made.id, listener=listener.id)
        return made


def cancel_reception(ctx: AppContext, session: StaffSession, day_id: int, reason: str) -> int:
    """Calls a reception day off, with what was booked of it, and the reason; returns how many
    bookings it was. A representative calls off their own.

    Refuses with `not_allowed`, `signed_out`, `reason_missing`, `no_such_reception`.
    """
    reason = plain_name(reason)
    if not reason:
        raise Refusal("reason_missing")
    with RECEPTION.acting(ctx, session, MAY_WORK_CASES) as act:
        found = reception.by_id(act.tx, day_id)
        is_own = found is not None and found.account_id == session.account.id
        if found is None or not (is_own or session.account.role in MAY_TAKE_CASES):
            raise Refusal("no_such_reception")
        if not reception.cancel(act.tx, day_id):
            act.without_event("it was called off already")
            return 0
        act.log("cancel_reception", reception=day_id, listener=found.listener_id)
        return sum(reservations.call_off(RECEPTION, act, found.listener_id, begins, reason)
                   for begins, _ in found.times)


def _coming(
    tx: ReadTransaction, listener: Listener, now: datetime
) -> dict[date, list[ReceptionDay]]:
    """The reception days that can be booked, by their date, soonest first."""
    last = now.date() + timedelta(days=listener.max_days_ahead)
    found: dict[date, list[ReceptionDay]] = {}
    for one in reception.coming(tx, now.date(), last, listener.id):
        if not one.cancelled:
            found.setdefault(one.day, []).append(one)
    return found


def _slots(tx: ReadTransaction, listener: Listener, day: date, now: datetime) -> tuple[Slot, ...]:
    """The times of a day that can still be booked, and those that are taken."""
    occupied, soonest = occupied_on(tx, listener, day), now + listener.min_notice
    return tuple(
        Slot(begins, ends, left, standing(left, listener.capacity))
        for begins, ends in reception.of_day(tx, listener.id, day) if begins >= soonest
        for left in (available(listener, occupied, begins, ends),))


# What the engine does, done with listeners.
book_reception = partial(reservations.book, RECEPTION)
follow_reception = partial(reservations.follow, RECEPTION)
move_reception = partial(reservations.move, RECEPTION)
give_up_reception = partial(reservations.cancel, RECEPTION)
reception_feed = partial(reservations.booking_feed, RECEPTION)
arrive_at_reception = partial(reservations.check_in_at_screen, RECEPTION)
