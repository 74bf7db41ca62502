"""The statistics of ratings: of the centre by level, and by day, service and counter."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from db.content import guide as content
from db.engine.database import ReadTransaction as Reading
from db.ratings import queries as stored
from kiosk.actions.daily_statistics import DailyStatistics, Highlight, head
from kiosk.domain.ratings.rating_sums import RatingSum, added_up
from kiosk.domain.ratings.statistics import RatingDay
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.wording.dates import written_date
from kiosk.wording.queue import listed_counters
from kiosk.wording.translator import Translator

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class RatingPeriod:
    """The ratings of several days, told apart in each way; services by the name they have today,
    None for several."""

    total: RatingSum
    days: Mapping[date, RatingSum]
    services: Mapping[str | None, RatingSum]
    counters: Mapping[int | None, RatingSum]


def count(session: Reading, day: date, _begins: datetime, _ends: datetime) -> RatingDay:
    """What was counted on a day."""
    return RatingDay(stored.sums(session, day, day))


def summed_up(
    session: Reading, days: Sequence[tuple[date, RatingDay]], language: str
) -> RatingPeriod:
    """Several days as one, told apart."""
    titles = {one.id: one.title.in_(language) for one in content.guide(session).services}
    sums = [one for _, day in days for one in day.sums]
    return RatingPeriod(
        added_up(sums), {day: added_up(counted.sums) for day, counted in days if counted.sums},
        _grouped((titles.get(one.service_id or "", one.service_id), one) for one in sums),
        _grouped((one.counter, one) for one in sums))


def blocks(words: Translator, period: RatingPeriod) -> Iterable[Block]:
    """Four tables. Of a service, a counter and a day only how many were content is told: by a level
    that is rare, what somebody wrote could be laid beside it."""
    total, levels = period.total, " ".join(f"level_{n}" for n in (5, 4, 3, 2, 1))
    yield Block("ratings", head(words, "ratings", f"rated content {levels}"), (
        BarRow(words("figures.all_ratings"), total.rated, total.content, total.levels[::-1]),))

    def table(name: str, lines: Iterable[tuple[str, RatingSum]]) -> Block:
        return Block(name, head(words, name, "rated content"), tuple(
            BarRow(said, one.rated, one.content, ()) for said, one in lines))

    yield table("rating_day", ((written_date(words, day, "short"), one)
                               for day, one in period.days.items()))
    yield table("rating_service", ((name or words("figures.several_services"), one)
                                   for name, one in period.services.items()))
    yield table("rating_counter", (
        (words("figures.several_counters") if n is None else listed_counters(words, (n,)), one)
        for n, one in period.counters.items()))


def highlights(days: Sequence[RatingDay]) -> Iterable[Highlight]:
    """How many were content with how they were served."""
    yield Highlight("ratings_content", added_up(one for day in days for one in day.sums).content)


STATISTICS = DailyStatistics(RatingDay, stored.first_day, count, summed_up, blocks, highlights)


def _grouped(sums: Iterable[tuple[Key | None, RatingSum]]) -> dict[Key | None, RatingSum]:
    """By what they are of, most rated first; what is of several last."""
    found: dict[Key | None, list[RatingSum]] = {}
    for key, one in sums:
        found.setdefault(key, []).append(one)
    added = {key: added_up(ones) for key, ones in found.items()}
    return dict(sorted(added.items(), key=lambda one: (one[0] is None, -one[1].rated,
                                                       str(one[0]))))
