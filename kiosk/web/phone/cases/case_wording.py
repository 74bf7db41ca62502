"""A case put into the words of its resident: what comes next, the steps, what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.cases.results import CaseLine, CaseStep, CaseView, PublicCase, WallLine
from kiosk.domain.cases.states import CaseAction, CaseState
from kiosk.wording.dates import written_date, written_moment
from kiosk.wording.translator import Translator

# What stands above all else of the page: the latest word of the centre.
WORDS_OF_CENTRE = frozenset({CaseAction.ASK, CaseAction.ANSWER, CaseAction.CANNOT_SOLVE,
                             CaseAction.NOT_OURS})
# How a step looks that brought the case to an end without a yes.
OVER = frozenset({CaseAction.CANNOT_SOLVE, CaseAction.NOT_OURS, CaseAction.DUPLICATE,
                  CaseAction.WITHDRAW, CaseAction.LAPSE, CaseAction.ERASE})
# What happens while the case stands in a state.
NOW: Mapping[CaseState, str] = {
    **dict.fromkeys((CaseState.RECEIVED, CaseState.ASSIGNED, CaseState.IN_WORK), "owed"),
    CaseState.ASKED: "asked", CaseState.ANSWERED: "answered",
}
# Colour and icon of the chip in a state.
CHIPS: Mapping[CaseState, tuple[str, str]] = {
    **dict.fromkeys((CaseState.RECEIVED, CaseState.ASSIGNED, CaseState.IN_WORK, CaseState.ASKED,
                     CaseState.ANSWERED), ("amber", "clock")),
    CaseState.SOLVED: ("green", "circle-check-filled"),
}


@dataclass(frozen=True, slots=True)
class CaseNode:
    """A node of the timeline: `look` is done, over, now or later; `at` when it was, `text` what
    belongs to it, `said` what was said."""

    look: str
    title: str
    chip: str
    at: str
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class CaseSaid:
    """Says what there is to say about a case."""

    words: Translator
    now: datetime

    def day(self, day: date) -> str:
        """10月23日."""
        return written_date(self.words, day, "short")

    def month(self, first: date) -> str:
        """2026年10月."""
        return written_date(self.words, first, "month")

    def moment(self, at: datetime) -> str:
        """10月16日 9:47."""
        return written_moment(self.words, at)

    def title(self, view: CaseView) -> str:
        """The next thing that happens."""
        case = view.case
        is_late = case.is_owed and case.state is not CaseState.ASKED and (
            case.due_on < self.now.date())
        name = "late" if is_late else "today" if case.is_owed and (
            case.due_on == self.now.date() and case.state is not CaseState.ASKED) else case.state
        return self.words(f"phone_case_title.{name}", day=self.day(case.due_on))

    def lead(self, view: CaseView) -> str:
        """修水修电修路，第三小区."""
        topic = self.words.text(view.topic.title)
        if view.estate is None:
            return topic
        return self.words("phone_case.about", topic=topic,
                          estate=self.words.text(view.estate.name))

    def chip(self, view: CaseView) -> tuple[str, str, str]:
        """Colour, word and icon of how it stands."""
        state = view.case.state
        colour, icon = CHIPS.get(state, ("grey", "circle-x"))
        return colour, self.words(f"cases.state_{state}"), icon

    def latest(self, view: CaseView) -> CaseLine | None:
        """The latest word of the centre; None where the resident had the last one, or it was
        deleted."""
        for line in reversed(view.lines):
            if line.action in WORDS_OF_CENTRE and line.said:
                return line
            if line.action is CaseAction.NOT_SOLVED or (
                    line.action is CaseAction.ADD and view.case.is_owed):
                return None
        return None

    def extension(self, view: CaseView) -> CaseLine | None:
        """The extension that still holds: the reason and the day; None where there is none."""
        if not view.case.extended:
            return None
        return next((one for one in reversed(view.lines) if one.action is CaseAction.EXTEND), None)

    def nodes(self, view: CaseView) -> tuple[CaseNode, ...]:
        """What was done, what happens now, and that it ends by the resident's own yes."""
        found = [self._done(view, one) for one in view.lines]
        now = NOW.get(view.case.state)
        if now:
            found.append(self._waits("now", now, view))
            found.append(self._waits("later", "end", view))
        return tuple(found)

    def released(self, one: PublicCase) -> str:
        """第三小区，10月14日，办完了: of a released case."""
        return self.words("phone_case_new.alike_line", day=self.day(one.received_at.date()),
                          state=self.words(f"cases.state_{one.state}"),
                          topic=self.words.text(one.topic.title))

    def wall_line(self, line: WallLine) -> str:
        """第三小区，10月14日."""
        day = self.day(line.day)
        if line.estate is None:
            return day
        return self.words("phone_case.about", topic=self.words.text(line.estate), estate=day)

    def step(self, step: CaseStep) -> str:
        """How far the case of a number is: all that a number alone shows."""
        return self.words(f"cases.state_{step.state}")

    def _done(self, view: CaseView, line: CaseLine) -> CaseNode:
        action = line.action
        to = self.words.text(line.to) if line.to else ""
        name = "assign_to" if to and action is CaseAction.ASSIGN else (
            "add_picture" if action is CaseAction.ADD and not line.said else action)
        title = self.words(f"phone_case_line.{name}", to=to)
        is_over = action in OVER
        chip = self.words("phone_case_line.chip_over" if is_over else "phone_case_line.chip_done")
        return CaseNode("over" if is_over else "done", title, chip, self.moment(line.at),
                        self._beside(view, line),
                        "" if action is CaseAction.TELL else line.said or "")

    def _beside(self, view: CaseView, line: CaseLine) -> str:
        if line.action is CaseAction.TELL and not view.has_contact and view.text is not None:
            return self.words("phone_case_line.no_name")
        if line.action in (CaseAction.EXTEND, CaseAction.NOT_SOLVED):
            return self.words("phone_case_line.until", day=self.day(line.day))
        if line.action is CaseAction.RATE:
            return self.words(f"rating.level_{line.details}")
        return ""

    def _waits(self, look: str, name: str, view: CaseView) -> CaseNode:
        case = view.case
        return CaseNode(look, self.words(f"phone_case_line.{name}"),
                        self.words(f"phone_case_line.chip_{name}"), "",
                        self.words(f"phone_case_line.{name}_text", day=self.day(case.due_on)), "")
