"""Series: when a room is used again and again, by a rule of RFC 5545, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.rrule import rrulestr

from kiosk.domain.calendar import ZONE
from kiosk.domain.calendar_exceptions import DayKind, kind_of

# Nobody plans further, and the state has not said yet when it will have holidays.
FURTHEST = timedelta(days=400)
MOST = 400


class InTheWay(StrEnum):
    """Why a time of a series cannot be had."""

    TAKEN = "taken"
    SHUT = "shut"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """Use of a resource from one time of day to another, on the days of a rule from `first` on.

    `skips_holidays` leaves out the state's days off; weekends that are worked stay in. With
    `through_noon` it goes on while the resource is shut between its beginning and its end.
    """

    resource_id: str
    rule: str
    first: date
    opens: time
    closes: time
    title: str
    skips_holidays: bool
    through_noon: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series; `in_the_way` is None where it can be had."""

    starts_at: datetime
    ends_at: datetime
    in_the_way: InTheWay | None = None


def days_of(plan: SeriesPlan) -> tuple[date, ...]:
    """The days of a plan, holidays left out where it skips them.

    ValueError where the rule is none, never ends, or has more than 400 days or lies further ahead
    than 400 days.
    """
    start = datetime.combine(plan.first, time.min)
    rule = rrulestr(plan.rule, dtstart=start)
    found: list[date] = []
    for instant in rule:
        if len(found) >= MOST or instant - start > FURTHEST:
            raise ValueError("this goes on for too long")
        found.append(instant.date())
    return tuple(
        day for day in found
        if not (plan.skips_holidays and kind_of(day) is DayKind.REST)
    )


def holidays_of(plan: SeriesPlan) -> tuple[date, ...]:
    """The days of its rule that a plan leaves out as holidays. ValueError as `days_of`."""
    kept = days_of(plan)
    return tuple(day for day in days_of(replace(plan, skips_holidays=False)) if day not in kept)


def spans_of(plan: SeriesPlan) -> tuple[tuple[datetime, datetime], ...]:
    """The times of a plan, in the centre's zone. ValueError as `days_of`, and where it ends before
    it begins."""
    if plan.opens >= plan.closes:
        raise ValueError("it ends before it begins")
    return tuple(
        (datetime.combine(day, plan.opens, ZONE), datetime.combine(day, plan.closes, ZONE))
        for day in days_of(plan)
    )
