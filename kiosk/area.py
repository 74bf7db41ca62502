"""Areas of the centre: what each one adds to the whole, declared once by its actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.engine.database import ReadTransaction, WriteTransaction
    from kiosk.actions.daily_statistics import DailyStatistics
    from kiosk.context import AppContext

# Does what is due; returns after how many seconds to ask again, None: when something changed.
Job = Callable[["AppContext"], float | None]
# Fills a centre for trying out; returns what whoever tries has to know, line by line.
Demo = Callable[["AppContext", Random], Iterable[str]]


@dataclass(frozen=True, slots=True)
class HealthPart:
    """One part of the centre as the health check reports it; `note` is for the operator."""

    name: str
    well: bool
    note: str


# `serving` says that the pages are running, which do what is due by the clock.
HealthCheck = Callable[["AppContext", bool], Iterable[HealthPart]]


@dataclass(frozen=True, slots=True)
class Seed:
    """The first content of an area: `write` brings in what a seed file has of it, unless
    `is_there` says that there is some. KeyError, TypeError or ValueError where the file is wrong.
    """

    is_there: Callable[[ReadTransaction], bool]
    write: Callable[[WriteTransaction, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Something that is kept for `days` and then deleted.

    `event` says in the event log that some was, and its detail `counted` how much of it; None
    where deleting it is no event. An event with the detail `area` counts for that area alone.
    `has_before` tells whether any is left from before an instant.
    """

    name: str
    days: int
    event: str | None = None
    counted: str = ""
    has_before: Callable[[ReadTransaction, datetime], bool] = lambda _session, _before: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area; each slot is filled, or None where the area has nothing to add.

    name       the area's name on every floor
    jobs       what falls due by the clock, by name
    health     the health check of its parts
    retention  what of it is kept for a time only
    statistics what it counts each day, and how that is told
    seed       its first content
    demo       fills it for trying out
    losses     by what a restore may lose, the events that count it; those of another area,
               as their detail `area` says, do not
    """

    name: str
    jobs: Mapping[str, Job] | None
    health: HealthCheck | None
    retention: tuple[RetentionRule, ...] | None
    statistics: DailyStatistics[Any, Any] | None
    seed: Seed | None
    demo: Demo | None
    losses: Mapping[str, tuple[str, ...]] | None
