"""The figures of a day: what its rows add up to, and what may be said of several days."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import TypeVar

from kiosk.domain.bookings import Booking
from kiosk.domain.claims import ClaimState
from kiosk.domain.queue.tickets import State, Ticket
from kiosk.domain.volunteers.help_requests import RULES, Deed, HelpState

Key = TypeVar("Key", bound=Hashable)

# Of fewer than these a middle says more about one person than about the house.
FEWEST = 5
DECEMBER = 12
CAME = frozenset({ClaimState.ARRIVED, ClaimState.FINISHED})


class Span(StrEnum):
    """How long a period is; weeks begin on Mondays."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some numbers.

    `missed` were called and never came, `waits` are seconds from taking a number to its first
    call, `times` seconds from the last call to the end of those served; both in order.
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
class Cell:
    """The numbers of a service taken in an hour of the clock and last called to one window, None
    where they were never called."""

    service_id: str
    window: int | None
    hour: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class RoomUse:
    """Bookings that began on a day, without those cancelled or let go before their time;
    `minutes` is how long those who came had booked."""

    booked: int = 0
    came: int = 0
    absent: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class HelpUse:
    """Requests asked on a day, those that were taken or came to an end on it, and how many of
    those helped said thanks with how many stars together."""

    asked: int = 0
    taken: int = 0
    done: int = 0
    silent: int = 0
    unmet: int = 0
    thanked: int = 0
    stars: int = 0


Use = TypeVar("Use", RoomUse, HelpUse)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A business day; `rooms` by the room's id."""

    day: date
    cells: tuple[Cell, ...]
    rooms: Mapping[str, RoomUse]
    help: HelpUse


def period(span: Span, today: date, back: int) -> tuple[date, date]:
    """The first and last day of the period `back` periods before the one that holds `today`."""
    if span is Span.DAY:
        return today - timedelta(days=back), today - timedelta(days=back)
    if span is Span.WEEK:
        first = today - timedelta(days=today.weekday(), weeks=back)
        return first, first + timedelta(days=6)
    months = today.year * DECEMBER + today.month - 1 - back
    first = date(months // DECEMBER, months % DECEMBER + 1, 1)
    following = date((months + 1) // DECEMBER, (months + 1) % DECEMBER + 1, 1)
    return first, following - timedelta(days=1)


def cells_of(tickets: Iterable[Ticket]) -> tuple[Cell, ...]:
    """The cells of a day from all its tickets."""
    found: dict[tuple[str, int | None, int], list[Tally]] = {}
    for ticket in tickets:
        key = (ticket.service_id, ticket.window, ticket.taken_at.hour)
        found.setdefault(key, []).append(_one(ticket))
    ordered = sorted(found, key=lambda key: (key[0], key[1] or 0, key[2]))
    return tuple(Cell(*key, summed(found[key])) for key in ordered)


def _one(ticket: Ticket) -> Tally:
    served = ticket.state is State.DONE
    return Tally(
        1, int(served), int(ticket.state is State.MISSED), int(ticket.state is State.GIVEN_UP),
        int(ticket.has_priority), int(ticket.slower), _seconds(ticket.taken_at, ticket.called_at),
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


def grouped(cells: Iterable[Cell], key: Callable[[Cell], Key]) -> dict[Key, Tally]:
    """The tallies of cells that share a key."""
    found: dict[Key, list[Tally]] = {}
    for cell in cells:
        found.setdefault(key(cell), []).append(cell.tally)
    return {name: summed(tallies) for name, tallies in found.items()}


def rooms_of(bookings: Iterable[Booking]) -> dict[str, RoomUse]:
    """How the rooms were used on a day, by id."""
    found: dict[str, RoomUse] = {}
    for booking in bookings:
        claim = booking.claim
        came = claim.state in CAME
        absent = claim.state is ClaimState.RELEASED and booking.changed_at >= claim.begins
        if came or absent or claim.is_live:
            minutes = int((claim.ends - claim.begins).total_seconds()) // 60 if came else 0
            one = RoomUse(1, int(came), int(absent), minutes)
            found[claim.resource_id] = added((found.get(claim.resource_id, RoomUse()), one))
    return found


def added(ones: Sequence[Use]) -> Use:
    """Several counts, one at least, as one."""
    return type(ones[0])(*map(sum, zip(*map(astuple, ones), strict=True)))


def help_of(
    asked: int, thanked: tuple[int, int], stories: Iterable[Iterable[tuple[datetime, Deed]]],
    begins: datetime, ends: datetime,
) -> HelpUse:
    """What happened in volunteer help in `[begins, ends)`, from the deeds of each request."""
    taken, ended = 0, dict.fromkeys((HelpState.DONE, HelpState.SILENT, HelpState.UNMET), 0)
    for story in stories:
        state, claimed = HelpState.ASKED, False
        for at, deed in story:
            rule = RULES.get((state, deed))
            if rule is None:
                continue
            now = begins <= at < ends
            taken += deed is Deed.CLAIM and not claimed and now
            claimed = claimed or deed is Deed.CLAIM
            if now and rule.to is not state and rule.to in ended:
                ended[rule.to] += 1
            state = rule.to
    done, silent, unmet = ended.values()
    return HelpUse(asked, taken, done, silent, unmet, *thanked)


def middle(seconds: tuple[int, ...]) -> int | None:
    """The median in whole minutes; None of fewer than `FEWEST`."""
    return round(median(seconds) / 60) if len(seconds) >= FEWEST else None


def nine_in_ten(seconds: tuple[int, ...]) -> int | None:
    """The minutes that nine in ten stay within (nearest rank, of seconds in order); None of
    fewer than `FEWEST`."""
    if len(seconds) < FEWEST:
        return None
    return round(seconds[math.ceil(0.9 * len(seconds)) - 1] / 60)
