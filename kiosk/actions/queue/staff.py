"""The clerk's actions: calling, missing, parking, sending on, finishing, and the counter itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from db.queue import queries as queue
from kiosk.actions.acting import allowed
from kiosk.actions.queue.counter_context import CounterContext, at_counter
from kiosk.actions.queue.resident import put_behind
from kiosk.actions.queue.results import CounterState, DeskView, Waiting
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import TicketAction, check, next_for
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_CALL, StaffSession

# So much later than the offer ends a press may come, on a slow line.
LATE_PRESS = timedelta(seconds=20)


def desk(ctx: AppContext, session: StaffSession) -> DeskView:
    """The clerk's counter now. Refuses with `not_allowed`, `choose_counter`."""
    allowed(session, MAY_CALL)
    with ctx.database.read() as tx:
        return CounterContext(tx, session, ctx.clock()).view()


def call_next(ctx: AppContext, session: StaffSession, holding: int | None) -> DeskView:
    """Finishes the ticket the clerk sees (`holding`, its id) and calls the next one.

    Refuses with `already_moved` when the counter serves another by now (a double click, a
    second tab), `nobody_waits` when there is nobody to call; then nothing changed.
    """
    with at_counter(ctx, session) as work:
        work.expect(holding)
        following = next_for(work.counter, work.order)
        if following is None:
            raise Refusal("nobody_waits")
        work.finish_current()
        work.call(following, TicketAction.CALL)
        return work.after()


def call_this(ctx: AppContext, session: StaffSession, ticket_id: int,
              holding: int | None) -> DeskView:
    """Calls a chosen waiting ticket. Refuses as `call_next`, and `not_now` when it is gone."""
    return _call_chosen(ctx, session, ticket_id, holding, TicketAction.CALL)


def take_back(ctx: AppContext, session: StaffSession, ticket_id: int,
              holding: int | None) -> DeskView:
    """Goes on with a parked ticket. Refuses as `call_this`."""
    return _call_chosen(ctx, session, ticket_id, holding, TicketAction.TAKE_BACK)


def reopen(ctx: AppContext, session: StaffSession, ticket_id: int,
           holding: int | None) -> DeskView:
    """Goes on with a finished ticket of today. Refuses as `call_this`."""
    return _call_chosen(ctx, session, ticket_id, holding, TicketAction.REOPEN)


def undo(ctx: AppContext, session: StaffSession, ticket_id: int, holding: int | None) -> DeskView:
    """撤回: whom the clerk has just finished is served again, whoever was called instead is the
    next one again.

    Refuses with `already_moved`, `undo_over` (too late, or somebody else was called since).
    """
    with at_counter(ctx, session) as work:
        work.expect(holding)
        ticket = work.just_finished(LATE_PRESS)
        if ticket is None or ticket.id != ticket_id:
            raise Refusal("undo_over")
        if work.current:
            work.put_back(work.current)
        queue.move(work.tx, ticket, TicketAction.UNDO_FINISH, closed_at=None)
        work.log(TicketAction.UNDO_FINISH, ticket)
        return work.after()


def finished_today(
    ctx: AppContext, session: StaffSession, typed: str = ""
) -> tuple[Waiting, ...]:
    """What the counter has finished today, last first; of all its queue what was `typed`. Refuses
    with `not_allowed`, `choose_counter`."""
    allowed(session, MAY_CALL)
    with ctx.database.read() as tx:
        return CounterContext(tx, session, ctx.clock()).finished(typed)


def call_again(ctx: AppContext, session: StaffSession, ticket_id: int) -> DeskView:
    """再叫一遍. Refuses with `not_now` when the ticket is no longer at this counter."""
    return _action(ctx, session, ticket_id, TicketAction.CALL_AGAIN)


def miss(ctx: AppContext, session: StaffSession, ticket_id: int) -> DeskView:
    """没来，过号. Refuses with `not_now`, `call_more` (n calls still to make)."""
    return _action(ctx, session, ticket_id, TicketAction.MISS)


def park(ctx: AppContext, session: StaffSession, ticket_id: int) -> DeskView:
    """先放一放. Refuses with `not_now`."""
    return _action(ctx, session, ticket_id, TicketAction.PARK)


def finish(ctx: AppContext, session: StaffSession, ticket_id: int) -> DeskView:
    """办完了. Refuses with `not_now`."""
    return _action(ctx, session, ticket_id, TicketAction.FINISH)


