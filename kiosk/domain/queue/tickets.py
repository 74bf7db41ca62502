"""The queue: tickets, what may happen to them, and in which order they are called."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.refusals import Refusal


class Priority(StrEnum):
    """Why a resident is called before others; the order is that of the screen."""

    ORDINARY = "ordinary"
    ELDER = "elder"
    DISABLED = "disabled"
    SOLDIER = "soldier"
    EXPECTING = "expecting"


class Readiness(StrEnum):
    """Whether the resident had all that the service needs when the number was taken."""

    READY = "ready"
    INCOMPLETE = "incomplete"


class State(StrEnum):
    """Where a ticket stands. The last one is final; from DONE a mistake leads back."""

    WAITING = "waiting"
    CALLED = "called"
    PARKED = "parked"
    MISSED = "missed"
    DONE = "done"
    GIVEN_UP = "given_up"


class TicketAction(StrEnum):
    """What can happen to a ticket after it is taken."""

    CALL = "call"
    CALL_AGAIN = "call_again"
    MISS = "miss"
    PARK = "park"
    TAKE_BACK = "take_back"
    COME_BACK = "come_back"
    DEFER = "defer"
    KEEP_PLACE = "keep_place"
    TRANSFER = "transfer"
    FINISH = "finish"
    UNDO_FINISH = "undo_finish"
    UNDO_CALL = "undo_call"
    REOPEN = "reopen"
    NOT_DONE = "not_done"
    GIVE_UP = "give_up"
    COMING = "coming"


# These the residents do, on their phones.
FROM_PHONES = (TicketAction.DEFER, TicketAction.GIVE_UP, TicketAction.COMING,
               TicketAction.NOT_DONE, TicketAction.KEEP_PLACE)
LIVE = (State.WAITING, State.CALLED, State.PARKED, State.MISSED)
# So many others are called between two appointments whose time has come.
OTHERS_BETWEEN = 2
# Stands in for the id of a ticket not written yet: later than all others.
UNSAVED_ID = 2**62

TRANSITIONS: dict[TicketAction, tuple[frozenset[State], State]] = {
    TicketAction.CALL: (frozenset({State.WAITING}), State.CALLED),
    TicketAction.CALL_AGAIN: (frozenset({State.CALLED}), State.CALLED),
    TicketAction.MISS: (frozenset({State.CALLED}), State.MISSED),
    TicketAction.PARK: (frozenset({State.CALLED}), State.PARKED),
    TicketAction.TAKE_BACK: (frozenset({State.PARKED}), State.CALLED),
    TicketAction.COME_BACK: (frozenset({State.MISSED}), State.WAITING),
    TicketAction.DEFER: (frozenset({State.WAITING, State.CALLED}), State.WAITING),
    TicketAction.KEEP_PLACE: (frozenset({State.WAITING}), State.WAITING),
    TicketAction.TRANSFER: (frozenset({State.CALLED}), State.WAITING),
    TicketAction.FINISH: (frozenset({State.CALLED}), State.DONE),
    TicketAction.UNDO_FINISH: (frozenset({State.DONE}), State.CALLED),
    TicketAction.UNDO_CALL: (frozenset({State.CALLED}), State.WAITING),
    TicketAction.REOPEN: (frozenset({State.DONE}), State.CALLED),
    TicketAction.NOT_DONE: (frozenset({State.DONE}), State.PARKED),
    TicketAction.GIVE_UP: (frozenset(LIVE), State.GIVEN_UP),
    TicketAction.COMING: (frozenset({State.CALLED}), State.CALLED),
}


@dataclass(frozen=True, slots=True)
class QueueRules:
    """The defaults a manager can change.

    `priority_run` priority numbers are called, then one ordinary; a number is missed after
    `calls_before_missed` calls and may come back within `return_within`, behind
    `return_behind` others; a called number is held for `hold`; who lets others pass goes
    behind `defer_behind`; what a clerk finished can be taken back for `undo_within`.
    """

    priority_run: int = 2
    calls_before_missed: int = 3
    return_within: timedelta = timedelta(minutes=30)
    return_behind: int = 2
    defer_behind: int = 3
    hold: timedelta = timedelta(minutes=3)
    undo_within: timedelta = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One resident's number.

    `call_at_count` is set when the ticket was put behind (or before) others by hand: the count
    of calls in its queue at which it is the next. `assigned_counter` binds it to one counter.
    `needs_slow_call` follows a resident whom 大字 or a priority helped at the touch screen.
    `readiness` is what the resident said before; None where nobody was asked.
    `appointment_at` is the time that somebody booked and checked in for, None for all others.
    """

    id: int
    code: str
    day: date
    prefix: str
    number: int
    service_id: str
    queue_id: str
    priority: Priority
    state: State
    taken_at: datetime
    needs_slow_call: bool = False
    calls: int = 0
    call_at_count: int | None = None
    assigned_counter: int | None = None
    counter: int | None = None
    called_at: datetime | None = None
    last_called_at: datetime | None = None
    coming_at: datetime | None = None
    closed_at: datetime | None = None
    readiness: Readiness | None = None
    appointment_at: datetime | None = None

    @property
    def label(self) -> str:
        """What the slip, the board and the voice say, such as A023."""
        return f"{self.prefix}{self.number:03d}"

    @property
    def has_priority(self) -> bool:
        """Whether the 2:1 rule counts it among the priority numbers."""
        return self.priority is not Priority.ORDINARY


