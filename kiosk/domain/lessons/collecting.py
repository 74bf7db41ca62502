"""Collecting a child: what may happen in which state, and which code hands a child over.

Whatever is not known to be right is refused. A child leaves by one cell of one table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.refusals import Refusal

# Of 10,000 numbers nobody finds the right one in so many tries: from then on only a scan counts.
MOST_TRIES = 3


class ChildState(StrEnum):
    """How a child stands on a day of the class."""

    EXPECTED = "expected"
    ABSENT = "absent"
    HERE = "here"
    COLLECTED = "collected"


class ChildAction(StrEnum):
    """What happens to a child on a day, but for being collected."""

    ARRIVE = "arrive"
    UNDO_ARRIVAL = "undo_arrival"
    TELL_ABSENT = "tell_absent"
    COME_AFTER_ALL = "come_after_all"


class CodeVerdict(StrEnum):
    """What a code shown to collect a child is worth."""

    RIGHT = "right"
    WRONG = "wrong"
    OLD = "old"
    OTHER_CHILD = "other_child"
    TAKEN_BACK = "taken_back"
    OTHER_PERSON = "other_person"
    TOO_MANY_TRIES = "too_many_tries"


_REFUSED: dict[ChildAction | CodeVerdict, ChildState | str] = {
    one: f"code_{one}" for one in CodeVerdict if one is not CodeVerdict.RIGHT}
# The state that follows, or the code of the refusal; every cell is written.
TABLE: dict[ChildState, dict[ChildAction | CodeVerdict, ChildState | str]] = {
    ChildState.EXPECTED: {
        ChildAction.ARRIVE: ChildState.HERE,
        ChildAction.UNDO_ARRIVAL: ChildState.EXPECTED,
        ChildAction.TELL_ABSENT: ChildState.ABSENT,
        ChildAction.COME_AFTER_ALL: ChildState.EXPECTED,
        CodeVerdict.RIGHT: "child_not_here", **_REFUSED,
    },
    ChildState.ABSENT: {
        ChildAction.ARRIVE: ChildState.HERE,
        ChildAction.UNDO_ARRIVAL: ChildState.ABSENT,
        ChildAction.TELL_ABSENT: ChildState.ABSENT,
        ChildAction.COME_AFTER_ALL: ChildState.EXPECTED,
        CodeVerdict.RIGHT: "child_not_here", **_REFUSED,
    },
    ChildState.HERE: {
        ChildAction.ARRIVE: ChildState.HERE,
        ChildAction.UNDO_ARRIVAL: ChildState.EXPECTED,
        ChildAction.TELL_ABSENT: "child_is_here",
        ChildAction.COME_AFTER_ALL: ChildState.HERE,
        CodeVerdict.RIGHT: ChildState.COLLECTED, **_REFUSED,
    },
    ChildState.COLLECTED: {
        **dict.fromkeys(ChildAction, "child_collected"),
        **dict.fromkeys(CodeVerdict, "code_used"),
    },
}


def after(state: ChildState, what: ChildAction | CodeVerdict) -> ChildState:
    """The state that follows. Refuses with `child_not_here`, `child_is_here`, `child_collected`,
    `code_used`, or `code_` and the verdict."""
    found = TABLE[state][what]
    if isinstance(found, ChildState):
        return found
    raise Refusal(found)


@dataclass(frozen=True, slots=True)
class HeldCode:
    """A code that was given out: for which child and day, to whom. `of` is the delegation it
    belongs to, None for the guardian's own."""

    child_id: int
    day: date
    of: int | None = None
    taken_back: bool = False


def delegate(delegation_id: int) -> str:
    """How the person of a delegation is named among those who collect."""
    return f"d{delegation_id}"


def pickup(pickup_id: int) -> str:
    """How a registered person is named among those who collect."""
    return f"p{pickup_id}"


GUARDIAN = "g"


def judged(
    shown: Iterable[HeldCode], child_id: int, today: date, person: str, registered: Collection[str],
) -> CodeVerdict:
    """What a code is worth for a child today, in the hands of a person.

    `shown` are all codes ever given out that read like it; `registered` are those who may always
    collect this child. The guardian's code is for these alone, a delegation's for its one person.
    """
    codes = tuple(shown)
    mine = [one for one in codes if one.child_id == child_id]
    todays = [one for one in mine if one.day == today]
    good = [one for one in todays if not one.taken_back]
    if any(person in ((delegate(one.of),) if one.of else registered) for one in good):
        return CodeVerdict.RIGHT
    if good:
        return CodeVerdict.OTHER_PERSON
    if todays:
        return CodeVerdict.TAKEN_BACK
    if mine:
        return CodeVerdict.OLD
    return CodeVerdict.OTHER_CHILD if codes else CodeVerdict.WRONG
