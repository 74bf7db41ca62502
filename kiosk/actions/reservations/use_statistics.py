"""The statistics of an area whose resources are booked by time: who booked, and who came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from db.engine.database import ReadTransaction as Reading
from db.reservations import bookings, places
from kiosk.actions.daily_statistics import DailyStatistics, Day, Highlight, head
from kiosk.actions.reservations.area import Kind, ReservationArea
from kiosk.domain.reservations.uses import ResourceUse, uses_of
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.domain.statistics.daily_statistics import added
from kiosk.wording.translator import Translator

# By the name a resource has today, or its id where it is gone; what was booked most comes first.
Uses = Mapping[str, ResourceUse]


def use_statistics(
    area: ReservationArea[Kind], line: str, made: Callable[[Uses], Day], of: Callable[[Day], Uses],
    kind: type[Day], highlight: str = "",
) -> DailyStatistics[Day, Uses]:
    """How the resources of an area are counted and told: a day is `made` of their uses by id, and
    `of` gives them back. A table has a `line` for each; `highlight` is the name under which
    everybody is told how many bookings somebody came to."""

    def count(tx: Reading, _day: date, begins: datetime, ends: datetime) -> Day:
        return made(uses_of(bookings.between(tx, area.name, begins, ends)))

    def is_settled(tx: Reading, begins: datetime, ends: datetime) -> bool:
        """Whether the area's own clock has ended all that began in a time."""
        begun = bookings.between(tx, area.name, begins, ends)
        return not any(one.reservation.is_live for one in begun)

    def summed_up(tx: Reading, days: Sequence[tuple[date, Day]], language: str) -> Uses:
        titles = {one.id: one.title.in_(language) for one in area.resources(tx)}
        used: dict[str, ResourceUse] = {}
        for _, day in days:
            for resource, use in of(day).items():
                name = titles.get(resource, resource)
                used[name] = added((used.get(name, ResourceUse()), use))
        return dict(sorted(used.items(), key=lambda one: (-one[1].booked, one[0])))

    def blocks(words: Translator, uses: Uses) -> Iterable[Block]:
        yield Block(line, head(words, line, "booked came absent hours_used"), tuple(
            BarRow(name, use.booked, use.came, (use.absent, round(use.minutes / 60, 1)))
            for name, use in uses.items()))

    def highlights(days: Sequence[Day]) -> Iterable[Highlight]:
        if highlight:
            yield Highlight(highlight, sum(use.came for day in days for use in of(day).values()))

    return DailyStatistics(kind, lambda tx: places.first_day(tx, area.name), count, summed_up,
                           blocks, highlights, is_settled)
