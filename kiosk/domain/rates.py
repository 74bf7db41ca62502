"""Rates: how often something may be done, so many times at once and then one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

NO_WAIT = timedelta(0)


@dataclass(frozen=True, slots=True)
class Rate:
    """`times` within `per`: all of them may come at once, each is free again after its share.

    The generic cell rate algorithm (ITU-T I.371): one instant is all that is kept, the moment by
    which everything done so far has come free again.
    """

    times: int
    per: timedelta

    @property
    def share(self) -> timedelta:
        """After how long one of the times is free again."""
        return self.per / self.times

    def wait(self, free_at: datetime, now: datetime) -> timedelta:
        """How long until it may be done once more; NO_WAIT where it may be done now."""
        return max(max(free_at, now) + self.share - self.per - now, NO_WAIT)

    def taken(self, free_at: datetime, now: datetime) -> datetime:
        """When all is free again, once it has been done once more."""
        return max(free_at, now) + self.share
