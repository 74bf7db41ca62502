"""Tickets, their numbers and how far each queue is: the tables of the queue and their queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from peewee import SQL, Case, Value, fn

from db.content.tables import ContentItemRow
from db.engine.column_types import Param, PreparedQuery, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from db.queue.tables import (
    CounterStateRow,
    QueueDayRow,
    TicketRow,
    TicketSequenceRow,
)
from kiosk.domain.queue.expected_wait import Wait
from kiosk.domain.queue.paper_sheets import FIRST_AFTER, LAST_BEFORE
from kiosk.domain.queue.tickets import (
    LIVE,
    TRANSITIONS,
    CallProgress,
    Priority,
    Ticket,
    TicketAction,
)

TICKETS = RowMapper(Ticket, TicketRow)
# What a ticket's row keeps of the wait that was told.
TOLD = RowMapper(
    Wait, TicketRow, low=TicketRow.wait_low, high=TicketRow.wait_high, point=TicketRow.wait_point,
    scale=TicketRow.wait_scale,
)
REACHED = RowMapper(CallProgress, QueueDayRow)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who waits in a queue alike, only counted: `out_of_line` are those of the people who let
    others go first, or have an appointment."""

    priority: Priority
    service_id: str
    people: int
    out_of_line: int


CROWDS = RowMapper(
    Crowd, TicketRow, people=fn.COUNT(TicketRow.id),
    out_of_line=fn.COUNT(fn.COALESCE(TicketRow.call_at_count, TicketRow.appointment_at)))

NEXT_NUMBER = PreparedQuery(
    lambda: TicketSequenceRow.insert(day=Param("day"), prefix=Param("prefix"), last=1)
    .on_conflict(
        conflict_target=(TicketSequenceRow.day, TicketSequenceRow.prefix),
        # Numbers on paper have a range of their own.
        update={TicketSequenceRow.last: Case(
            None, [(TicketSequenceRow.last == LAST_BEFORE, FIRST_AFTER)],
            TicketSequenceRow.last + 1)},
    )
    .returning(TicketSequenceRow.last)
)
ADD = PreparedQuery(
    lambda: TicketRow.insert(request_key=Param("request_key"), **TICKETS.gaps(), **TOLD.gaps())
    .returning(TicketRow.id)
)
BY_CODE = PreparedQuery(lambda: TICKETS.select().where(TicketRow.code == Param("code")))
BY_REQUEST = PreparedQuery(lambda: TICKETS.select().where(TicketRow.request_key == Param("key")))
BY_ID = PreparedQuery(lambda: TICKETS.select().where(TicketRow.id == Param("id")))
_OF_A_QUEUE = (TicketRow.day == Param("day")) & (TicketRow.queue == Param("queue"))


def _in_state(*states: str) -> PreparedQuery:
    return PreparedQuery(lambda: TICKETS.select().where(_OF_A_QUEUE & (TicketRow.state << states)))


IN_QUEUE = _in_state("waiting", "called", "parked", "missed")
CALLED = _in_state("called")
# Whatever queue a counter has by now: the number that it called is its own until that is over.
AT_COUNTERS = PreparedQuery(
    lambda: TICKETS.select().where((TicketRow.day == Param("day")) & (TicketRow.state == "called"))
)
KEPT_BY = PreparedQuery(
    lambda: TICKETS.select().where(
        (TicketRow.day == Param("day")) & (TicketRow.counter == Param("counter"))
        & (TicketRow.state << ("parked", "missed"))
    )
)
CROWDS_OF_A_QUEUE = PreparedQuery(
    lambda: CROWDS.select().where(_OF_A_QUEUE & (TicketRow.state == "waiting"))
    .group_by(TicketRow.priority, TicketRow.service)
)
PROGRESS = PreparedQuery(
    lambda: REACHED.select()
    .where((QueueDayRow.day == Param("day")) & (QueueDayRow.queue == Param("queue")))
)
SET_PROGRESS = PreparedQuery(
    lambda: upsert(QueueDayRow, {"day": Param("day"), "queue": Param("queue")}, REACHED.gaps())
)
LAST_CALLS = PreparedQuery(
    lambda: TICKETS.select().where(
        # Who was sent on or let others pass waits again: that call is no longer at any counter.
        (TicketRow.day == Param("day")) & TicketRow.last_called_at.is_null(False)
        & TicketRow.counter.is_null(False)
    ).order_by(TicketRow.last_called_at.desc()).limit(Param("most"))
)
SERVED_TODAY = PreparedQuery(
    lambda: TicketRow.select(SQL("count(*)")).where(
        (TicketRow.day == Param("day"))
        & (TicketRow.state == "done") & (TicketRow.counter == Param("counter"))
    )
)
DONE_AT = PreparedQuery(
    lambda: TICKETS.select().where(
        (TicketRow.day == Param("day")) & (TicketRow.state == "done")
        & ((TicketRow.counter == Param("counter")) | (TicketRow.queue == Param("queue")))
    ).order_by(TicketRow.closed_at.desc())
)
LAST_DONE_AT = PreparedQuery(
    lambda: TICKETS.select().where(
        (TicketRow.day == Param("day")) & (TicketRow.state == "done")
        & (TicketRow.counter == Param("counter"))
    ).order_by(TicketRow.closed_at.desc()).limit(1)
)
COUNTERS = PreparedQuery(
    lambda: CounterStateRow.select(CounterStateRow.number,
                                   CounterStateRow.state).where(CounterStateRow.day == Param("day"))
)


