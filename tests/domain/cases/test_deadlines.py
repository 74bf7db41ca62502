"""Deadlines over weekends, 调休, New Year and Spring Festival, against a calendar made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.domain import working_days
from kiosk.domain.cases.deadlines import Urgency, resumed, urgency
from kiosk.domain.working_days import is_working_day, working_day_after, working_days_between

# From the notices of the State Council for 2026: w is a working day, a point is none.
BY_HAND = """
2025-12 wwwww..wwwww..wwwww..wwwww..www
2026-01 ...wwwwww..wwwww..wwwww..wwwww.
2026-02 .wwwww..wwwwww.........wwwww
2026-03 .wwwww..wwwww..wwwww..wwwww..ww
2026-04 www...wwww..wwwww..wwwww..wwww
2026-05 .....wwww.wwwww..wwwww..wwwww..
2026-09 wwww..wwwww..wwwww.wwwww...www
2026-10 .......www.wwwww..wwwww..wwwww.
2026-11 .wwwww..wwwww..wwwww..wwwww..w
2026-12 wwww..wwwww..wwwww..wwwww..wwww
"""
# Told, working days, asked on, said on, extended by, due.
ROWS = """
2025-12-26 2 - - 0 2025-12-30
2025-12-26 7 - - 0 2026-01-07
2025-12-30 2 - - 0 2026-01-04
2025-12-30 7 - - 0 2026-01-09
2025-12-31 0 - - 0 2025-12-31
2025-12-31 2 - - 0 2026-01-05
2025-12-31 7 - - 0 2026-01-12
2026-01-01 2 - - 0 2026-01-05
2026-01-01 7 - - 0 2026-01-12
2026-01-03 2 - - 0 2026-01-05
2026-01-03 7 - - 0 2026-01-12
2026-01-04 2 - - 0 2026-01-06
2026-01-04 7 - - 0 2026-01-13
2026-01-09 2 - - 0 2026-01-13
2026-01-09 7 - - 0 2026-01-20
2026-02-06 2 - - 0 2026-02-10
2026-02-06 7 - - 0 2026-02-24
2026-02-10 2 - - 0 2026-02-12
2026-02-10 7 - - 0 2026-02-26
2026-02-13 0 - - 0 2026-02-13
2026-02-13 2 - - 0 2026-02-24
2026-02-13 7 - - 0 2026-03-02
2026-02-14 2 - - 0 2026-02-25
2026-02-14 7 - - 0 2026-03-03
2026-02-15 2 - - 0 2026-02-25
2026-02-15 7 - - 0 2026-03-03
2026-02-17 2 - - 0 2026-02-25
2026-02-17 7 - - 0 2026-03-03
2026-02-23 2 - - 0 2026-02-25
2026-02-23 7 - - 0 2026-03-03
2026-02-27 2 - - 0 2026-03-02
2026-02-27 7 - - 0 2026-03-09
2026-02-28 2 - - 0 2026-03-03
2026-02-28 7 - - 0 2026-03-10
2026-04-02 2 - - 0 2026-04-07
2026-04-02 7 - - 0 2026-04-14
2026-04-30 2 - - 0 2026-05-07
2026-04-30 7 - - 0 2026-05-13
2026-05-08 2 - - 0 2026-05-11
2026-05-08 7 - - 0 2026-05-18
2026-09-18 2 - - 0 2026-09-21
2026-09-18 7 - - 0 2026-09-29
2026-09-24 2 - - 0 2026-09-29
2026-09-24 7 - - 0 2026-10-12
2026-09-30 0 - - 0 2026-09-30
2026-09-30 2 - - 0 2026-10-09
2026-09-30 7 - - 0 2026-10-15
2026-10-07 2 - - 0 2026-10-09
2026-10-07 7 - - 0 2026-10-15
2026-10-09 2 - - 0 2026-10-12
2026-10-09 7 - - 0 2026-10-19
2026-10-16 0 - - 0 2026-10-16
2026-10-16 2 - - 0 2026-10-20
2026-10-16 7 - - 0 2026-10-27
2026-10-12 7 2026-10-13 2026-10-13 0 2026-10-21
2026-10-12 7 2026-10-13 2026-10-16 0 2026-10-26
2026-10-12 7 2026-10-16 2026-10-19 0 2026-10-22
2026-10-12 7 2026-10-17 2026-10-18 0 2026-10-21
2026-02-10 7 2026-02-12 2026-02-24 0 2026-03-02
2026-02-10 7 2026-02-14 2026-02-16 0 2026-02-26
2026-09-28 7 2026-09-30 2026-10-10 0 2026-10-16
2026-09-28 2 2026-09-30 2026-10-08 0 2026-10-08
2026-10-12 2 2026-10-16 2026-10-20 0 2026-10-14
2026-10-12 7 - - 3 2026-10-26
2026-10-12 7 - - 15 2026-11-11
2026-02-06 7 - - 5 2026-03-02
2025-12-26 2 - - 2 2026-01-04
2026-09-22 7 - - 1 2026-10-10
2026-10-12 7 2026-10-13 2026-10-15 3 2026-10-28
2026-02-06 7 2026-02-10 2026-02-25 5 2026-03-10
"""


def test_working_days_are_those_of_the_calendar_by_hand() -> None:
    for line in BY_HAND.strip().splitlines():
        month, days = line.split()
        first = date.fromisoformat(f"{month}-01")
        assert (first + timedelta(days=len(days))).day == 1
        said = "".join("w" if is_working_day(first + timedelta(days=n)) else "."
                       for n in range(len(days)))
        assert said == days, month


def due_of(row: str) -> date:
    """When an answer is due, by the rules."""
    told, days, asked, said, longer, _ = row.split()
    due = working_day_after(date.fromisoformat(told), int(days))
    if asked != "-":
        due = resumed(due, date.fromisoformat(asked), date.fromisoformat(said))
    return working_day_after(due, int(longer)) if longer != "0" else due


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_an_answer_is_due_on_the_day_counted_by_hand(row: str) -> None:
    assert due_of(row) == date.fromisoformat(row[-10:])


def test_control_a_calendar_without_the_states_days_is_seen(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working_days, "is_working_day", lambda day: day.weekday() < 5)
    wrong = [row for row in ROWS.strip().splitlines() if due_of(row).isoformat() != row[-10:]]
    assert len(wrong) > 30


def test_a_deadline_that_has_passed_is_not_saved_by_a_question() -> None:
    due = date(2026, 10, 14)
    assert resumed(due, date(2026, 10, 15), date(2026, 10, 30)) == due


@pytest.mark.parametrize(("today", "level", "left"), [
    ("2026-10-12", Urgency.FAR, 4), ("2026-10-14", Urgency.SOON, 2),
    ("2026-10-16", Urgency.SOON, 0), ("2026-10-17", Urgency.OVERDUE, 0),
    ("2026-10-20", Urgency.OVERDUE, -2),
])
def test_a_deadline_comes_near_in_working_days(today: str, level: Urgency, left: int) -> None:
    due = date(2026, 10, 16)
    assert urgency(due, date.fromisoformat(today)) is level
    assert working_days_between(date.fromisoformat(today), due) == left
