"""When a served number is asked how it was, and for how long what was said is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.domain.queue.tickets import State, Ticket
from kiosk.domain.rating import RATED_WITHIN
from kiosk.domain.refusals import Refusal

# The tablet at a counter asks for so long, and thanks for so long.
TABLET_ASKS, TABLET_THANKS = timedelta(seconds=40), timedelta(seconds=10)
# A tap may be late on a slow line.
LATE_TAP = timedelta(seconds=20)
# What was said with a rating is kept for so long after its end.
SAID_KEPT = timedelta(days=30)
LONGEST_SAID = 300
# A code that binds a tablet to a counter.
CODE_DIGITS, CODE_LASTS = 6, timedelta(minutes=10)


def may_be_rated(ticket: Ticket, now: datetime) -> bool:
    """Whether a number is done, and within the days in which ratings count. One that a counter
    took up again is asked once it is done anew."""
    return (ticket.state is State.DONE and ticket.closed_at is not None
            and now - ticket.closed_at <= RATED_WITHIN)


def check_rated(ticket: Ticket, now: datetime) -> None:
    """Refuses with `not_done_yet`, or with `rated_too_late` where the days are over."""
    if ticket.state is not State.DONE:
        raise Refusal("not_done_yet", number=ticket.label)
    if not may_be_rated(ticket, now):
        raise Refusal("rated_too_late", days=RATED_WITHIN.days)
