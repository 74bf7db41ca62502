"""Volunteer help put into the words of one reader: half days, what comes next, the line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.actions.volunteers.results import HelpView, Open
from kiosk.domain.volunteers.half_days import HalfDay
from kiosk.domain.volunteers.help_requests import (
    EXPIRED,
    IDLE_ENDS,
    HelpAction,
    HelpPlace,
    HelpRequest,
)
from kiosk.domain.volunteers.progress import StepState, line_of
from kiosk.wording.dates import day_ahead, written_when
from kiosk.wording.translator import Translator


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the line: `look` is done, now or later; `at` when it was, "" where it was not."""

    look: StepState
    title: str
    chip: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class HelpSaid:
    """Says what there is to say about a request."""

    words: Translator
    now: datetime

    def half(self, half: HalfDay) -> str:
        """今天下午, 明天上午, 星期日上午."""
        part = self.words("help_time.morning" if half.is_morning else "help_time.afternoon")
        day, today = half.begins.date(), self.now.date()
        if day == today:
            return self.words("help_time.half_today", part=part)
        return self.words("help_time.half", day=day_ahead(self.words, day, today), part=part)

    def wanted(self, request: HelpRequest) -> str:
        """When it suits the resident; now where somebody stands in the hall."""
        if request.wanted is None:
            return self.words("help_time.now")
        return self.half(request.wanted)

    def where(self, view: HelpView | Open) -> str:
        """在大厅, or 第一小区 第一网格: never the door."""
        if view.request.place is HelpPlace.HALL:
            return self.words("help_time.hall")
        names = [self.words.text(part.name) for part in (view.estate, view.grid) if part]
        return " · ".join(names)

    def when(self, instant: datetime) -> str:
        """今天 17:00."""
        return written_when(self.words, instant, self.now)

    def helper(self, surname: str | None) -> str:
        """刘师傅."""
        return self.words("help_line.helper", name=surname) if surname else ""

    def title(self, view: HelpView) -> str:
        """The next thing that happens."""
        request = view.request
        meets = self.when(request.meets_at) if request.meets_at else ""
        state = "second" if view.needs_second else request.state
        return self.words(f"help_title.{state}", when=meets, helper=self.helper(view.helper))

    def waited(self, time: timedelta) -> str:
        """等了 18 分钟, 等了 3 小时."""
        minutes = int(time.total_seconds() // 60)
        if minutes < 60:
            return self.words("desk_help.waited_minutes", n=minutes)
        return self.words("desk_help.waited", h=minutes // 60)

    def expired(self, request: HelpRequest) -> str:
        """That it ended because nothing happened to it for long; "" where it did not."""
        if request.reason != EXPIRED:
            return ""
        return self.words("help_line.expired", days=IDLE_ENDS.days)

    def line(self, view: HelpView) -> tuple[Node, ...]:
        """The four nodes: asked, somebody comes, they meet, done."""
        request = view.request
        asked, taken, meets, end = line_of(request.state)
        is_over = end[0] != "done"
        words = view.personal.words[:24] if view.personal else ""
        # Nobody goes alone, so no time is promised before both are there.
        meets_at = None if view.needs_second else request.meets_at
        where = self.words(f"help_line.where_{request.place}") if meets_at else ""
        if view.needs_second:
            where = self.words("help_line.second")
        return (
            self._node(asked, request.asked_at, words),
            self._node(taken, _last(view, HelpAction.CLAIM), self.helper(view.helper)),
            self._node(meets, request.there_at or meets_at, where),
            self._node(end, request.changed_at if is_over else request.left_at,
                       "" if is_over else self.words(f"help_line.done_text_{end[1]}")),
        )

    def _node(self, of: tuple[str, StepState], at: datetime | None, text: str) -> Node:
        kind, look = of
        happened = look in (StepState.DONE, StepState.OVER)
        shows_time = at and (happened or (look is StepState.NOW and kind != "taken"))
        return Node(look, self.words(f"help_line.{kind}"), self.words(f"help_line.chip_{look}"),
                    self.when(at) if at and shows_time else "", text)


def _last(view: HelpView, action: HelpAction) -> datetime | None:
    return next((step.at for step in reversed(view.steps) if step.action is action), None)
