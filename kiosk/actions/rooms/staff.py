"""The rooms for the staff: what waits, the day and the next weeks, who walked in."""

from __future__ import annotations

from datetime import date, timedelta

from db.rooms import queries as rooms
from kiosk.actions.acting import allowed
from kiosk.actions.reservations.staff import agreed_on, asked_for, booked_of, numbered
from kiosk.actions.rooms.area import ROOMS
from kiosk.actions.rooms.queries import rooms_now
from kiosk.actions.rooms.results import RoomBook, RoomsDesk, RoomsWeek
from kiosk.context import AppContext
from kiosk.domain.rooms.rooms import HeadCount
from kiosk.domain.staff.roles import MAY_COUNT, StaffSession

BOOK_DAYS, WEEK_DAYS = 14, 7


def rooms_desk(ctx: AppContext, session: StaffSession, number: str = "") -> RoomsDesk:
    """The rooms as the desk sees them, and what has a `number` on any day. Refuses with
    `not_allowed`."""
    allowed(session, ROOMS.attendants)
    standing = rooms_now(ctx)
    with ROOMS.reading(ctx) as tx:
        now = ctx.clock()
        return RoomsDesk(
            tx.version, now, standing.rooms, asked_for(ROOMS, ctx, tx),
            agreed_on(ROOMS, ctx, tx, now.date()), numbered(ROOMS, ctx, tx, number),
        )


def room_book(ctx: AppContext, session: StaffSession, room_id: str,
              first: date | None = None) -> RoomBook:
    """What is booked of a room in the two weeks from a day on, today where none is said.

    Refuses with `not_allowed`, `no_such_room`.
    """
    allowed(session, ROOMS.attendants)
    with ROOMS.reading(ctx) as tx:
        now, room = ctx.clock(), ROOMS.known(tx, room_id)
        begins = first or now.date()
        last = begins + timedelta(days=BOOK_DAYS - 1)
        booked = booked_of(ROOMS, ctx, tx, room.id, begins, last)
        return RoomBook(tx.version, now, room, begins, last, booked)


def rooms_week(ctx: AppContext, session: StaffSession, first: date | None = None) -> RoomsWeek:
    """What is booked of every room in the week from a day on, today where none is said. Refuses
    with `not_allowed`."""
    allowed(session, ROOMS.attendants)
    with ROOMS.reading(ctx) as tx:
        now = ctx.clock()
        begins = first or now.date()
        days = tuple(begins + timedelta(days=n) for n in range(WEEK_DAYS))
        booked = booked_of(ROOMS, ctx, tx, None, days[0], days[-1])
        rows = tuple(
            (room, tuple(
                (day, tuple(one for one in booked if one.resource.id == room.id
                            and one.booking.reservation.starts_at.date() == day))
                for day in days))
            for room in rooms.rooms(tx) if room.is_booked and not room.hidden)
        return RoomsWeek(tx.version, now, days, rows)


def count_people(
    ctx: AppContext, session: StaffSession, room_id: str, more: int = 0, *,
    full: bool | None = None
) -> HeadCount:
    """Counts who walked in: so many more or fewer, or 满了 and no longer.

    Refuses with `not_allowed`, `no_such_room`.
    """
    with ROOMS.acting(ctx, session, MAY_COUNT) as act:
        room, day = ROOMS.known(act.tx, room_id), act.now.date()
        before = rooms.head_counts(act.tx, day).get(room.id, HeadCount())
        people = min(max(before.people + more, 0), room.capacity)
        counted = HeadCount(people, before.full if full is None else full)
        rooms.count(act.tx, room.id, day, counted)
        act.log("count_people", room=room.id, people=counted.people, full=counted.full)
        return counted
