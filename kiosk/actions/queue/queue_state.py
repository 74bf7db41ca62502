"""How a queue stands now: its order, who is served, how long a wait is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from statistics import median

from db.content import guide as content
from db.engine.bearer_codes import shown as shown_code
from db.engine.database import ReadTransaction
from db.queue import queries as queue, waits
from kiosk.actions.queue.appointment_area import expected
from kiosk.actions.queue.results import CounterState, Receipt
from kiosk.actions.slips import slip_state
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.content.guide import Guide
from kiosk.domain.queue.expected_wait import Wait, WaitRange, expected_wait, pace
from kiosk.domain.queue.slips import TICKET, SlipState
from kiosk.domain.queue.tickets import (
    UNSAVED_ID,
    CallProgress,
    Priority,
    QueueRules,
    State,
    Ticket,
    calling_order,
    held_until,
    return_until,
)
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Booking


@dataclass(frozen=True, slots=True)
class QueueState:
    """One queue at one moment: `live` is everybody, `order` waits in the order of calling.

    `booked` stands for those who have an appointment today and are not there yet: they wait in no
    order, and yet others wait for them. From one call to the next a `pace` passes.
    """

    queue_id: str
    day: date
    now: datetime
    live: tuple[Ticket, ...]
    order: tuple[Ticket, ...]
    progress: CallProgress
    states: dict[int, str]
    counters: tuple[int, ...]
    rules: QueueRules
    booked: tuple[Ticket, ...] = ()
    pace: timedelta = timedelta()

    @property
    def open_counters(self) -> int:
        """How many of the queue's counters receive now."""
        return sum(self.states.get(number) == "open" for number in self.counters)

    def in_state(self, state: State) -> tuple[Ticket, ...]:
        """Its tickets in a state, in the order they were taken."""
        return tuple(t for t in self.live if t.state is state)

    def joined_by(self, ticket: Ticket) -> QueueState:
        """The queue once a ticket stands in it."""
        return replace(
            self, live=(*self.live, ticket), order=self.order_of((*self.order, ticket)))

    def order_of(self, waiting: Iterable[Ticket]) -> tuple[Ticket, ...]:
        """The order in which these would be called."""
        return calling_order(waiting, self.progress, self.rules, self.now, self.pace)

    def before(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """Those who will be called before a waiting ticket."""
        return _until(self.order, ticket)

    def waited_for(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """The same, with those who are booked and will have come by then."""
        if not self.booked:
            return self.before(ticket)
        return _until(self.order_of((*self.order, *self.booked)), ticket)

    def waited_for_by_the_last(self) -> tuple[Ticket, ...]:
        """Those whom somebody waits for who takes an ordinary number now."""
        if not self.booked and all(t.appointment_at is None for t in self.order):
            return self.order
        last = Ticket(UNSAVED_ID, "", self.day, "", 0, "", self.queue_id, Priority.ORDINARY,
                      State.WAITING, self.now)
        return self.joined_by(last).waited_for(last)

    def after(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """Those who will be called after a waiting ticket."""
        return self.order[len(self.before(ticket)) + 1 :]

    def is_held_back(self, ticket: Ticket) -> bool:
        """Whether a ticket still lets a count of others go first."""
        return ticket.call_at_count is not None and ticket.call_at_count > self.progress.calls


def _until(order: tuple[Ticket, ...], ticket: Ticket) -> tuple[Ticket, ...]:
    ids = [t.id for t in order]
    return order[: ids.index(ticket.id)] if ticket.id in ids else ()


def queue_state(
    tx: ReadTransaction, guide: Guide, queue_id: str, now: datetime, states: dict[int, str]
) -> QueueState:
    """Reads how a queue stands; a thousand phones in it have it worked out once a change, and once
    a minute, for then somebody's time may have come."""
    day, rules = business_day(now, guide.centre.day_starts), guide.centre.queue
    minute = now.replace(second=0, microsecond=0)

    def read() -> QueueState:
        live = queue.in_queue(tx, day, queue_id)
        reached = queue.progress(tx, day, queue_id)
        waiting = [t for t in live if t.state is State.WAITING]
        booked = tuple(map(partial(_booked, day, queue_id), expected(tx, queue_id, now)))
        counters, pace = guide.counters_of(queue_id), timedelta()
        if booked or any(t.appointment_at for t in waiting):
            open_now = queue.counter_states(tx, day)
            pace = _pace(tx, (*waiting, *booked), sum(
                open_now.get(number) == "open" for number in counters))
        order = calling_order(waiting, reached, rules, minute, pace)
        return QueueState(queue_id, day, minute, live, order, reached, states, counters, rules,
                          booked, pace)

    known = tx.since_the_last_change(f"queue {queue_id}", (day, minute), read)
    return replace(known, now=now, states=states)


def _booked(day: date, queue_id: str, booking: Booking) -> Ticket:
    """What stands for a booking whose holder is not there yet: no number of the queue has it."""
    held = booking.reservation
    return Ticket(
        -held.id, "", day, "", 0, held.resource_id, queue_id, Priority.ORDINARY, State.WAITING,
        held.starts_at, appointment_at=held.starts_at)


def _pace(tx: ReadTransaction, waiting: Iterable[Ticket], open_counters: int) -> timedelta:
    """How much time passes from one call to the next, where anything is known of it."""
    known = [one for service in {t.service_id for t in waiting}
             if (one := pace(waits.last_served(tx, service)))]
    return timedelta(seconds=median(known) / max(open_counters, 1)) if known else timedelta()


def wait_of(tx: ReadTransaction, queue_now: QueueState, ahead: Sequence[Ticket]) -> Wait | None:
    """The wait of somebody behind these tickets in a queue."""
    return wait_behind(
        tx, queue_now.queue_id, queue_now.now, queue_now.open_counters,
        queue_now.in_state(State.CALLED),
        Counter(t.service_id for t in ahead), {t.service_id for t in queue_now.live},
    )


def wait_behind(
    tx: ReadTransaction, queue_id: str, now: datetime, open_counters: int,
    serving: Sequence[Ticket],
    ahead: Mapping[str, float], usual: Collection[str],
) -> Wait | None:
    """The wait behind people counted by service; `usual` services tell where nobody is ahead."""
    if not open_counters:
        return None
    services = {*ahead, *(t.service_id for t in serving)} or set(usual)
    return expected_wait(
        ahead,
        [(t.service_id, (now - (t.last_called_at or now)).total_seconds()) for t in serving],
        open_counters,
        {service: pace(waits.last_served(tx, service)) for service in services},
        waits.last_scores(tx, queue_id),
    )


def shown(wait: Wait | None) -> WaitRange | None:
    """The part of an estimate that people see."""
    return WaitRange(wait.low, wait.high) if wait else None


def receipt(ctx: AppContext, tx: ReadTransaction, ticket: Ticket) -> Receipt:
    """A ticket as its holder sees it now."""
    guide = content.guide(tx)
    states = queue.counter_states(tx, ticket.day)
    queue_now = queue_state(tx, guide, ticket.queue_id, ctx.clock(), states)
    before = queue_now.before(ticket)
    # Whoever has an appointment is told its time, until that has come.
    is_early = ticket.appointment_at is not None and ticket.appointment_at > ctx.clock()
    waits_on = ticket.state is State.WAITING and not is_early
    wait = wait_of(tx, queue_now, queue_now.waited_for(ticket)) if waits_on else None
    slip = slip_state(tx, TICKET, ticket.id)
    labels = tuple(t.label for t in before)
    seen = answer(ctx, tx, ticket, len(before), wait, slip, labels)
    behind = len(queue_now.order) - len(before) - (ticket.state is State.WAITING)
    return replace(seen, behind=behind, standing=_standing(states, seen.counters))


def _standing(states: Mapping[int, str], counters: Sequence[int]) -> CounterState:
    """How some counters stand for whoever waits for any of them."""
    found = {states.get(number) for number in counters}
    return next((one for one in (CounterState.OPEN, CounterState.PAUSED) if one in found),
                CounterState.CLOSED)


def answer(
    ctx: AppContext, tx: ReadTransaction, ticket: Ticket, ahead: int,
    wait: Wait | None, slip: SlipState, before: tuple[str, ...] = (),
) -> Receipt:
    """Puts together what a ticket's holder sees, the code of its page among it."""
    ticket = replace(ticket, code=shown_code(ctx.secret, ticket.code))
    guide = content.guide(tx)
    service = guide.service(ticket.service_id)
    if service is None:
        raise Refusal("no_such_ticket")
    rules = guide.centre.queue
    return Receipt(
        version=tx.version,
        now=ctx.clock(),
        ticket=ticket,
        service=service,
        counters=(ticket.assigned_counter,
                  ) if ticket.assigned_counter else guide.counters_of(ticket.queue_id),
        ahead=ahead,
        before=before,
        wait=shown(wait),
        slip=slip,
        url=ctx.settings.link(f"/t/{ticket.code}"),
        held_until=held_until(ticket, rules) if ticket.state is State.CALLED else None,
        return_until=return_until(ticket, rules) if ticket.state is State.MISSED else None,
    )
