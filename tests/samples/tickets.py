"""Samples of tickets: every state, short and long, as frozen answers."""

from __future__ import annotations

from dataclasses import replace

from kiosk.actions.queue.results import Receipt
from kiosk.domain.queue.expected_wait import WaitRange
from kiosk.domain.queue.slips import SlipState
from kiosk.domain.queue.tickets import Priority, State, Ticket
from tests.samples import centre
from tests.samples.services import LONG

TAKEN = centre.NOW.replace(minute=22)
TICKET = Ticket(
    id=23, code="kT3mW9xQ0aZr5uLbY7cEdg", day=TAKEN.date(), prefix="A", number=23,
    service_id="medical", queue_id="insurance", priority=Priority.ORDINARY, state=State.WAITING,
    taken_at=TAKEN,
)
PRINTED = Receipt(
    version=1, now=TAKEN, ticket=TICKET, service=centre.SERVICES[0], counters=(2,), ahead=3,
    before=("A020", "A021", "A022"), wait=WaitRange(10, 15), slip=SlipState.PRINTED,
    url=f"http://192.168.1.20:8080/t/{TICKET.code}",
)
PRIORITY = replace(TICKET, prefix="Y", number=12, priority=Priority.ELDER)

SAMPLES = {
    "printed": PRINTED,
    "no_wait_known": replace(PRINTED, wait=None, slip=SlipState.QUEUED),
    "nobody_ahead": replace(PRINTED, ahead=0, before=(), wait=WaitRange(0, 5)),
    "two_counters": replace(
        PRINTED, ticket=PRIORITY, service=LONG, counters=(2, 3), ahead=118, before=(),
        wait=WaitRange(110, 140),
    ),
    "thousandth": replace(
        PRINTED, ticket=replace(TICKET, number=1000), ahead=1, before=("A999",),
    ),
    "hundredth_priority": replace(PRINTED, ticket=replace(PRIORITY, number=100)),
    "booked": replace(
        PRINTED, ticket=replace(TICKET, appointment_at=TAKEN.replace(minute=30)), wait=None),
    "no_paper": replace(PRINTED, slip=SlipState.TROUBLE),
    "no_printer": replace(PRINTED, slip=SlipState.NONE),
    "offline": replace(PRINTED, url=""),
    "offline_no_printer": replace(PRINTED, url="", slip=SlipState.NONE),
    "called": replace(
        PRINTED, ticket=replace(TICKET, state=State.CALLED, counter=2, calls=1), ahead=0,
        before=(), wait=None,
    ),
    "missed": replace(
        PRINTED, ticket=replace(TICKET, state=State.MISSED, counter=2, calls=3), ahead=0,
        before=(), wait=None,
    ),
    "given_up": replace(
        PRINTED, ticket=replace(TICKET, state=State.GIVEN_UP), ahead=0, before=(), wait=None,
    ),
}
