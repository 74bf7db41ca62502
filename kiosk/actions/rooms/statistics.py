"""The statistics of the rooms: bookings, and who came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from db.engine.database import ReadTransaction as Reading
from db.reservations import bookings
from db.rooms import queries as rooms
from kiosk.actions.daily_statistics import DailyStatistics, Highlight, head
from kiosk.domain.rooms.rooms import ROOMS
from kiosk.domain.rooms.statistics import RoomDay, RoomUse, rooms_of
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.domain.statistics.daily_statistics import added
from kiosk.wording.translator import Translator

# By the name a room has today, or its id where it is gone; what was booked most comes first.
Uses = Mapping[str, RoomUse]


def count(session: Reading, _day: date, begins: datetime, ends: datetime) -> RoomDay:
    """The bookings that began on a day, as they are now."""
    return RoomDay(rooms_of(bookings.between(session, ROOMS, begins, ends)))


def is_settled(session: Reading, begins: datetime, ends: datetime) -> bool:
    """Whether the rooms' own clock has ended all that began in a time."""
    begun = bookings.between(session, ROOMS, begins, ends)
    return not any(one.reservation.is_live for one in begun)


def summed_up(session: Reading, days: Sequence[tuple[date, RoomDay]], language: str) -> Uses:
    """How each room was used on several days."""
    titles = {one.id: one.title.in_(language) for one in rooms.rooms(session)}
    used: dict[str, RoomUse] = {}
    for _, day in days:
        for room, use in day.rooms.items():
            name = titles.get(room, room)
            used[name] = added((used.get(name, RoomUse()), use))
    return dict(sorted(used.items(), key=lambda one: (-one[1].booked, one[0])))


def blocks(words: Translator, uses: Uses) -> Iterable[Block]:
    """One table, a line for each room."""
    yield Block("room", head(words, "room", "booked came absent hours_used"), tuple(
        BarRow(name, use.booked, use.came, (use.absent, round(use.minutes / 60, 1)))
        for name, use in uses.items()))


def highlights(days: Sequence[RoomDay]) -> Iterable[Highlight]:
    """How many bookings somebody came to."""
    yield Highlight("came", sum(use.came for day in days for use in day.rooms.values()))


STATISTICS = DailyStatistics(
    RoomDay, rooms.first_day, count, summed_up, blocks, highlights, is_settled)