def bring_back(ctx: AppContext, session: StaffSession, ticket_id: int) -> DeskView:
    """A missed resident stands at the desk: third in line. Refuses with `not_now`, `too_late`."""
    with at_counter(ctx, session) as work:
        ticket = work.ticket(ticket_id)
        check(TicketAction.COME_BACK, ticket, work.now, work.rules)
        put_behind(work.act, ticket, TicketAction.COME_BACK, work.rules.return_behind)
        return work.after()


def transfer(
    ctx: AppContext, session: StaffSession, ticket_id: int, *,
    counter: int | None = None, service_id: str | None = None,
) -> DeskView:
    """转别的窗口: sends the resident on, to be called first there.

    Refuses with `not_now`, `no_such_counter`, `counter_closed`, `no_such_service`,
    `no_counter_there` (none does that).
    """
    with at_counter(ctx, session) as work:
        ticket = work.at_this_counter(ticket_id)
        check(TicketAction.TRANSFER, ticket, work.now, work.rules)
        service = work.guide.service(service_id or ticket.service_id)
        there = next((w for w in work.guide.counters if w.number == counter), None)
        if service is None:
            raise Refusal("no_such_service")
        if counter is not None and there is None:
            raise Refusal("no_such_counter")
        if there and work.states.get(there.number, "closed") == CounterState.CLOSED:
            raise Refusal("counter_closed", counter=counter)
        queue_id = there.queue_id if there else service.queue_id
        if not work.guide.counters_of(queue_id):
            raise Refusal("no_counter_there")
        reached = queue.progress(work.tx, work.day, queue_id)
        queue.move(
            work.tx, ticket, TicketAction.TRANSFER, queue=queue_id, service=service.id,
            assigned_counter=counter, call_at_count=reached.calls, counter=None, calls=0,
            coming_at=None,
        )
        work.log(TicketAction.TRANSFER, ticket, queue=queue_id, to_counter=counter,
                 service=service.id)
        return work.after()


def open_counter(ctx: AppContext, session: StaffSession) -> DeskView:
    """窗口开着."""
    return _set_counter(ctx, session, CounterState.OPEN)


def pause_counter(ctx: AppContext, session: StaffSession) -> DeskView:
    """休息一会儿: nobody is called here; who waits keeps the place."""
    return _set_counter(ctx, session, CounterState.PAUSED)


def close_counter(ctx: AppContext, session: StaffSession) -> DeskView:
    """The counter is done for today; whoever was sent to it goes to the others of its queue.

    Refuses with `still_serving`.
    """
    return _set_counter(ctx, session, CounterState.CLOSED)


def ask_for_help(ctx: AppContext, session: StaffSession) -> DeskView:
    """请人帮忙: every desk shows for some minutes that this counter wants somebody."""
    with at_counter(ctx, session) as work:
        queue.want_help(work.tx, work.counter, work.now)
        work.log("help")
        return work.after()


def no_help(ctx: AppContext, session: StaffSession) -> DeskView:
    """不用来了: takes back that somebody was asked to come."""
    with at_counter(ctx, session) as work:
        queue.want_help(work.tx, work.counter, None)
        work.log("no_help")
        return work.after()


def _call_chosen(
    ctx: AppContext, session: StaffSession, ticket_id: int, holding: int | None,
    action: TicketAction
) -> DeskView:
    with at_counter(ctx, session) as work:
        work.expect(holding)
        ticket = work.ticket(ticket_id)
        is_ours = work.counter == ticket.counter or ticket.queue_id == work.queue.queue_id
        if not is_ours or ticket.assigned_counter not in (None, work.counter):
            raise Refusal("not_now", number=ticket.label)
        check(action, ticket, work.now, work.rules)
        work.finish_current()
        work.call(ticket, action, picked=True)
        return work.after()


def _action(ctx: AppContext, session: StaffSession, ticket_id: int,
            action: TicketAction) -> DeskView:
    with at_counter(ctx, session) as work:
        ticket = work.at_this_counter(ticket_id)
        check(action, ticket, work.now, work.rules)
        sets: dict[str, Any] = {}
        if action is TicketAction.CALL_AGAIN:
            sets = {"calls": ticket.calls + 1, "last_called_at": work.now}
        elif action is TicketAction.FINISH:
            sets = {"closed_at": work.now}
        queue.move(work.tx, ticket, action, **sets)
        work.log(action, ticket)
        return work.after()


def _set_counter(ctx: AppContext, session: StaffSession, state: CounterState) -> DeskView:
    with at_counter(ctx, session) as work:
        if state is CounterState.CLOSED:
            work.expect(None, "still_serving")
            queue.release_from(work.tx, work.counter, work.day)
        queue.set_counter(work.tx, work.counter, state, work.day)
        work.log(state)
        return work.after()