def next_number(tx: WriteTransaction, day: date, prefix: str) -> int:
    """The next number of a series, by one statement: reading and then writing gives doubles."""
    number: int = tx.execute(NEXT_NUMBER, day=day.isoformat(), prefix=prefix).fetchone()[0]
    return number


def add(tx: WriteTransaction, ticket: Ticket, request_key: str, wait: Wait | None) -> Ticket:
    """Writes a new ticket, whatever its id says, and returns it with the id it has now."""
    told = TOLD.write(wait) if wait else dict.fromkeys(TOLD.gaps())
    ticket_id = tx.execute(
        ADD, request_key=request_key, **TICKETS.write(ticket), **told
    ).fetchone()[0]
    return replace(ticket, id=ticket_id)


def move(tx: WriteTransaction, ticket: Ticket, action: TicketAction, **sets: Any) -> bool:
    """Takes a ticket to the state an action leads to, only from one that allows the action.

    Returns whether it did: False means that somebody else was first.
    """
    allowed, to = TRANSITIONS[action]
    for name, value in sets.items():
        if isinstance(value, datetime):
            sets[name] = stored_instant(value)
    query = TicketRow.update(state=str(to), **sets).where(
        (TicketRow.id == ticket.id) & (TicketRow.state << sorted(allowed))
    )
    return bool(tx.query(query) == 1)


def move_up(tx: WriteTransaction, tickets: Sequence[Ticket]) -> None:
    """Brings tickets that let a number of others go first one place forward."""
    ids = [t.id for t in tickets]
    tx.query(
        TicketRow.update(call_at_count=TicketRow.call_at_count - 1).where(TicketRow.id << ids))


def by_code(tx: ReadTransaction, code: str) -> Ticket | None:
    """The ticket of a secret code."""
    return TICKETS.first(tx.execute(BY_CODE, code=code))


def by_request(tx: ReadTransaction, key: str) -> Ticket | None:
    """The ticket that an earlier arrival of the same request took."""
    return TICKETS.first(tx.execute(BY_REQUEST, key=key))


def by_id(tx: ReadTransaction, ticket_id: int) -> Ticket | None:
    """The ticket of an id, as the desk names it."""
    return TICKETS.first(tx.execute(BY_ID, id=ticket_id))


def in_queue(tx: ReadTransaction, day: date, queue_id: str) -> tuple[Ticket, ...]:
    """All tickets of a queue that are not finished: waiting, called, parked, missed."""
    return TICKETS.read(tx.execute(IN_QUEUE, day=day.isoformat(), queue=queue_id))


def of_day(tx: ReadTransaction, day: date) -> tuple[Ticket, ...]:
    """Every ticket of a day, whatever became of it."""
    query = TICKETS.select().where(TicketRow.day == day.isoformat())
    return TICKETS.read(tx.query(query))


def first_day(tx: ReadTransaction) -> date | None:
    """The first day on which a number was taken; None where none was."""
    day = tx.value(TicketRow.select(fn.MIN(TicketRow.day)))
    return date.fromisoformat(day) if day else None


def called(tx: ReadTransaction, day: date, queue_id: str) -> tuple[Ticket, ...]:
    """The tickets of a queue that its counters serve now."""
    return TICKETS.read(tx.execute(CALLED, day=day.isoformat(), queue=queue_id))


def at_counters(tx: ReadTransaction, day: date) -> dict[int, Ticket]:
    """The number that each counter serves now; a counter that serves nobody is not there."""
    found = TICKETS.read(tx.execute(AT_COUNTERS, day=day.isoformat()))
    return {ticket.counter: ticket for ticket in found if ticket.counter is not None}


