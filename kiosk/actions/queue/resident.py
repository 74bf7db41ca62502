"""Following a number: its holder's own actions, on the touch screen and on the phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from db.content import guide as content
from db.engine import event_log
from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction
from db.engine.event_log import Event
from db.outbox import slips
from db.queue import daily_limits, queries as queue
from kiosk.actions.acting import Act, acting, housekeeping
from kiosk.actions.queue.queue_state import queue_state, receipt
from kiosk.actions.queue.results import Before, Receipt
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.queue.overtaking import MOVES, why
from kiosk.domain.queue.slips import TICKET
from kiosk.domain.queue.tickets import QueueRules, State, Ticket, TicketAction, behind, check
from kiosk.domain.refusals import Refusal

# A code ends with its day, an hour after the day does.
AFTER_THE_DAY = timedelta(days=1, hours=1)
# Whoever has a number's code, as the event log names them.
HOLDER = "holder"


def follow(ctx: AppContext, code: str) -> Receipt:
    """A ticket as it stands now. Refuses with `no_such_ticket`, also once its day is over."""
    with ctx.database.read() as tx:
        return receipt(ctx, tx, _ticket(ctx, tx, code))


def give_up(ctx: AppContext, code: str) -> Receipt:
    """退号. Giving up twice is giving up once. Refuses with `no_such_ticket`, `not_now`."""
    with acting(ctx, HOLDER) as act:
        ticket = _ticket(ctx, act.tx, code)
        if ticket.state is State.GIVEN_UP:
            act.without_event("it was given up already")
            return receipt(ctx, act.tx, ticket)
        guide = content.guide(act.tx)
        check(TicketAction.GIVE_UP, ticket, act.now, guide.centre.queue)
        if ticket.state is State.WAITING:
            queue_now = queue_state(act.tx, guide, ticket.queue_id, act.now, {})
            # They wait for a count of calls, and of those there will be one less.
            queue.move_up(act.tx, [t for t in queue_now.after(ticket) if queue_now.is_held_back(t)])
        if ticket.called_at is None:
            daily_limits.give_back(act.tx, ticket.day, ticket.service_id)
        queue.move(act.tx, ticket, TicketAction.GIVE_UP, closed_at=act.now)
        act.log(TicketAction.GIVE_UP, ticket_id=ticket.id)
        return receipt(ctx, act.tx, _ticket(ctx, act.tx, code))


def coming(ctx: AppContext, code: str) -> Receipt:
    """我马上到: the clerk sees it. Refuses with `no_such_ticket`, `not_now`."""
    with acting(ctx, HOLDER) as act:
        ticket = _ticket(ctx, act.tx, code)
        check(TicketAction.COMING, ticket, act.now, content.guide(act.tx).centre.queue)
        queue.move(act.tx, ticket, TicketAction.COMING, coming_at=act.now)
        act.log(TicketAction.COMING, ticket_id=ticket.id)
        return receipt(ctx, act.tx, _ticket(ctx, act.tx, code))


def let_pass(ctx: AppContext, code: str) -> Receipt:
    """往后排: lets others go first; a counter that called it is free again.

    Refuses with `no_such_ticket`, `not_now`.
    """
    return _put_behind(ctx, code, TicketAction.DEFER, lambda rules: rules.defer_behind)


def keep_place(ctx: AppContext, code: str) -> Receipt:
    """往后排 taken back: the place of before. Twice is once. Refuses with `no_such_ticket`,
    `not_now` (it was called since, or let nobody pass)."""
    with acting(ctx, HOLDER) as act:
        ticket = _ticket(ctx, act.tx, code)
        last = event_log.of_tickets(act.tx, [ticket.id])[-1]
        if last.action == TicketAction.KEEP_PLACE:
            act.without_event("it has its place already")
            return receipt(ctx, act.tx, ticket)
        if not _has_let_pass(ticket, last):
            raise Refusal("not_now", number=ticket.label)
        queue.move(act.tx, ticket, TicketAction.KEEP_PLACE, call_at_count=last.details["was"])
        act.log(TicketAction.KEEP_PLACE, ticket_id=ticket.id)
        return receipt(ctx, act.tx, _ticket(ctx, act.tx, code))


def may_keep_place(ctx: AppContext, code: str) -> bool:
    """Whether a ticket waits behind others only because its holder let them pass. Refuses with
    `no_such_ticket`."""
    with ctx.database.read() as tx:
        ticket = _ticket(ctx, tx, code)
        return _has_let_pass(ticket, event_log.of_tickets(tx, [ticket.id])[-1])


def come_back(ctx: AppContext, code: str) -> Receipt:
    """A missed number returns, third in line.

    Refuses with `no_such_ticket`, `not_now`, `too_late` (number, minutes).
    """
    return _put_behind(ctx, code, TicketAction.COME_BACK, lambda rules: rules.return_behind)


def not_done(ctx: AppContext, code: str) -> Receipt:
    """还没办完: a finished number is set aside at its counter, which sees it. Twice is once.

    Refuses with `no_such_ticket`, `not_now`, `done_long_ago`.
    """
    with acting(ctx, HOLDER) as act:
        ticket = _ticket(ctx, act.tx, code)
        if ticket.state is State.PARKED and ticket.closed_at is not None:
            act.without_event("the counter sees it already")
            return receipt(ctx, act.tx, ticket)
        check(TicketAction.NOT_DONE, ticket, act.now, content.guide(act.tx).centre.queue)
        queue.move(act.tx, ticket, TicketAction.NOT_DONE)
        act.log(TicketAction.NOT_DONE, ticket_id=ticket.id)
        return receipt(ctx, act.tx, _ticket(ctx, act.tx, code))


def reprint(ctx: AppContext, code: str) -> Receipt:
    """Queues the slip anew on this kiosk's printer. Refuses with `no_such_ticket`."""
    with housekeeping(ctx, "a slip's printing is in its own row") as tx:
        ticket = _ticket(ctx, tx, code)
        slips.again(tx, TICKET, ticket.id, ctx.settings.kiosk_name, ctx.clock())
        return receipt(ctx, tx, ticket)