@dataclass(frozen=True, slots=True)
class CallProgress:
    """How far a queue is today: calls made, priority numbers called in a row, and how many others
    were called since the last appointment, counted up to OTHERS_BETWEEN."""

    calls: int = 0
    priority_streak: int = 0
    since_appointment: int = OTHERS_BETWEEN

    def after(self, ticket: Ticket) -> CallProgress:
        """The progress once `ticket` is called; one with a `call_at_count` or an appointment
        leaves the streak."""
        booked = ticket.appointment_at is not None
        streak = self.priority_streak
        if ticket.call_at_count is None and not booked:
            streak = streak + 1 if ticket.has_priority else 0
        since = 0 if booked else min(self.since_appointment + 1, OTHERS_BETWEEN)
        return CallProgress(self.calls + 1, streak, since)


def calling_order(
    waiting: Iterable[Ticket], progress: CallProgress, rules: QueueRules, now: datetime,
    pace: timedelta = timedelta(),
) -> tuple[Ticket, ...]:
    """The waiting tickets of one queue in the order in which they will be called, if a call is made
    now and one more each `pace`.

    1. Whoever is due by a count of calls.
    2. Whoever has an appointment whose time has come, the earliest first. While others wait,
       OTHERS_BETWEEN of them are called between two appointments: who waits without one has at
       most one appointment more before them than there are pairs of others.
    3. `priority_run` priority numbers, then an ordinary one; within a kind, first come first served
       (ids grow with each number taken).
    4. As soon as nobody else is left, whoever is due later, and who came before their time.
    """
    ordered = sorted(waiting, key=lambda t: t.id)
    due = deque(sorted((t for t in ordered if t.call_at_count is not None),
                       key=lambda t: (t.call_at_count, t.id)))
    free = [t for t in ordered if t.call_at_count is None]
    booked = deque(sorted((t for t in free if t.appointment_at is not None),
                          key=lambda t: (t.appointment_at, t.id)))
    first = deque(t for t in free if t.appointment_at is None and t.has_priority)
    ordinary = deque(t for t in free if t.appointment_at is None and not t.has_priority)
    order: list[Ticket] = []
    while due or booked or first or ordinary:
        others_wait = bool(first or ordinary)
        if due and (due[0].call_at_count or 0) <= progress.calls:
            ticket = due.popleft()
        elif booked and is_turn(booked[0], now + len(order) * pace, progress, others_wait):
            ticket = booked.popleft()
        elif first and (progress.priority_streak < rules.priority_run or not ordinary):
            ticket = first.popleft()
        else:
            ticket = (ordinary or due or booked).popleft()
        order.append(ticket)
        progress = progress.after(ticket)
    return tuple(order)


