"""What an area has to say of its days: how they are counted, and how several are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from db.engine.database import ReadTransaction as Reading
from kiosk.domain.statistics.bar_tables import Block
from kiosk.domain.statistics.daily_statistics import AreaDay
from kiosk.domain.statistics.year import YearChapter
from kiosk.wording.translator import Translator

Day = TypeVar("Day", bound=AreaDay)
Period = TypeVar("Period")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A number of several days that everybody may be told, by the `name` of its words; with
    `of_people` it counts people, and of few of them nothing is told."""

    name: str
    n: int | None
    of_people: bool = True


@dataclass(frozen=True, slots=True)
class DailyStatistics(Generic[Day, Period]):
    """The statistics of an area.

    `kind` is what it counts on a day. `first_day` finds the first day, at the earliest, on which
    it has anything to count. `count` counts a day, which is `[begins, ends)`; `is_settled` says
    whether all that began in such a time has ended. `summed_up` adds up several days in their
    order, in a language, and `blocks` tells the sum in tables. `highlights` are what the exhibition
    says of several days, `in_a_year` what the report of a year does.
    """

    kind: type[Day]
    first_day: Callable[[Reading], date | None]
    count: Callable[[Reading, date, datetime, datetime], Day]
    summed_up: Callable[[Reading, Sequence[tuple[date, Day]], str], Period]
    blocks: Callable[[Translator, Period], Iterable[Block]]
    highlights: Callable[[Sequence[Day]], Iterable[Highlight]] = lambda _days: ()
    is_settled: Callable[[Reading, datetime, datetime], bool] = lambda *_: True
    in_a_year: Callable[
        [Translator, Reading, datetime, datetime, Period], Iterable[YearChapter]
    ] = lambda *_: ()


def head(words: Translator, name: str, columns: str) -> tuple[str, ...]:
    """The heads of a table: first what its lines are, then its columns by their keys."""
    return (words(f"figures.by_{name}"), *(words(f"figures.{one}") for one in columns.split()))
