"""The log of cases, and what the wall counts of it: never a field that somebody sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.cases.states import ANSWERS, CaseAction, CaseState
from kiosk.domain.rating import CONTENT_FROM

STAFF = "staff:"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something done with a case: `state` and `due_on` are those after it. `details` is a word of
    ours: to whom it was handed, the level of a rating, the number of another case. `sealed` is what
    was said, encrypted; None where nothing was, or it was deleted."""

    id: int
    case_id: int
    at: datetime
    action: CaseAction
    actor: str
    state: CaseState
    due_on: date
    details: str = ""
    sealed: str | None = None

    @property
    def by_resident(self) -> bool:
        """Whether whoever has the slip did it."""
        return self.actor != SYSTEM and not self.actor.startswith(STAFF)


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What the log says of one case: whether there was an answer and none was late, whether the
    resident's own yes stands, how it was rated, how it ended otherwise."""

    answered: bool
    in_time: bool
    solved: bool
    level: int | None
    state: CaseState


def outcome(events: Iterable[CaseEvent]) -> CaseOutcome:
    """What the events of one case, oldest first, come to."""
    answered, in_time, solved, level = False, True, False, None
    state, due_on = CaseState.RECEIVED, None
    for one in events:
        if one.action in ANSWERS:
            answered = True
            # While the resident was asked the deadline waited: it is the one that the answer left.
            limit = one.due_on if state is CaseState.ASKED else due_on
            in_time &= limit is None or one.at.date() <= limit
        elif one.action is CaseAction.SOLVED:
            solved = one.by_resident
        elif one.action is CaseAction.NOT_SOLVED:
            solved = False
        elif one.action is CaseAction.RATE and one.by_resident:
            level = int(one.details)
        state, due_on = one.state, one.due_on
    return CaseOutcome(answered, answered and in_time, solved, level, state)


@dataclass(frozen=True, slots=True)
class WallFigures:
    """Figures of the cases received in a month or of a topic.

    The rates are shares of `received`, out of which nothing the centre does takes a case:
    `in_time` answered, none late; `solved` by the residents' own yes; `content` with it. Beside
    them stand `silent`, `withdrawn`, `duplicate`, and `unsolved`: 解决不了 or 不归这里管.
    `under_way` is the rest.
    """

    received: int = 0
    answered: int = 0
    in_time: int = 0
    solved: int = 0
    content: int = 0
    silent: int = 0
    withdrawn: int = 0
    duplicate: int = 0
    unsolved: int = 0

    @property
    def under_way(self) -> int:
        """How many are still to come to an end."""
        return (self.received - self.solved - self.silent - self.withdrawn - self.duplicate
                - self.unsolved)

    def share(self, count: int) -> int | None:
        """Percent of what was received, rounded down; None where nothing was."""
        return count * 100 // self.received if self.received else None


def tally(outcomes: Iterable[CaseOutcome]) -> WallFigures:
    """The figures of some cases."""
    found: Counter[str] = Counter()
    for one in outcomes:
        found["received"] += 1
        found["answered"] += one.answered
        found["in_time"] += one.in_time
        found["solved"] += one.solved
        found["content"] += one.level is not None and one.level >= CONTENT_FROM
        if not one.solved and one.state in _APART:
            found[_APART[one.state]] += 1
    return WallFigures(**found)


_APART: Mapping[CaseState, str] = {
    CaseState.SILENT: "silent", CaseState.WITHDRAWN: "withdrawn",
    CaseState.DUPLICATE: "duplicate", CaseState.CANNOT_SOLVE: "unsolved",
    CaseState.NOT_OURS: "unsolved",
}
