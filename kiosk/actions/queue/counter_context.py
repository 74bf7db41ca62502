"""A clerk at a window, as one transaction sees them: what all actions of the desk stand on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from db.content import guide as content
from db.engine.database import ReadTransaction as Reading
from db.queue import queries as queue, waits
from kiosk.actions.acting import Act, acting
from kiosk.actions.queue.overview import window_now
from kiosk.actions.queue.queue_state import LineNow, line_now
from kiosk.actions.queue.results import DeskView, Waiting, WindowState
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.content.guide import Guide
from kiosk.domain.queue.tickets import State, Ticket, TicketAction, next_for
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_CALL, StaffSession

HELP_SHOWN = timedelta(minutes=5)


class Work:
    """A clerk at a window, as one transaction sees them.

    Whom the window serves is its own, whatever line it has by now. One that is gone, too, keeps
    that number, with its line or the one it had `before`, and calls nobody else.
    """

    def __init__(
        self, reading: Reading, session: StaffSession, now: datetime, before: str | None = None
    ) -> None:
        if session.window is None:
            raise Refusal("choose_window")
        self.session = session
        self.reading = reading
        self.window: int = session.window
        self.guide: Guide = content.guide(reading)
        self.rules = self.guide.house.queue
        self.now = now
        self.day: date = business_day(self.now, self.guide.house.day_starts)
        line_id = next((w.line_id for w in self.guide.windows if w.number == self.window), None)
        self.current = queue.at_windows(reading, self.day).get(self.window)
        self.is_gone = line_id is None
        line_id = line_id or (self.current.line_id if self.current else before)
        if line_id is None:
            raise Refusal("choose_window")
        self.states = queue.window_states(reading, self.day)
        self.line: LineNow = line_now(reading, self.guide, line_id, self.now, self.states)
        self.order = () if self.is_gone else self.line.order

    def expect(self, holding: int | None, otherwise: str = "already_moved") -> None:
        """Refuses with `already_moved` unless the window serves what the clerk sees."""
        if (self.current.id if self.current else None) != holding:
            raise Refusal(otherwise)

    def ticket(self, ticket_id: int) -> Ticket:
        """A ticket of today. Refuses with `no_such_ticket`."""
        ticket = queue.by_id(self.reading, ticket_id)
        if ticket is None or ticket.day != self.day:
            raise Refusal("no_such_ticket")
        return ticket

    def at_this_window(self, ticket_id: int) -> Ticket:
        """The ticket this window serves, if it is that one. Refuses with `not_now`."""
        if self.current is None or self.current.id != ticket_id:
            raise Refusal("not_now", number=self.ticket(ticket_id).label)
        return self.current

    def view(self) -> DeskView:
        """The window as it was read."""
        service = self.guide.service(self.current.service_id) if self.current else None
        calls = self.current.calls if self.current else 0
        kept = queue.kept_by(self.reading, self.day, self.window)
        helped = queue.windows_wanting_help(self.reading, self.now - HELP_SHOWN)
        return DeskView(
            version=self.reading.version,
            now=self.now,
            account=self.session.account,
            window=window_now(self.guide, self.line, self.window, self.current),
            current=self.current,
            current_service=service,
            next=next_for(self.window, self.order),
            waiting=self._rows(self.order),
            parked=self._set_aside(State.PARKED, kept),
            missed=self._set_aside(State.MISSED, kept),
            served_today=queue.served_today(self.reading, self.day, self.window),
            calls_until_missed=max(self.rules.calls_before_missed - calls, 0),
            help_wanted=helped,
        )

    def _set_aside(self, state: State, kept: tuple[Ticket, ...]) -> tuple[Waiting, ...]:
        """Those of the window's line, and its own of a line that it served before."""
        found = {t.id: t for t in (*self.line.in_state(state), *kept) if t.state is state}
        return self._rows(tuple(found[id_] for id_ in sorted(found)))

    def _rows(self, tickets: tuple[Ticket, ...]) -> tuple[Waiting, ...]:
        return tuple(
            Waiting(t, service, int((self.now - t.taken_at).total_seconds() // 60))
            for t in tickets
            if (service := self.guide.service(t.service_id))
        )


class CounterAct(Work):
    """An open act of a clerk at their window."""

    def __init__(self, act: Act, session: StaffSession) -> None:
        super().__init__(act.tx, session, act.now)
        self.act, self.tx = act, act.tx

    def finish_current(self) -> None:
        """Finishes whomever the window serves."""
        if self.current:
            queue.move(self.tx, self.current, TicketAction.FINISH, closed_at=self.now)
            self.log(TicketAction.FINISH, self.current)

    def call(self, ticket: Ticket, action: TicketAction, *, picked: bool = False) -> None:
        """Calls a ticket to this window.

        Refuses with `not_now` when somebody was first, `choose_window` when the window is gone.
        """
        if self.is_gone:
            raise Refusal("choose_window")
        sets: dict[str, Any] = {"window": self.window, "last_called_at": self.now}
        sets["calls"] = ticket.calls + 1
        if ticket.called_at is None:
            sets["called_at"] = self.now
            waited = (self.now - ticket.taken_at).total_seconds()
            # Who let others pass, or was sent on, says nothing about how right we were.
            if ticket.due is None:
                sets["wait_score"] = waits.score_of(self.tx, ticket.id, waited)
        if not queue.move(self.tx, ticket, action, **sets):
            raise Refusal("not_now", number=ticket.label)
        if action is TicketAction.CALL:
            reached = self.line.progress.after(ticket)
            queue.set_progress(self.tx, self.day, ticket.line_id, reached)
        if self.states.get(self.window) != WindowState.OPEN:
            queue.set_window(self.tx, self.window, WindowState.OPEN, self.day)
        self.log(action, ticket, picked=picked)

    def log(self, event: str, ticket: Ticket | None = None, **details: Any) -> None:
        """Writes what happened at this window."""
        self.act.log(event, ticket_id=ticket.id if ticket else None, window=self.window, **details)

    def after(self) -> DeskView:
        """The answer of every action of the desk: the window as it is now."""
        return Work(self.reading, self.session, self.now, self.line.line_id).view()


@contextmanager
def at_counter(ctx: AppContext, session: StaffSession) -> Iterator[CounterAct]:
    """Opens an act of a clerk at their window. Refuses with `not_allowed`, `choose_window`."""
    with acting(ctx, session, MAY_CALL) as act:
        yield CounterAct(act, session)