def is_turn(
    booked: Ticket, now: datetime, progress: CallProgress, others_wait: bool = True
) -> bool:
    """Whether an appointment goes before those others who wait: its time has come, and enough of
    them were called since the one before."""
    at = booked.appointment_at
    return at is not None and at <= now and (
        not others_wait or progress.since_appointment >= OTHERS_BETWEEN)


def before_a_new_one(
    first: int, ordinary: int, *, is_first: bool, progress: CallProgress, rules: QueueRules
) -> tuple[int, int]:
    """How many of the waiting priority and ordinary numbers go before one taken now.

    The place `calling_order` would give it, counted: nobody who waits may have a `call_at_count`
    or an appointment.
    """
    start = max(rules.priority_run - progress.priority_streak, 0)
    if not is_first:
        return min(first, start + rules.priority_run * ordinary), ordinary
    turns = 1 + (first - start) // rules.priority_run if first >= start else 0
    return first, min(ordinary, turns)


def next_for(counter: int, order: Iterable[Ticket]) -> Ticket | None:
    """The first ticket in the calling order that this counter may call."""
    return next((t for t in order if t.assigned_counter in (None, counter)), None)


def undone_call(progress: CallProgress) -> CallProgress:
    """The progress once a call is taken back: its ticket is due at once and counts again then; its
    streak stays, for a ticket with a `call_at_count` leaves it."""
    return replace(progress, calls=max(progress.calls - 1, 0))


def behind(progress: CallProgress, others: int) -> int:
    """The `call_at_count` of a ticket that lets `others` go before it."""
    return progress.calls + others


def check(action: TicketAction, ticket: Ticket, now: datetime, rules: QueueRules) -> None:
    """Whether an action makes sense for a ticket now.

    Refuses with `not_now` when its state does not allow the action, `call_more` when it was
    not called often enough to be missed, `too_late` when a missed number is past its time.
    """
    allowed, _ = TRANSITIONS[action]
    if ticket.state not in allowed:
        raise Refusal("not_now", number=ticket.label)
    if action is TicketAction.MISS and ticket.calls < rules.calls_before_missed:
        raise Refusal("call_more", n=rules.calls_before_missed - ticket.calls)
    if action is TicketAction.COME_BACK and now > return_until(ticket, rules):
        minutes = int(rules.return_within.total_seconds() // 60)
        raise Refusal("too_late", number=ticket.label, minutes=minutes)
    if action is TicketAction.NOT_DONE and not may_say_not_done(ticket, now, rules):
        raise Refusal("done_long_ago")


def may_say_not_done(ticket: Ticket, now: datetime, rules: QueueRules) -> bool:
    """Whether the holder of a finished number can still say that it is not done."""
    return (ticket.state is State.DONE and ticket.closed_at is not None
            and now <= ticket.closed_at + rules.return_within)


def may_still_come(ticket: Ticket, now: datetime, rules: QueueRules) -> bool:
    """Whether a counter has to be there for a ticket: it is live, and not missed for too long."""
    if ticket.state is State.MISSED:
        return now <= return_until(ticket, rules)
    return ticket.state in LIVE


def return_until(ticket: Ticket, rules: QueueRules) -> datetime:
    """Until when a missed number may come back, counted from its last call."""
    return (ticket.last_called_at or ticket.taken_at) + rules.return_within


def held_until(ticket: Ticket, rules: QueueRules) -> datetime:
    """Until when a counter keeps a called number's place."""
    return (ticket.last_called_at or ticket.taken_at) + rules.hold
