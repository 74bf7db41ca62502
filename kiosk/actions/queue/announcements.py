"""The voice in the hall: which calls of numbers are still news, and how they are said."""

from __future__ import annotations

from datetime import datetime, timedelta

from db.engine.database import ReadTransaction
from db.engine.event_log import Event
from db.queue import queries as queue
from kiosk.area import Announcement
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import State, Ticket, TicketAction
from kiosk.domain.spoken_numbers import spoken_counter, spoken_number

SPOKEN_ACTIONS = (str(TicketAction.CALL), str(TicketAction.CALL_AGAIN),
                  str(TicketAction.TAKE_BACK), str(TicketAction.REOPEN))
TIMES = 2
# How old a call may be that was not said yet: whoever was missed may still come back, but a
# counter that has served somebody since needs nobody any more.
UNSAID_WITHIN = {
    State.CALLED: timedelta(minutes=30), State.MISSED: timedelta(minutes=30),
    State.DONE: timedelta(minutes=5),
}


def say_call(ctx: AppContext, tx: ReadTransaction, call: Event) -> Announcement | None:
    """A number and the counter where it is called; once more for whom it helps. A later call of
    the same number stands for those before it."""
    ticket = queue.by_id(tx, call.ticket_id or 0)
    if ticket is None or call.counter is None or not _is_wanted(ticket, call.at, ctx.clock()):
        return None
    language, words = ctx.settings.language, ctx.words[ctx.settings.language]
    spoken = {"number": spoken_number(ticket.label, language),
              "counter": spoken_counter(call.counter, language)}
    return Announcement(
        words("speech.call", **spoken), ticket.needs_slow_call,
        TIMES + int(ticket.needs_slow_call), words("speech.call_brief", **spoken))


def _is_wanted(ticket: Ticket, called_at: datetime, now: datetime) -> bool:
    within = UNSAID_WITHIN.get(ticket.state)
    is_last = ticket.last_called_at is None or ticket.last_called_at <= called_at
    return within is not None and is_last and now - called_at <= within
