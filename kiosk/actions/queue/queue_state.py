"""How a queue stands now: its order, who is served, how long a wait is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from db.content import guide as content
from db.engine.bearer_codes import shown as shown_code
from db.engine.database import ReadTransaction
from db.queue import queries as queue, waits
from kiosk.actions.queue.results import CounterState, Receipt
from kiosk.actions.slips import slip_state
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.content.guide import Guide
from kiosk.domain.queue.expected_wait import Wait, WaitRange, expected_wait, pace
from kiosk.domain.queue.slips import TICKET, SlipState
from kiosk.domain.queue.tickets import (
    CallProgress,
    QueueRules,
    State,
    Ticket,
    calling_order,
    held_until,
    return_until,
)
from kiosk.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class QueueState:
    """One queue at one moment: `order` waits in the order of calling, `live` is everybody."""

    queue_id: str
    day: date
    now: datetime
    live: tuple[Ticket, ...]
    order: tuple[Ticket, ...]
    progress: CallProgress
    states: dict[int, str]
    counters: tuple[int, ...]

    @property
    def open_counters(self) -> int:
        """How many of the queue's counters receive now."""
        return sum(self.states.get(number) == "open" for number in self.counters)

    def in_state(self, state: State) -> tuple[Ticket, ...]:
        """Its tickets in a state, in the order they were taken."""
        return tuple(t for t in self.live if t.state is state)

    def joined_by(self, ticket: Ticket, rules: QueueRules) -> QueueState:
        """The queue once a ticket stands in it."""
        return replace(
            self, live=(*self.live, ticket),
            order=calling_order((*self.order, ticket), self.progress, rules),
        )

    def before(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """Those who will be called before a waiting ticket."""
        ids = [t.id for t in self.order]
        return self.order[: ids.index(ticket.id)] if ticket.id in ids else ()

    def after(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """Those who will be called after a waiting ticket."""
        return self.order[len(self.before(ticket)) + 1 :]

    def is_held_back(self, ticket: Ticket) -> bool:
        """Whether a ticket still lets a count of others go first."""
        return ticket.call_at_count is not None and ticket.call_at_count > self.progress.calls


def queue_state(
    tx: ReadTransaction, guide: Guide, queue_id: str, now: datetime, states: dict[int, str]
) -> QueueState:
    """Reads how a queue stands; a thousand phones in it have it worked out once a change."""
    day = business_day(now, guide.centre.day_starts)

    def read() -> QueueState:
        live = queue.in_queue(tx, day, queue_id)
        reached = queue.progress(tx, day, queue_id)
        order = calling_order(
            (t for t in live if t.state is State.WAITING), reached, guide.centre.queue
        )
        return QueueState(
            queue_id, day, now, live, order, reached, states, guide.counters_of(queue_id)
        )

    known = tx.since_the_last_change(f"queue {queue_id}", day, read)
    return replace(known, now=now, states=states)


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
    wait = wait_of(tx, queue_now, before) if ticket.state is State.WAITING else None
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
