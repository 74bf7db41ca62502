"""The voice in the hall: which calls are new, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from db.engine import event_log
from db.queue import queries as queue
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import TicketAction
from kiosk.domain.spoken_numbers import spoken_counter, spoken_number

SPOKEN_ACTIONS = (str(TicketAction.CALL), str(TicketAction.CALL_AGAIN), str(TicketAction.TAKE_BACK))
TIMES = 2
# After a fault the voice goes on with what is still news; older calls stand on the board.
STILL_NEWS = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A call to be said `times` times; slower for whom 大字 or a priority helped."""

    text: str
    slower: bool
    times: int


def announcements_since(ctx: AppContext, version: int) -> tuple[int, tuple[Announcement, ...]]:
    """The calls made after a version, oldest first, and the version they reach up to."""
    language = ctx.settings.language
    words = ctx.words[language]
    with ctx.database.read() as tx:
        now = ctx.clock()
        said = []
        for line in event_log.since(tx, version, SPOKEN_ACTIONS):
            ticket = queue.by_id(tx, line.ticket_id or 0)
            if ticket is None or line.counter is None or now - line.at > STILL_NEWS:
                continue
            text = words(
                "speech.call", number=spoken_number(ticket.label, language),
                counter=spoken_counter(line.counter, language),
            )
            said.append(Announcement(text, ticket.slower, TIMES + int(ticket.slower)))
        return tx.version, tuple(said)
