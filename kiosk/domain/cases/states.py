"""Cases: how far a case is, and who may do what with it. The one table of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import (
    MAY_KEEP_CASES,
    MAY_RELEASE_CASES,
    MAY_TAKE_CASES,
    MAY_WORK_CASES,
    Role,
)


class CaseState(StrEnum):
    """How far a case is. ON_PAPER ended in the paper registers, before this one was kept."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    IN_WORK = "in_work"
    ASKED = "asked"
    ANSWERED = "answered"
    SOLVED = "solved"
    CANNOT_SOLVE = "cannot_solve"
    NOT_OURS = "not_ours"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    SILENT = "silent"
    ON_PAPER = "on_paper"


class CaseAction(StrEnum):
    """What can be done with a case; TELL makes one."""

    TELL = "tell"
    ASSIGN = "assign"
    BEGIN = "begin"
    ASK = "ask"
    ADD = "add"
    RESUME = "resume"
    ANSWER = "answer"
    EXTEND = "extend"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    CANNOT_SOLVE = "cannot_solve"
    NOT_OURS = "not_ours"
    DUPLICATE = "duplicate"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    SPLIT = "split"
    NOTE = "note"
    RATE = "rate"
    ADD_TO_RATING = "add_to_rating"
    FOLLOW_UP = "follow_up"
    DEAL_WITH = "deal_with"
    RELEASE = "release"
    TAKE_DOWN = "take_down"
    ERASE = "erase"
    NEW_SECRET = "new_secret"  # noqa: S105  # the name of an action


class CaseParty(StrEnum):
    """In what part somebody acts on a case."""

    # Whoever has the code of the slip.
    RESIDENT = "resident"
    # Takes cases in, hands them on, answers.
    INTAKE = "intake"
    # The one to whom it was handed.
    ASSIGNED = "assigned"
    # Ends cases without the resident's yes, and says why.
    KEEPER = "keeper"
    # Lets a line of it onto the wall.
    RELEASER = "releaser"
    SYSTEM = "system"


_S, _D, _W = CaseState, CaseAction, CaseParty
OPEN = (_S.RECEIVED, _S.ASSIGNED, _S.IN_WORK)
# In which the centre owes an answer, or waits for one to its question.
OWED = (*OPEN, _S.ASKED)
LIVE = (*OWED, _S.ANSWERED)
ENDED = frozenset(CaseState) - set(LIVE)
# What the centre says when it says something for the resident's matter: each is an answer.
ANSWERS = (_D.ANSWER, _D.CANNOT_SOLVE, _D.NOT_OURS)
_AT_WORK = (_W.INTAKE, _W.ASSIGNED, _W.KEEPER)
_REGISTERED = tuple(one for one in CaseState if one is not _S.ON_PAPER)


@dataclass(frozen=True, slots=True)
class CaseRule:
    """Where an action leads, and who may do it."""

    to: CaseState
    who: frozenset[CaseParty]