def kept_by(tx: ReadTransaction, day: date, counter: int) -> tuple[Ticket, ...]:
    """The numbers that a counter called last and that are parked or missed now."""
    return TICKETS.read(tx.execute(KEPT_BY, day=day.isoformat(), counter=counter))


def crowds(tx: ReadTransaction, day: date, queue_id: str) -> tuple[Crowd, ...]:
    """Who waits in a queue, only counted."""
    return CROWDS.read(tx.execute(CROWDS_OF_A_QUEUE, day=day.isoformat(), queue=queue_id))


def called_since(
    tx: ReadTransaction, day: date, queue_id: str, since: datetime
) -> tuple[Ticket, ...]:
    """The tickets of a queue that were called from an instant on, in the order of their calls."""
    query = TICKETS.select().where(
        (TicketRow.day == day.isoformat()) & (TicketRow.queue == queue_id)
        & (TicketRow.last_called_at >= stored_instant(since))
    ).order_by(TicketRow.last_called_at)
    return TICKETS.read(tx.query(query))


def last_calls(tx: ReadTransaction, day: date, most: int) -> tuple[Ticket, ...]:
    """The tickets called last today, newest first."""
    return TICKETS.read(tx.execute(LAST_CALLS, day=day.isoformat(), most=most))


def progress(tx: ReadTransaction, day: date, queue_id: str) -> CallProgress:
    """How far a queue is today."""
    found = REACHED.first(tx.execute(PROGRESS, day=day.isoformat(), queue=queue_id))
    return found or CallProgress()


def set_progress(tx: WriteTransaction, day: date, queue_id: str, reached: CallProgress) -> None:
    """Keeps how far a queue is."""
    tx.execute(SET_PROGRESS, day=day.isoformat(), queue=queue_id, **REACHED.write(reached))


def served_today(tx: ReadTransaction, day: date, counter: int) -> int:
    """How many a counter has finished today, of whatever queue."""
    count: int = tx.execute(SERVED_TODAY, day=day.isoformat(), counter=counter).fetchone()[0]
    return count


def done_at(tx: ReadTransaction, day: date, counter: int, queue_id: str) -> tuple[Ticket, ...]:
    """The finished numbers of a day of a counter and its queue, last first."""
    return TICKETS.read(tx.execute(DONE_AT, day=day.isoformat(), counter=counter, queue=queue_id))


def last_done_at(tx: ReadTransaction, day: date, counter: int) -> Ticket | None:
    """The number that a counter finished last, None where it has finished none."""
    return next(iter(TICKETS.read(tx.execute(
        LAST_DONE_AT, day=day.isoformat(), counter=counter))), None)


def counter_states(tx: ReadTransaction, day: date) -> dict[int, str]:
    """How each counter stands that was opened on a day; all others are closed."""
    return dict(tx.execute(COUNTERS, day=day.isoformat()).fetchall())


def set_counter(tx: WriteTransaction, number: int, state: str, day: date) -> None:
    """Opens, pauses or closes a counter."""
    _write_counter(tx, number,
                  {CounterStateRow.state: state, CounterStateRow.day: day.isoformat()})


def release_from(tx: WriteTransaction, number: int, day: date) -> None:
    """Whoever was sent to a counter alone may be called by any of the queue."""
    tx.query(
        TicketRow.update(assigned_counter=None).where(
            (TicketRow.day == day.isoformat()) & (TicketRow.assigned_counter == number)
            & (TicketRow.state << LIVE)
        )
    )


def want_help(tx: WriteTransaction, number: int, now: datetime | None) -> None:
    """Keeps that a counter asked for somebody to come; None that nobody has to any more."""
    _write_counter(tx, number, {CounterStateRow.help_at: now and stored_instant(now)})


def counters_wanting_help(tx: ReadTransaction, since: datetime) -> tuple[int, ...]:
    """The counters that asked for help after an instant."""
    query = CounterStateRow.select(
        CounterStateRow.number).where(CounterStateRow.help_at > stored_instant(since))
    return tuple(tx.column(query))


def _write_counter(tx: WriteTransaction, number: int, row: dict[Any, Any]) -> None:
    """Writes how a counter stands; one that is gone stands nowhere."""
    counter = ContentItemRow.counter_key
    there = ContentItemRow.select(counter, *map(Value, row.values())).where(counter == number)
    tx.query(CounterStateRow.insert_from(there, (CounterStateRow.number, *row)).on_conflict(
        conflict_target=(CounterStateRow.number,), update=row))
