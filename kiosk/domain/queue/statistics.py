"""The figures of the queue: what became of the numbers of a day, and how long it took."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, TypeVar

from kiosk.domain.queue.tickets import State, Ticket
from kiosk.domain.reservations.uses import ResourceUse

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some numbers.

    `missed` were called and never came, `waits` are seconds from taking a number, or from the time
    that was booked, to its first call, `times` seconds from the last call to the end of those
    served; both in order.
    """

    taken: int = 0
    served: int = 0
    missed: int = 0
    given_up: int = 0
    priority: int = 0
    slower: int = 0
    waits: tuple[int, ...] = ()
    times: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TallyCell:
    """The numbers of a service taken in an hour of the clock and last called to one counter, None
    where they were never called."""

    service_id: str = ""
    counter: int | None = None
    hour: int = 0
    tally: Tally = Tally()


@dataclass(frozen=True, slots=True)
class QueueDay:
    """All numbers of a day, and by service how its appointments were used."""

    AREA: ClassVar[str] = "queue"

    cells: tuple[TallyCell, ...] = ()
    appointments: Mapping[str, ResourceUse] = field(default_factory=dict)


def cells_of(tickets: Iterable[Ticket]) -> tuple[TallyCell, ...]:
    """The cells of a day from all its tickets."""
    found: dict[tuple[str, int | None, int], list[Tally]] = {}
    for ticket in tickets:
        key = (ticket.service_id, ticket.counter, ticket.taken_at.hour)
        found.setdefault(key, []).append(_one(ticket))
    ordered = sorted(found, key=lambda key: (key[0], key[1] or 0, key[2]))
    return tuple(TallyCell(*key, summed(found[key])) for key in ordered)


def _one(ticket: Ticket) -> Tally:
    served = ticket.state is State.DONE
    return Tally(
        1, int(served), int(ticket.state is State.MISSED), int(ticket.state is State.GIVEN_UP),
        int(ticket.has_priority), int(ticket.needs_slow_call),
        # Whoever came before the time they booked did not wait until then.
        _seconds(max(ticket.taken_at, ticket.appointment_at or ticket.taken_at), ticket.called_at),
        _seconds(ticket.last_called_at, ticket.closed_at) if served else (),
    )


def _seconds(begins: datetime | None, ends: datetime | None) -> tuple[int, ...]:
    # A clock that was set back in between makes nobody wait less than nothing.
    return (max(int((ends - begins).total_seconds()), 0),) if begins and ends else ()


def summed(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    ones = list(tallies)
    return Tally(
        sum(one.taken for one in ones), sum(one.served for one in ones),
        sum(one.missed for one in ones), sum(one.given_up for one in ones),
        sum(one.priority for one in ones), sum(one.slower for one in ones),
        tuple(sorted(n for one in ones for n in one.waits)),
        tuple(sorted(n for one in ones for n in one.times)),
    )


def grouped(cells: Iterable[TallyCell], key: Callable[[TallyCell], Key]) -> dict[Key, Tally]:
    """The tallies of cells that share a key."""
    found: dict[Key, list[Tally]] = {}
    for cell in cells:
        found.setdefault(key(cell), []).append(cell.tally)
    return {name: summed(tallies) for name, tallies in found.items()}
