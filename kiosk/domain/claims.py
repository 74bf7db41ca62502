"""Claims: places in something that has only so many, for a while: a room, a seat, a device."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.refusals import Refusal

# The schema looks back so far for what may reach into a claim: longer claims are several.
LONGEST = timedelta(days=1)


class ClaimState(StrEnum):
    """How far a claim is."""

    HELD = "held"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    RELEASED = "released"
    CANCELLED = "cancelled"
    FINISHED = "finished"


# In these a claim takes its places; from the others nothing leads back.
LIVE = frozenset({ClaimState.HELD, ClaimState.CONFIRMED, ClaimState.ARRIVED})
# The states each one may follow.
AFTER = {
    ClaimState.HELD: {ClaimState.CONFIRMED},
    ClaimState.CONFIRMED: {ClaimState.HELD},
    ClaimState.ARRIVED: {ClaimState.CONFIRMED},
    ClaimState.RELEASED: {ClaimState.HELD, ClaimState.CONFIRMED},
    ClaimState.CANCELLED: {ClaimState.HELD, ClaimState.CONFIRMED},
    ClaimState.FINISHED: {ClaimState.ARRIVED},
}


@dataclass(frozen=True, slots=True)
class Resource:
    """What can be claimed.

    `capacity` is how many places it has at one moment. Each claim keeps them `before` it begins
    and `after` it ends too, to prepare and to tidy up. It has to be claimed `lead` before it
    begins (where that is nothing, as long as it lasts: 现在就进), and at most `ahead` days before.
    """

    id: str
    capacity: int
    before: timedelta = timedelta()
    after: timedelta = timedelta()
    lead: timedelta = timedelta()
    ahead: int = 7


@dataclass(frozen=True, slots=True)
class Claim:
    """`places` of a resource in `[begins, ends)`, both with zone. `code` opens its page."""

    id: int
    code: str
    resource_id: str
    begins: datetime
    ends: datetime
    places: int
    state: ClaimState

    @property
    def is_live(self) -> bool:
        """Whether it takes its places."""
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time `[begins, ends)`, and the places taken in it."""

    begins: datetime
    ends: datetime
    places: int = 1

    def meets(self, other: Span) -> bool:
        """Whether they have a moment in common: one may begin as the other ends."""
        return self.begins < other.ends and other.begins < self.ends


def span_of(claim: Claim, resource: Resource) -> Span:
    """When a claim keeps its places, preparing and tidying up included."""
    return Span(claim.begins - resource.before, claim.ends + resource.after, claim.places)


def most_taken(taken: Iterable[Span], within: Span) -> int:
    """The most places taken at any one moment of a stretch of time.

    It is reached where the stretch begins or one of them does.
    """
    met = [span for span in taken if span.meets(within)]
    moments = {max(span.begins, within.begins) for span in met}
    return max((_at(met, moment) for moment in moments), default=0)


def _at(spans: Iterable[Span], moment: datetime) -> int:
    return sum(span.places for span in spans if span.begins <= moment < span.ends)


def left(resource: Resource, taken: Iterable[Span], begins: datetime, ends: datetime) -> int:
    """How many places can be had all through `[begins, ends)`; none where all are taken."""
    wanted = Span(begins - resource.before, ends + resource.after)
    return max(resource.capacity - most_taken(taken, wanted), 0)


def nearest_free(
    resource: Resource, taken: Iterable[Span], offered: Iterable[tuple[datetime, datetime]],
    wanted: datetime, places: int = 1, most: int = 3,
) -> tuple[tuple[datetime, datetime], ...]:
    """Of the times offered those with room that begin nearest to the one wanted, in their order.

    Of two equally near the later comes first: the earlier may be over before it is reached.
    """
    spans = tuple(taken)
    free = [time for time in offered if left(resource, spans, *time) >= places]
    free.sort(key=lambda time: (abs(time[0] - wanted), time[0] < wanted))
    return tuple(sorted(free[:most]))


def slots(
    opens: datetime, closes: datetime, length: timedelta, pause: timedelta = timedelta()
) -> Iterator[tuple[datetime, datetime]]:
    """The times of one length that follow each other in `[opens, closes)`, with a pause between."""
    begins = opens
    while begins + length <= closes:
        yield begins, begins + length
        begins += length + pause


def check(resource: Resource, begins: datetime, ends: datetime, places: int, now: datetime) -> None:
    """Whether such a claim may be asked for at all.

    ValueError where it is none (ends before it begins, longer than LONGEST, no place). Refuses
    with `too_many_places` (most), `over_already`, `too_late_to_claim` (minutes) or
    `too_far_ahead` (days).
    """
    if not begins < ends or ends - begins + resource.before + resource.after > LONGEST:
        raise ValueError(f"no claim can last from {begins} to {ends}")
    if places < 1:
        raise ValueError("a claim takes one place at least")
    if places > resource.capacity:
        raise Refusal("too_many_places", most=resource.capacity)
    if ends <= now:
        raise Refusal("over_already")
    if resource.lead and begins < now + resource.lead:
        raise Refusal("too_late_to_claim", minutes=resource.lead // timedelta(minutes=1))
    if (begins.date() - now.date()).days > resource.ahead:
        raise Refusal("too_far_ahead", days=resource.ahead)


def may_become(claim: Claim, state: ClaimState) -> bool:
    """Whether a claim may go into a state from the one it is in."""
    return claim.state in AFTER.get(state, ())
