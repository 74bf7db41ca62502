"""Deadlines of cases: in working days, with pause and extension."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from kiosk.domain.working_days import working_day_after, working_days_between

# With so few working days left a case is shown in amber.
SOON = 2


class Urgency(StrEnum):
    """How near a deadline is."""

    FAR = "far"
    SOON = "soon"
    OVERDUE = "overdue"


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
