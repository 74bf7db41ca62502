"""What the staff do in passing at the touch screen: counters, rooms, lost slips, and the pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.content import guide as content
from db.engine import event_log
from db.operations import calendar_exceptions as special_days
from db.outbox import slips
from db.queue import queries as tickets
from db.reservations import bookings
from db.rooms import queries as rooms
from kiosk.actions import queue
from kiosk.actions.acting import acting, allowed
from kiosk.actions.queue.results import CounterNow, CounterState
from kiosk.actions.reservations.settling import settle
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.calendar_exceptions import SpecialDay
from kiosk.domain.content.guide import Service
from kiosk.domain.queue.slips import TICKET
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import ROOMS, Room
from kiosk.domain.staff.roles import MAY_CALL, MAY_COUNT, MAY_TRY, StaffSession

# Whoever lost a slip comes back for it soon.
MOST_SLIPS = 60
RESTART = "restart_pages"


@dataclass(frozen=True, slots=True)
class RoomAtHand:
    """A room today: `shut` by the staff, and how many bookings of it are still to come."""

    room: Room
    shut: bool
    coming: int


@dataclass(frozen=True, slots=True)
class SlipAtHand:
    """A number of today whose slip can be printed again."""

    ticket: Ticket
    service: Service | None


def counters(ctx: AppContext, session: StaffSession) -> tuple[CounterNow, ...]:
    """Every counter as it stands. Refuses with `not_allowed`."""
    allowed(session, MAY_CALL)
    return queue.hall(ctx).counters


def turn_counter(ctx: AppContext, session: StaffSession, number: int) -> CounterState:
    """Opens a counter, or gives one that is open a rest: nobody is called there, and who waits
    keeps the place. Refuses with `not_allowed`, `no_such_counter`."""
    if all(counter.number != number for counter in counters(ctx, session)):
        raise Refusal("no_such_counter")
    at_counter = replace(session, counter=number)
    state = queue.desk(ctx, at_counter).counter.state
    turn = queue.pause_counter if state is CounterState.OPEN else queue.open_counter
    return turn(ctx, at_counter).counter.state


def rooms_today(ctx: AppContext, session: StaffSession) -> tuple[RoomAtHand, ...]:
    """Every room that residents see. Refuses with `not_allowed`."""
    allowed(session, MAY_COUNT)
    with ctx.database.read() as tx:
        now = ctx.clock()
        ends = now.replace(hour=23, minute=59, second=59)
        doors = special_days.calendar(tx).doors_on(now.date())
        return tuple(
            RoomAtHand(room, room.id in doors and not doors[room.id].stretches,
                       len(bookings.live_in(tx, ROOMS, room.id, now, ends)))
            for room in rooms.rooms(tx) if not room.hidden
        )


def turn_room(ctx: AppContext, session: StaffSession, room_id: str, *, shut: bool) -> None:
    """Shuts a room for today, or lets it keep its usual hours again. Refuses with `not_allowed`,
    `no_such_room`, and with `bookings_end` where something is booked: the desk shows it first."""
    with acting(ctx, session, MAY_COUNT, content=True) as act:
        if rooms.room(act.tx, room_id) is None:
            raise Refusal("no_such_room")
        today = act.now.date()
        if shut:
            special_days.put(act.tx, SpecialDay(room_id, today))
        else:
            special_days.remove(act.tx, room_id, today)
        act.log("set_special_day" if shut else "remove_special_day", door=room_id,
                day=today.isoformat())
        settle(act)


def slips_today(ctx: AppContext, session: StaffSession) -> tuple[SlipAtHand, ...]:
    """The numbers taken last, newest first. Refuses with `not_allowed`."""
    allowed(session, MAY_TRY)
    with ctx.database.read() as tx:
        guide = content.guide(tx)
        day = business_day(ctx.clock(), guide.centre.day_starts)
        newest = sorted(tickets.of_day(tx, day), key=lambda one: -one.id)[:MOST_SLIPS]
        return tuple(SlipAtHand(one, guide.service(one.service_id)) for one in newest)


def print_again(ctx: AppContext, session: StaffSession, ticket_id: int) -> str:
    """Queues a slip anew on this kiosk's printer; returns its number. Refuses with `not_allowed`,
    `no_such_ticket`."""
    with acting(ctx, session, MAY_TRY) as act:
        ticket = tickets.by_id(act.tx, ticket_id)
        if ticket is None:
            raise Refusal("no_such_ticket")
        kiosk = ctx.settings.kiosk_name
        slips.again(act.tx, TICKET, ticket.id, kiosk, act.now)
        act.log("print_again", ticket_id=ticket.id, kiosk=kiosk)
        return ticket.label


def restart_pages(ctx: AppContext, session: StaffSession) -> None:
    """Asks the pages to start anew; they do so within seconds. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_TRY) as act:
        act.log(RESTART, kiosk=ctx.settings.kiosk_name)


def asked_to_restart(ctx: AppContext, since: int) -> bool:
    """Whether somebody asked the pages to start anew after a version."""
    with ctx.database.read() as tx:
        return any(event_log.since(tx, since, (RESTART,)))
