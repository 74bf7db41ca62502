"""The order of a waiting list: which groups are offered what is free, and for whom it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kiosk.domain.reservations.bookings import BookingRules, WaitlistEntry


def to_offer(
    line: Sequence[WaitlistEntry], free: int, capacity: int, rules: BookingRules, now: datetime
) -> list[WaitlistEntry]:
    """Who of a line, in its order, is offered so many free places.

    The first group that fits is offered them, whole: no place stays empty because a larger group
    stands before it. Each time that places go to somebody else whoever waits is passed over once.
    A group that was passed over `max_passed` times is passed over no more: what becomes free is
    kept until it has room, as `keeps_places` says. This is the bounded bypass of mutual exclusion
    (Lynch, Distributed Algorithms, 1996, chapter 10): without it large groups can starve.
    """
    found: list[WaitlistEntry] = []
    # How often each was passed over who is too many for what is left.
    waits: list[tuple[WaitlistEntry, int]] = []
    for mine in line:
        if any(keeps_places(one, passed, capacity, rules, now) for one, passed in waits):
            break
        if mine.seats <= free:
            found.append(mine)
            free -= mine.seats
            waits = [(one, passed + 1) for one, passed in waits]
        else:
            waits.append((mine, mine.passed))
    return found


def keeps_places(
    mine: WaitlistEntry, passed: int, capacity: int, rules: BookingRules, now: datetime
) -> bool:
    """Whether what becomes free is kept for somebody who was passed over so often. Shortly before
    the start nothing is kept any more, nor for a group that no longer fits at all: else places
    would stay empty for nobody."""
    return (passed >= rules.max_passed and mine.seats <= capacity
            and now < mine.starts_at - rules.keeping_ends)


def is_kept(
    line: Sequence[WaitlistEntry], capacity: int, rules: BookingRules, now: datetime
) -> bool:
    """Whether what is free of a time is kept for somebody in its line, and not to be had."""
    return any(keeps_places(one, one.passed, capacity, rules, now) for one in line)
