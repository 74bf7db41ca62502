"""Who may do what with a case, cell by cell, written out by hand."""

from __future__ import annotations

from itertools import product

import pytest

from kiosk.domain.cases.states import (
    ENDED,
    LIVE,
    OF_PARTS,
    RULES,
    CaseAction,
    CaseParty,
    CaseRule,
    CaseState,
    may,
    next_state,
    parties_of,
    possible,
)
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role

STATES = ("received assigned in_work asked answered solved cannot_solve not_ours duplicate "
          "withdrawn silent on_paper").split()
# R resident, I intake, A the one it is handed to, K keeper, M releaser, S system; "-" nobody.
TABLE = """
tell           -    -    -    -    -    -    -    -    -    -    -    -
assign         IK   IK   IK   IK   -    -    -    -    -    -    -    -
begin          IAK  IAK  -    -    -    -    -    -    -    -    -    -
ask            IAK  IAK  IAK  -    -    -    -    -    -    -    -    -
add            RI   RI   RI   RI   RI   -    -    -    -    -    -    -
resume         -    -    -    S    -    -    -    -    -    -    -    -
answer         IAK  IAK  IAK  IAK  -    -    -    -    -    -    -    -
extend         K    K    K    -    -    -    -    -    -    -    -    -
solved         -    -    -    -    R    -    -    -    -    -    R    -
not_solved     -    -    -    -    R    R    R    R    -    R    R    -
cannot_solve   K    K    K    K    -    -    -    -    -    -    -    -
not_ours       K    K    K    K    -    -    -    -    -    -    -    -
duplicate      K    K    K    K    -    -    -    -    -    -    -    -
withdraw       RKS  RKS  RKS  RKS  RKS  -    -    -    -    -    -    -
lapse          -    -    -    -    S    -    -    -    -    -    -    -
split          K    K    K    -    -    -    -    -    -    -    -    -
note           IAK  IAK  IAK  IAK  IAK  IAK  IAK  IAK  IAK  IAK  IAK  IAK
rate           R    R    R    R    R    R    R    R    R    R    R    -
add_to_rating  R    R    R    R    R    R    R    R    R    R    R    -
follow_up      K    K    K    K    K    K    K    K    K    K    K    -
deal_with      K    K    K    K    K    K    K    K    K    K    K    -
release        -    -    -    -    -    M    M    -    -    -    -    -
take_down      M    M    M    M    M    M    M    M    M    M    M    M
erase          RKS  RKS  RKS  RKS  RKS  RKS  RKS  RKS  RKS  RKS  RKS  RKS
new_secret     IK   IK   IK   IK   IK   IK   IK   IK   IK   IK   IK   -
"""
# Who they are: what somebody of the staff is for a case that is theirs, and for another's.
ROLES = {
    Role.REPRESENTATIVE: ("A", ""), Role.MEDIC: ("", ""), Role.EDITOR: ("", ""),
    Role.CLERK: ("IA", "I"), Role.COORDINATOR: ("IAK", "IK"), Role.MANAGER: ("IAKM", "IKM"),
    Role.ADMIN: ("IAKM", "IKM"),
}
LETTERS = {"R": CaseParty.RESIDENT, "I": CaseParty.INTAKE, "A": CaseParty.ASSIGNED,
           "K": CaseParty.KEEPER, "M": CaseParty.RELEASER, "S": CaseParty.SYSTEM}
BY_HAND = {(state, line.split()[0]): letters.strip("-")
           for line in TABLE.strip().splitlines()
           for state, letters in zip(STATES, line.split()[1:], strict=True)}


def test_the_table_by_hand_has_every_cell() -> None:
    assert set(BY_HAND) == set(product(map(str, CaseState), map(str, CaseAction)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("handed", [True, False])
def test_each_role_may_do_what_the_table_says_and_nothing_else(role: Role, handed: bool) -> None:
    letters = ROLES[role][0 if handed else 1]
    parties = parties_of(role, is_assigned=handed)
    assert parties == {LETTERS[one] for one in letters}
    for state, action in product(CaseState, CaseAction):
        expected = not set(letters).isdisjoint(BY_HAND[str(state), str(action)])
        assert may(state, action, parties) is expected, (role, handed, state, action)


@pytest.mark.parametrize("letter", "RS")
def test_residents_and_the_clock_do_what_the_table_says(letter: str) -> None:
    parties = frozenset({LETTERS[letter]})
    for state, action in product(CaseState, CaseAction):
        expected = letter in BY_HAND[str(state), str(action)]
        assert may(state, action, parties) is expected, (letter, state, action)
        if not expected:
            with pytest.raises(Refusal, match="case_changed"):
                next_state(state, action, parties)


def test_what_was_deleted_is_never_opened_shown_or_given_a_code_again() -> None:
    everybody = frozenset(CaseParty)
    for state, action in product(CaseState, CaseAction):
        expected = bool(BY_HAND[str(state), str(action)]) and str(action) not in (
            "not_solved", "release", "new_secret")
        assert may(state, action, everybody, is_erased=True) is expected, (state, action)


def test_only_a_residents_yes_leads_to_solved() -> None:
    to = [(state, action, rule) for (state, action), rule in RULES.items()
          if rule.to is CaseState.SOLVED and state is not CaseState.SOLVED]
    assert {action for _, action, _ in to} == {CaseAction.SOLVED}
    assert all(rule.who == {CaseParty.RESIDENT} for _, _, rule in to)


def test_no_action_but_the_residents_leads_out_of_an_end() -> None:
    for (state, action), rule in RULES.items():
        if state in ENDED and rule.to in LIVE:
            assert (action, rule.who) == (CaseAction.NOT_SOLVED, {CaseParty.RESIDENT})


def test_a_part_is_never_split_merged_solved_or_released() -> None:
    everybody = frozenset(CaseParty)
    for state in CaseState:
        assert possible(state, everybody, is_part=True) <= OF_PARTS
    assert not OF_PARTS & {CaseAction.SPLIT, CaseAction.DUPLICATE, CaseAction.SOLVED,
                           CaseAction.RELEASE, CaseAction.RATE, CaseAction.NEW_SECRET}


def test_control_a_rule_that_is_not_in_the_table_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, (CaseState.ANSWERED, CaseAction.SOLVED), CaseRule(
        CaseState.SOLVED, frozenset({CaseParty.RESIDENT, CaseParty.KEEPER})))
    with pytest.raises(AssertionError):
        test_each_role_may_do_what_the_table_says_and_nothing_else(Role.MANAGER, False)