def why_before(ctx: AppContext, code: str) -> tuple[Before, ...]:
    """为什么他在我前面: numbers that went or go first though they came later, and why.

    Told from the tickets and the event log, naming nobody. Refuses with `no_such_ticket`.
    """
    with ctx.database.read() as tx:
        mine = _ticket(ctx, tx, code)
        guide = content.guide(tx)
        states = queue.counter_states(tx, mine.day)
        queue_now = queue_state(tx, guide, mine.queue_id, ctx.clock(), states)
        called = [
            t for t in queue.called_since(tx, mine.day, mine.queue_id, mine.taken_at)
            if t.state is not State.WAITING and _called_earlier(t, mine)
        ]
        others = [(t, True) for t in called] + [(t, False) for t in queue_now.before(mine)]
        first = [(t, c) for t, c in others if t.id > mine.id or t.call_at_count is not None]
        told = _told(tx, [mine.id, *(t.id for t, _ in first)])
        return tuple(
            Before(t.label, rule, c) for t, c in first
            if (rule := why(mine, t, other_moved=told[t.id].moved, i_moved=told[mine.id].moved,
                            picked=told[t.id].picked)))


def put_behind(act: Act, ticket: Ticket, action: TicketAction, others: int) -> None:
    """Puts a ticket back in its queue, behind `others`; a counter that had it is free."""
    count = behind(queue.progress(act.tx, ticket.day, ticket.queue_id), others)
    if not queue.move(
        act.tx, ticket, action, call_at_count=count, counter=None, coming_at=None, calls=0
    ):
        raise Refusal("not_now", number=ticket.label)
    act.log(action, ticket_id=ticket.id, behind=others, was=ticket.call_at_count,
            waited=ticket.state is State.WAITING)


def _put_behind(
    ctx: AppContext, code: str, action: TicketAction, others: Callable[[QueueRules], int]
) -> Receipt:
    with acting(ctx, HOLDER) as act:
        guide, ticket = content.guide(act.tx), _ticket(ctx, act.tx, code)
        check(action, ticket, act.now, guide.centre.queue)
        states = queue.counter_states(act.tx, ticket.day)
        queue_now = queue_state(act.tx, guide, ticket.queue_id, act.now, states)
        # Counted from the place the ticket has: from the head, who is tenth would come fourth.
        put_behind(act, ticket, action, len(queue_now.before(ticket)) + others(guide.centre.queue))
        return receipt(ctx, act.tx, _ticket(ctx, act.tx, code))


def _has_let_pass(ticket: Ticket, last: Event) -> bool:
    return (ticket.state is State.WAITING and last.action == TicketAction.DEFER
            and bool(last.details.get("waited")))


def _ticket(ctx: AppContext, tx: ReadTransaction, code: str) -> Ticket:
    ticket = queue.by_code(tx, hidden(ctx.secret, code))
    if ticket is None:
        raise Refusal("no_such_ticket")
    starts = content.guide(tx).centre.day_starts
    ends = datetime.combine(ticket.day, time(starts.hour, starts.minute), ZONE) + AFTER_THE_DAY
    if ctx.clock() >= ends:
        raise Refusal("no_such_ticket")
    return ticket


def _called_earlier(other: Ticket, mine: Ticket) -> bool:
    return other.id != mine.id and (
        mine.called_at is None or (other.called_at or mine.called_at) < mine.called_at
    )


def _told(tx: ReadTransaction, ticket_ids: list[int]) -> dict[int, _Told]:
    """What the event log tells of each ticket."""
    told = {id_: _Told() for id_ in ticket_ids}
    for event in event_log.of_tickets(tx, ticket_ids):
        known = told[event.ticket_id or 0]
        if event.action in MOVES:
            known.moved = event.action
        if event.action == TicketAction.CALL:
            known.picked = bool(event.details.get("picked", False))
    return told


@dataclass(slots=True)
class _Told:
    """What moved a ticket last, "" where nothing did, and whether a clerk chose it by hand."""

    moved: str = ""
    picked: bool = False
