"""Working days by the state's calendar with 调休, in which deadlines are counted."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk.domain.calendar_exceptions import DayKind, kind_of

A_DAY = timedelta(days=1)
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether offices work: the weekends that the state made working days, no public holiday."""
    kind = kind_of(day)
    return kind is DayKind.WORK or (kind is DayKind.ORDINARY and day.weekday() < SATURDAY)


def working_day_after(day: date, days: int) -> date:
    """The working day that is so many after a day, which is not counted itself; 0: the day."""
    while days > 0:
        day += A_DAY
        days -= is_working_day(day)
    return day


def working_days_between(begins: date, ends: date) -> int:
    """How many working days there are after one day up to another; below 0 where it lies before."""
    if ends < begins:
        return -working_days_between(ends, begins)
    return sum(is_working_day(begins + A_DAY * n) for n in range(1, (ends - begins).days + 1))
