"""Collecting a child: every state with every action and every verdict, and what a code is worth."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.lessons.collecting import (
    GUARDIAN,
    TABLE,
    ChildAction,
    ChildState,
    CodeVerdict,
    HeldCode,
    after,
    judged,
)
from kiosk.domain.refusals import Refusal

COLUMNS = (*ChildAction, *CodeVerdict)
TODAY, YESTERDAY = date(2026, 10, 16), date(2026, 10, 15)
BAD = "code_wrong code_old code_other_child code_taken_back code_other_person code_too_many_tries"
# By hand: the columns in the order of the actions, then of the verdicts.
EXPECTED = {
    ChildState.EXPECTED: f"here expected absent expected child_not_here {BAD}",
    ChildState.ABSENT: f"here absent absent expected child_not_here {BAD}",
    ChildState.HERE: f"here expected child_is_here here collected {BAD}",
    ChildState.COLLECTED: " ".join(["child_collected"] * 4 + ["code_used"] * 7),
}


@pytest.mark.parametrize("state", ChildState)
@pytest.mark.parametrize("column", COLUMNS)
def test_every_cell_says_what_stands_there_by_hand(
    state: ChildState, column: ChildAction | CodeVerdict
) -> None:
    wanted = EXPECTED[state].split()[COLUMNS.index(column)]
    try:
        got = str(after(state, column))
    except Refusal as refusal:
        got = refusal.code
    assert got == wanted


def leaving() -> list[tuple[ChildState, object]]:
    """The cells by which a child leaves."""
    return [(state, column) for state in ChildState for column in COLUMNS
            if TABLE[state][column] is ChildState.COLLECTED]


def test_a_child_leaves_by_one_cell_alone() -> None:
    assert leaving() == [(ChildState.HERE, CodeVerdict.RIGHT)]


def test_control_a_second_cell_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABLE[ChildState.HERE], CodeVerdict.OLD, ChildState.COLLECTED)
    assert len(leaving()) == 2


OWN = HeldCode(1, TODAY)
ASKED = HeldCode(1, TODAY, of=5)


@pytest.mark.parametrize(("shown", "person", "verdict"), [
    ([OWN], GUARDIAN, CodeVerdict.RIGHT),
    ([OWN], "p3", CodeVerdict.RIGHT),
    ([OWN], "p4", CodeVerdict.OTHER_PERSON),
    ([OWN], "d5", CodeVerdict.OTHER_PERSON),
    ([OWN], "", CodeVerdict.OTHER_PERSON),
    ([ASKED], "d5", CodeVerdict.RIGHT),
    ([ASKED], "d6", CodeVerdict.OTHER_PERSON),
    ([ASKED], GUARDIAN, CodeVerdict.OTHER_PERSON),
    ([HeldCode(1, TODAY, 5, taken_back=True)], "d5", CodeVerdict.TAKEN_BACK),
    ([HeldCode(1, YESTERDAY)], GUARDIAN, CodeVerdict.OLD),
    ([HeldCode(1, YESTERDAY, of=5)], "d5", CodeVerdict.OLD),
    ([HeldCode(2, TODAY)], GUARDIAN, CodeVerdict.OTHER_CHILD),
    ([HeldCode(2, YESTERDAY)], GUARDIAN, CodeVerdict.OTHER_CHILD),
    ([], GUARDIAN, CodeVerdict.WRONG),
])
def test_a_code_is_worth_something_for_its_child_day_and_person_alone(
    shown: list[HeldCode], person: str, verdict: CodeVerdict
) -> None:
    assert judged(shown, 1, TODAY, person, {GUARDIAN, "p3"}) is verdict
