"""The figures of cases on a day: what was told, answered, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.cases.case_log import CaseEvent
from kiosk.domain.cases.states import ANSWERS, CaseAction
from kiosk.domain.rating import CONTENT_FROM


@dataclass(frozen=True, slots=True)
class CaseDay:
    """Cases told on a day and what was done with cases on it, each as the log has it: `solved` by
    the residents' own yes, `unsolved` 解决不了 or 不归这里管."""

    AREA: ClassVar[str] = "cases"

    told: int = 0
    answers: int = 0
    solved: int = 0
    unsolved: int = 0
    reopened: int = 0
    silent: int = 0
    withdrawn: int = 0
    rated: int = 0
    content: int = 0


def cases_of(events: Iterable[CaseEvent]) -> CaseDay:
    """The figures of a day, from its events."""
    found = dict.fromkeys(CaseDay.__slots__, 0)
    for one in events:
        found["answers"] += one.action in ANSWERS
        if one.action is CaseAction.RATE:
            found["rated"] += 1
            found["content"] += int(one.details) >= CONTENT_FROM
        name = _COUNTED.get(one.action)
        if name and (one.action is not CaseAction.SOLVED or one.by_resident):
            found[name] += 1
    return CaseDay(**found)


_COUNTED = {
    CaseAction.TELL: "told", CaseAction.SOLVED: "solved", CaseAction.NOT_SOLVED: "reopened",
    CaseAction.CANNOT_SOLVE: "unsolved", CaseAction.NOT_OURS: "unsolved",
    CaseAction.LAPSE: "silent", CaseAction.WITHDRAW: "withdrawn",
}
