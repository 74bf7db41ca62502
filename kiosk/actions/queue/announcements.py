"""The voice in the hall: which calls of numbers are still news, and how they are said."""

from __future__ import annotations

from datetime import timedelta

from db.engine.database import ReadTransaction
from db.engine.event_log import Event
from db.queue import queries as queue
from kiosk.area import Announcement
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import TicketAction
from kiosk.domain.spoken_numbers import spoken_counter, spoken_number

SPOKEN_ACTIONS = (str(TicketAction.CALL), str(TicketAction.CALL_AGAIN), str(TicketAction.TAKE_BACK))
TIMES = 2
# After a fault the voice goes on with what is still news; older calls stand on the board.
STILL_NEWS = timedelta(seconds=30)


def say_call(ctx: AppContext, tx: ReadTransaction, call: Event) -> Announcement | None:
    """A number and the counter where it is called; once more for whom it helps."""
    ticket = queue.by_id(tx, call.ticket_id or 0)
    if ticket is None or call.counter is None or ctx.clock() - call.at > STILL_NEWS:
        return None
    language = ctx.settings.language
    text = ctx.words[language](
        "speech.call", number=spoken_number(ticket.label, language),
        counter=spoken_counter(call.counter, language),
    )
    return Announcement(text, ticket.slower, TIMES + int(ticket.slower))
