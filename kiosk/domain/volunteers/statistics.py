"""The figures of volunteer help: what was asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kiosk.domain.volunteers.help_requests import RULES, HelpAction, HelpState


@dataclass(frozen=True, slots=True)
class HelpDay:
    """Requests asked on a day, those that were taken or came to an end on it, and how many of
    those helped said thanks with how many stars together."""

    AREA: ClassVar[str] = "volunteers"

    asked: int = 0
    taken: int = 0
    done: int = 0
    silent: int = 0
    unmet: int = 0
    thanked: int = 0
    stars: int = 0


def help_of(
    asked: int, thanked: tuple[int, int], stories: Iterable[Iterable[tuple[datetime, HelpAction]]],
    begins: datetime, ends: datetime,
) -> HelpDay:
    """What happened in volunteer help in `[begins, ends)`, from the actions of each request."""
    taken, ended = 0, dict.fromkeys((HelpState.DONE, HelpState.SILENT, HelpState.UNMET), 0)
    for story in stories:
        state, claimed = HelpState.ASKED, False
        for at, action in story:
            rule = RULES.get((state, action))
            if rule is None:
                continue
            now = begins <= at < ends
            taken += action is HelpAction.CLAIM and not claimed and now
            claimed = claimed or action is HelpAction.CLAIM
            if now and rule.to is not state and rule.to in ended:
                ended[rule.to] += 1
            state = rule.to
    done, silent, unmet = ended.values()
    return HelpDay(asked, taken, done, silent, unmet, *thanked)
