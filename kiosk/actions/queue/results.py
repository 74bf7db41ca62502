"""What the actions of the queue answer: frozen pictures of hall, service, ticket and counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.calendar import Opening
from kiosk.domain.content.guide import Category, Notice, Queue, Service
from kiosk.domain.queue.expected_wait import WaitRange
from kiosk.domain.queue.overtaking import Why
from kiosk.domain.queue.slips import SlipState
from kiosk.domain.queue.tickets import Priority, Readiness, Ticket
from kiosk.domain.staff.roles import StaffAccount


class CounterState(StrEnum):
    """How a service counter stands."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class ServiceStanding(StrEnum):
    """Whether a service gives out numbers now, and why not."""

    OPEN = "open"
    LATER_TODAY = "later_today"
    NOT_TODAY = "not_today"
    FULL_TODAY = "full_today"
    KIOSK_SHUT = "kiosk_shut"


@dataclass(frozen=True, slots=True)
class CounterNow:
    """A counter: the number it serves now (None: nobody), who waits in its queue, and on the
    board the wait of whoever comes last to that."""

    number: int
    queue: Queue
    state: CounterState
    serving: str | None
    waiting: int
    next_label: str | None
    wait: WaitRange | None = None


@dataclass(frozen=True, slots=True)
class CallShown:
    """A call as the board and the voice give it. `id` grows with each call, `booked` says
    that it is of an appointment."""

    id: int
    label: str
    counter: int
    service: Service
    at: datetime
    again: bool
    booked: bool = False


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall now: for home, the service list, the board. `calls` newest first, at most 4;
    `missed` are the numbers that were called in vain and can still come back, newest first."""

    version: int
    now: datetime
    opening: Opening
    counters: tuple[CounterNow, ...]
    open_counters: int
    waiting: int
    wait: WaitRange | None
    calls: tuple[CallShown, ...]
    notices: tuple[Notice, ...]
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """A service as it stands now. `opening.next_at` says when it is next done, `is_booked` whether
    a time can be booked of it."""

    service: Service
    category: Category
    counters: tuple[int, ...]
    counter_open: bool
    standing: ServiceStanding
    now: datetime
    opening: Opening
    ahead: int
    wait: WaitRange | None
    is_booked: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """A ticket as its holder sees it.

    `counters` are those that may call it; `ahead` counts whoever stands before it, 0 once it is
    called; `before` are their labels, in order, left out where the number was just taken; `behind`
    counts whoever stands after it. `standing` is how the counters stand that may call it: OPEN
    where one is, PAUSED where one is on a break.
    `held_until` while called, `return_until` while missed.
    """

    version: int
    now: datetime
    ticket: Ticket
    service: Service
    counters: tuple[int, ...]
    ahead: int
    before: tuple[str, ...]
    wait: WaitRange | None
    slip: SlipState
    url: str
    held_until: datetime | None = None
    return_until: datetime | None = None
    behind: int = 0
    standing: CounterState = CounterState.OPEN


@dataclass(frozen=True, slots=True)
class Before:
    """One number that went or goes before another though it came later, and why."""

    label: str
    why: Why
    called: bool


@dataclass(frozen=True, slots=True)
class NumberRequest:
    """What a tap on 取号 asks for.

    `key` comes with the tap: the same key is the same number however often it arrives.
    `large_text` says that the resident read in 大字; `kiosk` is the kiosk whose printer makes
    the slip, None from a phone, which has scanned: `hall_pass` is its pass, which ends at
    `pass_ends_at`. `readiness` is whether all materials are there, where that was asked.
    """

    key: str
    service_id: str
    priority: Priority = Priority.ORDINARY
    language: str = "zh_CN"
    large_text: bool = False
    kiosk: str | None = None
    hall_pass: str = ""
    pass_ends_at: datetime | None = None
    readiness: Readiness | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket in a list of the desk."""

    ticket: Ticket
    service: Service
    minutes: int


@dataclass(frozen=True, slots=True)
class DeskView:
    """A clerk's counter: who is served, who comes next, who waits, is parked, is missed; `undo` is
    whom the clerk has just finished."""

    version: int
    now: datetime
    account: StaffAccount
    counter: CounterNow
    current: Ticket | None
    current_service: Service | None
    next: Ticket | None
    waiting: tuple[Waiting, ...]
    parked: tuple[Waiting, ...]
    missed: tuple[Waiting, ...]
    served_today: int
    calls_until_missed: int
    help_wanted: tuple[int, ...] = ()
    undo: Ticket | None = None
