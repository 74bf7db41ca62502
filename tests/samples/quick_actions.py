"""Samples of what the staff do in passing: few and many, and nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from kiosk.actions.operations.quick_actions import RoomAtHand, SlipAtHand
from kiosk.domain.queue.tickets import State
from kiosk.ui.navigation.screen import Answers
from tests.samples import rooms as room_samples
from tests.samples.centre import FULL_HALL, HALL, SERVICES, SHUT_HALL
from tests.samples.tickets import TICKET


def counters() -> Iterator[tuple[str, Answers]]:
    """All open, one that rests with a long queue, and all closed."""
    yield "open", {"found": HALL.counters}
    yield "busy", {"found": FULL_HALL.counters}
    yield "closed", {"found": SHUT_HALL.counters}


def rooms() -> Iterator[tuple[str, Answers]]:
    """Every room, one of them shut with people still to come; and a centre without rooms."""
    found = tuple(RoomAtHand(stands.room, n == 2, 12 * (n % 3 == 2))
                  for n, stands in enumerate(room_samples.ROOMS))
    yield "some", {"found": found}
    yield "none", {"found": ()}


def slips() -> Iterator[tuple[str, Answers]]:
    """The last page of many, and a day nobody came yet."""
    states = list(State)
    found = tuple(
        SlipAtHand(replace(TICKET, number=120 - n, state=states[n % len(states)],
                           taken_at=TICKET.taken_at - timedelta(minutes=3 * n)),
                   SERVICES[n % len(SERVICES)])
        for n in range(20))
    yield "many", {"found": found}
    yield "last", {"found": found, "page": 9}
    yield "none", {"found": ()}
