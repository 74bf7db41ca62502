"""A clerk at a counter, as one transaction sees them: what all actions of the desk stand on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from db.content import guide as content
from db.engine.database import ReadTransaction as Reading
from db.queue import queries as queue, waits
from kiosk.actions.acting import Act, acting
from kiosk.actions.queue.overview import counter_now
from kiosk.actions.queue.queue_state import QueueState, queue_state
from kiosk.actions.queue.results import CounterState, DeskView, Waiting
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.content.guide import Guide
from kiosk.domain.queue.tickets import State, Ticket, TicketAction, next_for, undone_call
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_CALL, StaffSession

HELP_SHOWN = timedelta(minutes=5)


class CounterContext:
    """A clerk at a counter, as one transaction sees them.

    Whom the counter serves is its own, whatever queue it has by now. One that is gone, too, keeps
    that number, with its queue or the one it had `before`, and calls nobody else.
    """

    def __init__(
        self, reading: Reading, session: StaffSession, now: datetime, before: str | None = None
    ) -> None:
        if session.counter is None:
            raise Refusal("choose_counter")
        self.session = session
        self.reading = reading
        self.counter: int = session.counter
        self.guide: Guide = content.guide(reading)
        self.rules = self.guide.centre.queue
        self.now = now
        self.day: date = business_day(self.now, self.guide.centre.day_starts)
        queue_id = next((w.queue_id for w in self.guide.counters if w.number == self.counter), None)
        self.current = queue.at_counters(reading, self.day).get(self.counter)
        self.is_gone = queue_id is None
        queue_id = queue_id or (self.current.queue_id if self.current else before)
        if queue_id is None:
            raise Refusal("choose_counter")
        self.states = queue.counter_states(reading, self.day)
        self.queue: QueueState = queue_state(reading, self.guide, queue_id, self.now, self.states)
        self.order = () if self.is_gone else self.queue.order

    def expect(self, holding: int | None, otherwise: str = "already_moved") -> None:
        """Refuses with `already_moved` unless the counter serves what the clerk sees."""
        if (self.current.id if self.current else None) != holding:
            raise Refusal(otherwise)

    def ticket(self, ticket_id: int) -> Ticket:
        """A ticket of today. Refuses with `no_such_ticket`."""
        ticket = queue.by_id(self.reading, ticket_id)
        if ticket is None or ticket.day != self.day:
            raise Refusal("no_such_ticket")
        return ticket

    def at_this_counter(self, ticket_id: int) -> Ticket:
        """The ticket this counter serves, if it is that one. Refuses with `not_now`."""
        if self.current is None or self.current.id != ticket_id:
            raise Refusal("not_now", number=self.ticket(ticket_id).label)
        return self.current

    def view(self) -> DeskView:
        """The counter as it was read."""
        service = self.guide.service(self.current.service_id) if self.current else None
        calls = self.current.calls if self.current else 0
        kept = queue.kept_by(self.reading, self.day, self.counter)
        helped = queue.counters_wanting_help(self.reading, self.now - HELP_SHOWN)
        return DeskView(
            version=self.reading.version,
            now=self.now,
            account=self.session.account,
            counter=counter_now(self.guide, self.queue, self.counter, self.current),
            current=self.current,
            current_service=service,
            next=next_for(self.counter, self.order),
            waiting=self._rows(self.order),
            parked=self._set_aside(State.PARKED, kept),
            missed=self._set_aside(State.MISSED, kept),
            served_today=queue.served_today(self.reading, self.day, self.counter),
            calls_until_missed=max(self.rules.calls_before_missed - calls, 0),
            help_wanted=helped,
            undo=self.just_finished(),
        )

    def just_finished(self, slack: timedelta = timedelta()) -> Ticket | None:
        """Whom this counter has just finished, as long as nobody but the next one was called since;
        `slack` is what a press may be late."""
        last = queue.last_done_at(self.reading, self.day, self.counter)
        if last is None or last.closed_at is None or self.is_gone:
            return None
        is_fresh = self.now - last.closed_at <= self.rules.undo_within + slack
        alone = self.current is None or self.current.last_called_at == last.closed_at
        return last if is_fresh and alone else None

    def finished(self, typed: str) -> tuple[Waiting, ...]:
        """What this counter has finished today, last first; with what was `typed` the numbers of
        its queue that have it, whoever finished them."""
        wanted = typed.strip().upper()
        found = queue.done_at(self.reading, self.day, self.counter, self.queue.queue_id)
        return self._rows(tuple(
            t for t in found if wanted in t.label and (wanted or t.counter == self.counter)))

    def _set_aside(self, state: State, kept: tuple[Ticket, ...]) -> tuple[Waiting, ...]:
        """Those of the counter's queue, and its own of a queue that it served before."""
        found = {t.id: t for t in (*self.queue.in_state(state), *kept) if t.state is state}
        return self._rows(tuple(found[id_] for id_ in sorted(found)))

    def _rows(self, tickets: tuple[Ticket, ...]) -> tuple[Waiting, ...]:
        return tuple(
            Waiting(t, service, int((self.now - t.taken_at).total_seconds() // 60))
            for t in tickets
            if (service := self.guide.service(t.service_id))
        )


class CounterAct(CounterContext):
    """An open act of a clerk at their counter."""

    def __init__(self, act: Act, session: StaffSession) -> None:
        super().__init__(act.tx, session, act.now)
        self.act, self.tx = act, act.tx

    def finish_current(self) -> None:
        """Finishes whomever the counter serves."""
        if self.current:
            queue.move(self.tx, self.current, TicketAction.FINISH, closed_at=self.now)
            self.log(TicketAction.FINISH, self.current)

    def call(self, ticket: Ticket, action: TicketAction, *, picked: bool = False) -> None:
        """Calls a ticket to this counter.

        Refuses with `not_now` when somebody was first, `choose_counter` when the counter is gone.
        """
        if self.is_gone:
            raise Refusal("choose_counter")
        sets: dict[str, Any] = {"counter": self.counter, "last_called_at": self.now}
        sets["calls"], sets["closed_at"] = ticket.calls + 1, None
        if ticket.called_at is None:
            sets["called_at"] = self.now
            waited = (self.now - ticket.taken_at).total_seconds()
            # Who let others pass, or was sent on, says nothing about how right we were.
            if ticket.call_at_count is None:
                sets["wait_score"] = waits.score_of(self.tx, ticket.id, waited)
        if not queue.move(self.tx, ticket, action, **sets):
            raise Refusal("not_now", number=ticket.label)
        if action is TicketAction.CALL:
            reached = self.queue.progress.after(ticket)
            queue.set_progress(self.tx, self.day, ticket.queue_id, reached)
        if self.states.get(self.counter) != CounterState.OPEN:
            queue.set_counter(self.tx, self.counter, CounterState.OPEN, self.day)
        self.log(action, ticket, picked=picked)

    def put_back(self, ticket: Ticket) -> None:
        """Takes back the call of whom the counter serves: whoever waited is the next one again,
        whoever was set aside is so again."""
        if ticket.calls > 1:
            queue.move(self.tx, ticket, TicketAction.PARK)
            self.log(TicketAction.PARK, ticket)
            return
        reached = undone_call(queue.progress(self.tx, self.day, ticket.queue_id))
        queue.set_progress(self.tx, self.day, ticket.queue_id, reached)
        queue.move(self.tx, ticket, TicketAction.UNDO_CALL, call_at_count=reached.calls,
                   counter=None, calls=0, coming_at=None)
        self.log(TicketAction.UNDO_CALL, ticket)

    def log(self, event: str, ticket: Ticket | None = None, **details: Any) -> None:
        """Writes what happened at this counter."""
        self.act.log(event, ticket_id=ticket.id if ticket else None, counter=self.counter,
                     **details)

    def after(self) -> DeskView:
        """The answer of every action of the desk: the counter as it is now."""
        return CounterContext(self.reading, self.session, self.now, self.queue.queue_id).view()


@contextmanager
def at_counter(ctx: AppContext, session: StaffSession) -> Iterator[CounterAct]:
    """Opens an act of a clerk at their counter. Refuses with `not_allowed`, `choose_counter`."""
    with acting(ctx, session, MAY_CALL) as act:
        yield CounterAct(act, session)
