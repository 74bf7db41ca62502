"""The statistics of the activities: sessions, places, who came, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from db.activities import queries as stored
from db.engine.database import ReadTransaction as Reading
from db.reservations import bookings
from kiosk.actions.daily_statistics import DailyStatistics, Highlight, head
from kiosk.domain.activities.activities import ACTIVITIES, ActivityKind, SessionState
from kiosk.domain.activities.statistics import ActivityDay, ActivityUse, day_of
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.domain.statistics.daily_statistics import added
from kiosk.wording.translator import Translator

# By the kind, in the order of the rail.
Uses = Mapping[str, ActivityUse]


def count(session: Reading, _day: date, begins: datetime, ends: datetime) -> ActivityDay:
    """The sessions that began on a day, as they are now."""
    known = {one.id: one for one in stored.activities(session)}
    booked = bookings.between(session, ACTIVITIES, begins, ends)
    return ActivityDay(day_of(
        (str(known[one.resource_id].kind),
         known[one.resource_id].capacity if known[one.resource_id].is_booked else 0, one,
         [each for each in booked if each.reservation.resource_id == one.resource_id
          and each.reservation.starts_at == one.starts_at])
        for one in stored.between(session, begins, ends)
        if one.resource_id in known and one.state is not SessionState.BLOCKED
    ))


def is_settled(session: Reading, begins: datetime, ends: datetime) -> bool:
    """Whether the clock has ended all that began in a time."""
    begun = bookings.between(session, ACTIVITIES, begins, ends)
    return not any(one.reservation.is_live for one in begun)


def summed_up(_session: Reading, days: Sequence[tuple[date, ActivityDay]], _language: str) -> Uses:
    """How the activities of each kind went on several days."""
    return {
        str(kind): added([ActivityUse(), *(day.kinds[kind] for _, day in days
                                           if kind in day.kinds)])
        for kind in ActivityKind if any(kind in day.kinds for _, day in days)
    }


def blocks(words: Translator, uses: Uses) -> Iterable[Block]:
    """One table, a line for each kind."""
    yield Block("activity", head(
        words, "activity", "sessions came walked_in absent places cancelled"), tuple(
        BarRow(words(f"activity_kind.{kind}"), use.sessions, use.came,
               (use.walked_in, use.absent, use.places, use.cancelled))
        for kind, use in uses.items()))


def highlights(days: Sequence[ActivityDay]) -> Iterable[Highlight]:
    """How many people came to activities."""
    yield Highlight("joined", sum(
        use.came + use.walked_in for day in days for use in day.kinds.values()))


STATISTICS = DailyStatistics(
    ActivityDay, stored.first_day, count, summed_up, blocks, highlights, is_settled)
