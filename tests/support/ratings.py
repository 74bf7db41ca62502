"""Numbers that were served, to be rated."""

from __future__ import annotations

from kiosk.actions import queue
from kiosk.actions.queue.results import Receipt
from kiosk.context import AppContext
from kiosk.domain.staff.roles import StaffSession
from tests.support.centre import take


def served(ctx: AppContext, at: StaffSession, service: str = "medical") -> Receipt:
    """A number that a counter has called and finished; nobody else waits there."""
    mine = take(ctx, service)
    called = queue.call_next(ctx, at, None).current
    assert called
    assert called.label == mine.ticket.label
    queue.finish(ctx, at, called.id)
    return queue.follow(ctx, mine.ticket.code)