def _rules() -> dict[tuple[CaseState, CaseAction], CaseRule]:
    lines: list[tuple[tuple[CaseState, ...], CaseAction, CaseState | None,
                      tuple[CaseParty, ...]]] = [
        (OPEN, _D.ASSIGN, _S.ASSIGNED, (_W.INTAKE, _W.KEEPER)),
        # Whoever is handed it waits for the resident's words too.
        ((_S.ASKED,), _D.ASSIGN, None, (_W.INTAKE, _W.KEEPER)),
        ((_S.RECEIVED, _S.ASSIGNED), _D.BEGIN, _S.IN_WORK, _AT_WORK),
        (OPEN, _D.ASK, _S.ASKED, _AT_WORK),
        ((*OPEN, _S.ANSWERED), _D.ADD, None, (_W.RESIDENT, _W.INTAKE)),
        ((_S.ASKED,), _D.ADD, _S.IN_WORK, (_W.RESIDENT, _W.INTAKE)),
        ((_S.ASKED,), _D.RESUME, _S.IN_WORK, (_W.SYSTEM,)),
        (OWED, _D.ANSWER, _S.ANSWERED, _AT_WORK),
        (OPEN, _D.EXTEND, None, (_W.KEEPER,)),
        (OPEN, _D.SPLIT, _S.IN_WORK, (_W.KEEPER,)),
        ((_S.ANSWERED, _S.SILENT), _D.SOLVED, _S.SOLVED, (_W.RESIDENT,)),
        ((_S.ANSWERED, _S.SILENT, _S.SOLVED, _S.CANNOT_SOLVE, _S.NOT_OURS, _S.WITHDRAWN),
         _D.NOT_SOLVED, _S.IN_WORK, (_W.RESIDENT,)),
        (OWED, _D.CANNOT_SOLVE, _S.CANNOT_SOLVE, (_W.KEEPER,)),
        (OWED, _D.NOT_OURS, _S.NOT_OURS, (_W.KEEPER,)),
        (OWED, _D.DUPLICATE, _S.DUPLICATE, (_W.KEEPER,)),
        (LIVE, _D.WITHDRAW, _S.WITHDRAWN, (_W.RESIDENT, _W.KEEPER, _W.SYSTEM)),
        ((_S.ANSWERED,), _D.LAPSE, _S.SILENT, (_W.SYSTEM,)),
        (tuple(CaseState), _D.NOTE, None, _AT_WORK),
        (_REGISTERED, _D.RATE, None, (_W.RESIDENT,)),
        (_REGISTERED, _D.ADD_TO_RATING, None, (_W.RESIDENT,)),
        (_REGISTERED, _D.FOLLOW_UP, None, (_W.KEEPER,)),
        (_REGISTERED, _D.DEAL_WITH, None, (_W.KEEPER,)),
        ((_S.SOLVED, _S.CANNOT_SOLVE), _D.RELEASE, None, (_W.RELEASER,)),
        (tuple(CaseState), _D.TAKE_DOWN, None, (_W.RELEASER,)),
        (LIVE, _D.ERASE, _S.WITHDRAWN, (_W.RESIDENT, _W.KEEPER, _W.SYSTEM)),
        (tuple(ENDED), _D.ERASE, None, (_W.RESIDENT, _W.KEEPER, _W.SYSTEM)),
        (_REGISTERED, _D.NEW_SECRET, None, (_W.INTAKE, _W.KEEPER)),
    ]
    return {
        (state, action): CaseRule(to or state, frozenset(who))
        for states, action, to, who in lines for state in states
    }


# Whatever is not here is refused.
RULES = _rules()
# What can be done with a part of a case: the resident follows the whole alone.
OF_PARTS = frozenset({_D.ASSIGN, _D.BEGIN, _D.ANSWER, _D.CANNOT_SOLVE, _D.NOT_OURS, _D.NOTE,
                      _D.WITHDRAW, _D.ERASE})
# What cannot be done any more once all that is personal of a case was deleted: nobody knows what it
# is about, and whoever it is of wants it nowhere.
NOT_OF_ERASED = frozenset({_D.NOT_SOLVED, _D.RELEASE, _D.NEW_SECRET})
# What members of the staff do, each an event that the record at the desk tells in words.
OF_STAFF = tuple(one for one in CaseAction if any(
    action is one and rule.who - {_W.RESIDENT, _W.SYSTEM} for (_, action), rule in RULES.items()))


def parties_of(role: Role, *, is_assigned: bool) -> frozenset[CaseParty]:
    """In what parts somebody of the staff acts on a case; none where the role has no business
    with it."""
    if role not in MAY_WORK_CASES:
        return frozenset()
    found = {CaseParty.ASSIGNED} if is_assigned else set()
    for party, may_be in ((CaseParty.INTAKE, MAY_TAKE_CASES), (CaseParty.KEEPER, MAY_KEEP_CASES),
                          (CaseParty.RELEASER, MAY_RELEASE_CASES)):
        if role in may_be:
            found.add(party)
    return frozenset(found)


def may(state: CaseState, action: CaseAction, who: frozenset[CaseParty], *,
        is_part: bool = False, is_erased: bool = False) -> bool:
    """Whether somebody in those parts may do that now."""
    rule = RULES.get((state, action))
    return (rule is not None and not rule.who.isdisjoint(who)
            and (not is_part or action in OF_PARTS)
            and not (is_erased and action in NOT_OF_ERASED))


def next_state(state: CaseState, action: CaseAction, who: frozenset[CaseParty], *,
               is_part: bool = False, is_erased: bool = False) -> CaseState:
    """Where an action leads. Refuses with `case_changed` where it cannot be done now, or not by
    whoever does it."""
    if not may(state, action, who, is_part=is_part, is_erased=is_erased):
        raise Refusal("case_changed")
    return RULES[state, action].to


def possible(state: CaseState, who: frozenset[CaseParty], *,
             is_part: bool = False, is_erased: bool = False) -> frozenset[CaseAction]:
    """All that somebody in those parts may do now."""
    return frozenset(one for one in CaseAction
                     if may(state, one, who, is_part=is_part, is_erased=is_erased))
