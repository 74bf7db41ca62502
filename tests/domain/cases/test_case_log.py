"""What the log of a case comes to, line by line."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kiosk.domain.calendar import ZONE
from kiosk.domain.cases.case_log import CaseEvent, WallFigures, outcome, tally
from kiosk.domain.cases.states import CaseAction, CaseState

DUE = date(2026, 10, 19)


def log(*lines: str) -> list[CaseEvent]:
    """A log from lines of day of October, action, who, state, and the deadline that it leaves."""
    found = []
    for n, line in enumerate(lines):
        day, action, actor, state, due = line.split()
        action, _, details = action.partition(":")
        found.append(CaseEvent(
            n, 1, datetime(2026, 10, int(day), 9, tzinfo=ZONE), CaseAction(action), actor,
            CaseState(state), DUE.replace(day=int(due)), details))
    return found


TOLD = "15 tell kiosk-1 received 19"


@pytest.mark.parametrize(("lines", "in_time", "solved", "level"), [
    ((TOLD,), False, False, None),
    ((TOLD, "19 answer staff:1 answered 19"), True, False, None),
    ((TOLD, "20 answer staff:1 answered 19", "21 solved phone solved 19"), False, True, None),
    # The clock stood still while the resident was asked.
    ((TOLD, "16 ask staff:1 asked 19", "22 answer staff:1 answered 23"), True, False, None),
    ((TOLD, "16 ask staff:1 asked 19", "22 add phone in_work 23",
      "24 answer staff:1 answered 23"), False, False, None),
    ((TOLD, "16 extend staff:1 received 22", "22 cannot_solve staff:1 cannot_solve 22"),
     True, False, None),
    ((TOLD, "16 answer staff:1 answered 19", "17 solved phone solved 19",
      "18 rate:2 phone solved 19", "20 not_solved phone in_work 22"), True, False, 2),
    # Opened again and answered late, it is late for good.
    ((TOLD, "16 answer staff:1 answered 19", "17 not_solved phone in_work 20",
      "21 answer staff:1 answered 20", "22 solved phone solved 20"), False, True, None),
    # Whatever writes such lines, the word of the staff or the clock is no yes.
    ((TOLD, "16 answer staff:1 answered 19", "17 solved staff:1 solved 19"), True, False, None),
    ((TOLD, "16 answer staff:1 answered 19", "17 solved system solved 19",
      "17 rate:5 system solved 19"), True, False, None),
])
def test_a_log_says_whether_it_was_answered_in_time_solved_and_rated(
    lines: tuple[str, ...], in_time: bool, solved: bool, level: int | None
) -> None:
    found = outcome(log(*lines))
    assert (found.in_time, found.solved, found.level) == (in_time, solved, level)


def test_what_ended_otherwise_stands_beside_and_lowers_the_share() -> None:
    yes = outcome(log(TOLD, "16 answer staff:1 answered 19", "17 solved phone solved 19"))
    others = [outcome(log(TOLD, f"16 {action} {who} {state} 19")) for action, who, state in (
        ("duplicate", "staff:1", "duplicate"), ("withdraw", "staff:1", "withdrawn"),
        ("lapse", "system", "silent"), ("not_ours", "staff:1", "not_ours"),
        ("assign", "staff:1", "assigned"))]
    found = tally([yes, *others])
    assert found == WallFigures(received=6, answered=2, in_time=2, solved=1, content=0, silent=1,
                                withdrawn=1, duplicate=1, unsolved=1)
    assert (found.under_way, found.share(found.solved)) == (1, 16)
    assert tally(()).share(0) is None
