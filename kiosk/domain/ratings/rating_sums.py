"""Ratings in sums of at least five: a sum, once told, is told whole, so no two differ by fewer.

A rating belongs to one sum. What is told of a service, a counter or a day adds up whole sums:
whatever is taken from whatever else, five ratings or none are left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from kiosk.domain.rating import CONTENT_FROM, LEVELS
from kiosk.domain.statistics.daily_statistics import FEWEST

# 好在哪，差在哪: what can be tapped besides.
TAGS = ("clear", "quick", "kind", "slow", "again", "papers")


@dataclass(frozen=True, slots=True, order=True)
class Rating:
    """A rating that waits to be counted: of which service at which counter, and how content
    somebody was. Whose it is, and when it came, it does not know."""

    service_id: str
    counter: int
    level: int
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingSum:
    """At least five ratings together: how many of each level from 1 to 5, and how often each of
    `TAGS`. `service_id` and `counter` are None where they are of several."""

    service_id: str | None = None
    counter: int | None = None
    levels: tuple[int, ...] = (0,) * len(LEVELS)
    tags: tuple[int, ...] = (0,) * len(TAGS)

    @property
    def rated(self) -> int:
        """How many ratings it is of."""
        return sum(self.levels)

    @property
    def content(self) -> int:
        """How many of them are 满意 or better."""
        return sum(self.levels[CONTENT_FROM - 1:])


Told = tuple[tuple[RatingSum, ...], tuple[Rating, ...]]


def told(pool: Iterable[Rating]) -> Told:
    """What of the waiting ratings can be told: those of a service at a counter, once they are five.
    And what goes on waiting, in no order of coming."""
    return _apart(pool, lambda one: (one.service_id, one.counter),
                  lambda one: (one.service_id, one.counter))


def swept(pool: Iterable[Rating]) -> Told:
    """At the end of a week less is told of those that are still too few: first of which counter
    they are, then nothing but that they were given."""
    at_counters, rest = _apart(pool, lambda one: one.counter, lambda one: (None, one.counter))
    others, rest = _apart(rest, lambda _: 0, lambda _: (None, None))
    return (*at_counters, *others), rest


def added_up(sums: Iterable[RatingSum]) -> RatingSum:
    """Several sums as one, of several services and counters."""
    found = list(sums)
    return RatingSum(
        None, None,
        tuple(map(sum, zip(RatingSum().levels, *(one.levels for one in found), strict=True))),
        tuple(map(sum, zip(RatingSum().tags, *(one.tags for one in found), strict=True))))


def _apart(
    pool: Iterable[Rating], key: Callable[[Rating], object],
    of: Callable[[Rating], tuple[str | None, int | None]],
) -> Told:
    sums: list[RatingSum] = []
    waiting: list[Rating] = []
    for _, group in groupby(sorted(pool, key=lambda one: (repr(key(one)), one)),
                            lambda one: repr(key(one))):
        ones = list(group)
        if len(ones) < FEWEST:
            waiting += ones
            continue
        levels = Counter(one.level for one in ones)
        tags = Counter(tag for one in ones for tag in one.tags)
        sums.append(RatingSum(*of(ones[0]), tuple(levels[n] for n in LEVELS),
                              tuple(tags[tag] for tag in TAGS)))
    return tuple(sums), tuple(sorted(waiting))
