"""The second copy: when it is due, when it is late, and which of those that were made stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

# The one before stays until a newer one was opened, for a stick that fails.
KEPT = 2
AT_NIGHT = time(2, 0)
# A night and what it takes to make one.
LATE = timedelta(hours=25)
TRY_AGAIN = timedelta(hours=1)
# How long a deletion may wait until it is written down beside the copy.
SINCE_EVERY = timedelta(minutes=10)
SHORTEST_PASSPHRASE = 16


@dataclass(frozen=True, slots=True)
class SecondCopy:
    """How it stands: when the passphrase was set; the last try; the last one that was made, of
    `size` bytes; when somebody `wanted` one; up to when what was deleted `since` is written down
    beside it; the `trouble` of the last try with what the system said of it, empty where there was
    none; whether the manager was `told` that it is late."""

    sealed_at: datetime
    tried_at: datetime | None
    made_at: datetime | None
    wanted_at: datetime | None
    since_at: datetime | None
    size: int
    trouble: str
    detail: str
    told: bool

    def is_late(self, now: datetime) -> bool:
        """Whether the manager has to hear of it. A passphrase that was just set has a day."""
        return now - (self.made_at or self.sealed_at) > LATE

    def is_missing(self, now: datetime) -> bool:
        """Whether there is none of last night, or since somebody wanted one."""
        night = datetime.combine(now.date(), AT_NIGHT, now.tzinfo)
        night -= timedelta(days=now < night)
        wanted = max(night, self.wanted_at or night)
        return self.made_at is None or not wanted <= self.made_at <= now

    def is_due(self, now: datetime) -> bool:
        """Whether it is missing, and nobody tried just now."""
        return self.is_missing(now) and not self._tried(now, TRY_AGAIN)

    def is_since_due(self, now: datetime) -> bool:
        """Whether it is time to look what was deleted since it was made."""
        return (self.made_at is not None and not self._tried(now, SINCE_EVERY)
                and not timedelta() <= now - (self.since_at or self.made_at) < SINCE_EVERY)

    def _tried(self, now: datetime, within: timedelta) -> bool:
        return self.tried_at is not None and timedelta() <= now - self.tried_at < within


def surplus(names: Iterable[str], start: str, end: str, kept: int) -> list[str]:
    """Which names go: of those of this centre all but the newest ones. A name tells when."""
    own = sorted(one for one in names if one.startswith(start) and one.endswith(end))
    return own[:-kept]
