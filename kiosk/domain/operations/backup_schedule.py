"""Keeping backups: which of those that were made stay, and when the next one is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

HOURLY, DAILY = 24, 30
LOG_DAYS = 7
EVERY = timedelta(hours=1)
LATE = timedelta(hours=2)
TOLERANCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: `size` in bytes."""

    file: Path
    at: datetime
    size: int


def surplus(made: Iterable[Backup]) -> tuple[Backup, ...]:
    """Those that go: all but the last one of each of the last 24 hours with any, and of each of the
    last 30 days. However many are made in an hour, they push out none of another."""
    newest_first = sorted(made, key=lambda one: one.at, reverse=True)
    last_of_hour: dict[datetime, Backup] = {}
    last_of_day: dict[date, Backup] = {}
    for one in newest_first:
        last_of_hour.setdefault(one.at.replace(minute=0, second=0, microsecond=0), one)
        last_of_day.setdefault(one.at.date(), one)
    kept = {*list(last_of_hour.values())[:HOURLY], *list(last_of_day.values())[:DAILY]}
    return tuple(one for one in newest_first if one not in kept)


def due_in(made: Iterable[Backup], now: datetime) -> timedelta:
    """How long until the next one is due; zero or less where it is. One of a clock that went
    ahead and was set back does not count."""
    past = [one.at for one in made if one.at <= now + TOLERANCE]
    return max(past) + EVERY - now if past else timedelta()


def is_late(made: Iterable[Backup], now: datetime) -> bool:
    """Whether the centre has been without a new one for too long."""
    return due_in(made, now) < EVERY - LATE
