"""Guessing PINs and passwords: from where a try comes, and how long wrong ones make it wait.

After OWASP's device cookies: a browser from which somebody came in counts by itself, so nobody
elsewhere can shut its owner out; all others share a slow count besides their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# Counts older than this are forgotten: no pause is as long.
COUNTED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WrongTries:
    """How many tries were wrong, and when the last of them was."""

    wrong: int
    wrong_at: datetime


@dataclass(frozen=True, slots=True)
class GuessDelay:
    """`free` wrong tries cost nothing, the next pause is `first`, each further one twice as long,
    none longer than `longest`."""

    free: int
    first: timedelta
    longest: timedelta

    def pause(self, wrong: int) -> timedelta:
        """How long a subject has to wait after so many wrong tries."""
        if wrong < self.free:
            return timedelta(0)
        doubled: int = 2 ** min(wrong - self.free, 16)
        return min(self.first * doubled, self.longest)

    def waits(self, tries: WrongTries, now: datetime) -> timedelta:
        """How long it still waits. A wait longer than any is the work of a clock set back and
        does not hold."""
        left = tries.wrong_at + self.pause(tries.wrong) - now
        return left if timedelta(0) < left <= self.pause(tries.wrong) else timedelta(0)


# Of one device, or of one address.
OF_ONE = GuessDelay(5, timedelta(seconds=15), timedelta(hours=1))
# Of all devices that nobody has marked: twenty, then four an hour. Of a million PINs that is one
# in thirty within a year, with an alarm in the health check from the first hour on.
OF_STRANGERS = GuessDelay(20, timedelta(minutes=15), timedelta(minutes=15))
STRANGERS = "strangers"


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a secret is tried: `where` for the event log, and the counts that it is held
    to, by name."""

    where: str = ""
    counts: Mapping[str, GuessDelay] = field(default_factory=dict)


def from_device(where: str, mark: str) -> Origin:
    """A device that a right secret has marked, the touch screen, or an open session."""
    return Origin(where, {f"device {mark}": OF_ONE})


def from_stranger(where: str) -> Origin:
    """A device that nobody knows, at an address."""
    return Origin(where, {f"address {where}": OF_ONE, STRANGERS: OF_STRANGERS})
