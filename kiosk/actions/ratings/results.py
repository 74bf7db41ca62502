"""What the actions of ratings answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.content.guide import Service
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.rating import FollowUp
from kiosk.domain.ratings.rating_sums import RatingSum


@dataclass(frozen=True, slots=True)
class RatingLine:
    """Something that was said: with the rating (`said`), afterwards (`added`), by the centre
    (`answer`), or what was done about it (`outcome`)."""

    kind: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class RatingAsked:
    """A served number as whoever has its code sees it: `asks` how it was, `is_rated`, or neither
    any more; `may_add` that nothing was said yet. It tells nobody what was said."""

    version: int
    now: datetime
    ticket: Ticket
    service: Service | None
    asks: bool
    is_rated: bool
    may_add: bool


@dataclass(frozen=True, slots=True)
class RatingTold:
    """A rating with all that was said, as the manager sees it, and, if it is poor, whoever gave it.
    `is_called` says that a telephone was left."""

    mark: str
    day: date
    level: int | None
    tags: frozenset[str]
    follow_up: FollowUp | None
    lines: tuple[RatingLine, ...]
    is_called: bool


@dataclass(frozen=True, slots=True)
class AtTablet:
    """What a counter's tablet shows: the number just done there, None for nobody. `seconds` is how
    long it still asks."""

    version: int
    now: datetime
    counter: int
    ticket: Ticket | None = None
    service: Service | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class RatingDesk:
    """Ratings at the desk: the sums of the last days, of the centre and of the clerk's own counter;
    `tablets` says of each counter whether one is bound. `told` is for the manager alone."""

    now: datetime
    first: date
    total: RatingSum
    own: RatingSum | None
    counter: int | None
    tablets: Mapping[int, bool]
    told: tuple[RatingTold, ...] = ()
