"""The figures of a day, area by area, and what may be said of several days."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Of fewer than these a middle says more about one person than about the centre.
FEWEST = 5
DECEMBER = 12


class AreaDay(Protocol):
    """What an area counted on a day: a frozen dataclass whose fields are all nothing at first.

    It is kept under the names of the area and of the fields: neither name may change."""

    AREA: ClassVar[str]


Counted = TypeVar("Counted", bound=AreaDay)
Added = TypeVar("Added", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A business day: what each area counted, by the type of it."""

    day: date
    counted: Mapping[type[AreaDay], AreaDay]

    def of(self, kind: type[Counted]) -> Counted:
        """What an area counted; nothing where the day was counted before there was the area."""
        found: Any = self.counted.get(kind)
        return kind() if found is None else found


class Span(StrEnum):
    """How long a period is; weeks begin on Mondays."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def period(span: Span, today: date, back: int) -> tuple[date, date]:
    """The first and last day of the period `back` periods before the one that holds `today`."""
    if span is Span.DAY:
        return today - timedelta(days=back), today - timedelta(days=back)
    if span is Span.WEEK:
        first = today - timedelta(days=today.weekday(), weeks=back)
        return first, first + timedelta(days=6)
    months = today.year * DECEMBER + today.month - 1 - back
    first = date(months // DECEMBER, months % DECEMBER + 1, 1)
    following = date((months + 1) // DECEMBER, (months + 1) % DECEMBER + 1, 1)
    return first, following - timedelta(days=1)


def periods_ago(span: Span, today: date, day: date) -> int:
    """How many periods before the one that holds `today` the one that holds `day` is; 0 of a day
    to come."""
    if span is Span.MONTH:
        ago = (today.year - day.year) * DECEMBER + today.month - day.month
    else:
        ago = (period(span, today, 0)[0] - period(span, day, 0)[0]).days
        ago //= 7 if span is Span.WEEK else 1
    return max(ago, 0)


def added(ones: Sequence[Added]) -> Added:
    """Several counts, one at least, as one."""
    return type(ones[0])(*map(sum, zip(*map(astuple, ones), strict=True)))


def middle(seconds: tuple[int, ...]) -> int | None:
    """The median in whole minutes; None of fewer than `FEWEST`."""
    return round(median(seconds) / 60) if len(seconds) >= FEWEST else None


def nine_in_ten(seconds: tuple[int, ...]) -> int | None:
    """The minutes that nine in ten stay within (nearest rank, of seconds in order); None of
    fewer than `FEWEST`."""
    if len(seconds) < FEWEST:
        return None
    return round(seconds[math.ceil(0.9 * len(seconds)) - 1] / 60)
