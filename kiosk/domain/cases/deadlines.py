"""Deadlines of cases: working days by the state's calendar with 调休, pause and extension."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from kiosk.domain.calendar_exceptions import DayKind, kind_of

A_DAY = timedelta(days=1)
SATURDAY = 5
# With so few working days left a case is shown in amber.
SOON = 2
# 好差评, 国办发〔2019〕51号: a poor rating is answered and dealt with within so many working days.
RATING_ANSWERED_WITHIN, RATING_DEALT_WITHIN = 1, 15


class Urgency(StrEnum):
    """How near a deadline is."""

    FAR = "far"
    SOON = "soon"
    OVERDUE = "overdue"


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


def resumed(due_on: date, paused_on: date, today: date) -> date:
    """The deadline once the resident has said what was asked: later by the working days that the
    question took. One that had passed before the question stays."""
    if due_on < paused_on:
        return due_on
    return working_day_after(due_on, working_days_between(paused_on, today))


def urgency(due_on: date, today: date) -> Urgency:
    """How near a deadline is. On its day it has not passed."""
    if due_on < today:
        return Urgency.OVERDUE
    left = working_days_between(today, due_on)
    return Urgency.SOON if left <= SOON else Urgency.FAR
