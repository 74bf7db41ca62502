"""How far a request is, by the number on a slip: what happens next, and nothing personal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.actions.volunteers import progress
from kiosk.actions.volunteers.results import HelpView
from kiosk.context import AppContext
from kiosk.domain.spoken_numbers import spoken_number
from kiosk.domain.volunteers.help_requests import HelpAction, HelpPlace, HelpState
from kiosk.domain.volunteers.progress import StepState, line_of
from kiosk.screens.volunteers.calls import how_it_stands
from kiosk.screens.volunteers.help_widgets import HelpNode
from kiosk.screens.volunteers.places import LINE
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.wording.dates import written_date


@dataclass(frozen=True, slots=True)
class HelpProgressPage:
    """A request in words, step by step."""

    title: str = ""
    about: str = ""
    number: str = ""
    nodes: Sequence[HelpNode] = ()
    hint: str = ""


class HelpProgressScreen(KioskScreen):
    """Anybody may have the number: by it one reads, and does nothing."""

    NAME = "help_progress"
    LAYOUTS = LINE

    page = view_model(HelpProgressPage())

    @classmethod
    def ask(cls, ctx: AppContext, number: int) -> Answers:
        return {"view": progress(ctx, number)}

    def show(self, view: HelpView) -> None:
        words, request = self.words, view.request
        self._now, self._helper = view.now, (
            words("help_line.helper", name=view.helper) if view.helper else ""
        )
        self.page = HelpProgressPage(
            title=words(_title_of(view), helper=self._helper, when=""),
            about=self.text(view.kind.title), number=str(request.number),
            nodes=[self._node(view, kind, look) for kind, look in line_of(request.state)],
            hint=words("help.hint_number" if request.is_live else "help.hint_done"),
        )

    def _node(self, view: HelpView, kind: str, look: StepState) -> HelpNode:
        words, request, text = self.words, view.request, ""
        if kind == "taken" and look is StepState.DONE and self._helper:
            text = self._helper if self.mode.big else words("help.helper", helper=self._helper)
        elif kind == "done":
            text = words(f"help_line.done_text_{look}")
        is_met = kind == "there" or look is StepState.DONE
        title = f"help_line.{kind}"
        if kind in ("meets", "there"):
            title = "help.comes" if request.is_call else (
                "help_line.there" if is_met else "help_line.meets")
        # Of what has ended nothing is still to come.
        chip = words(f"help_line.chip_{look}") if (
            request.is_live or look in (StepState.DONE, StepState.OVER)) else ""
        at = _when(view, kind) if look is StepState.DONE else None
        return HelpNode(look, words(title), chip, text, self._written(at))

    def _written(self, at: datetime | None) -> str:
        if at is None:
            return ""
        if at.date() == self._now.date():
            return self.time(at)
        return f"{written_date(self.words, at)} {self.time(at)}"

    def speech(self) -> str:
        page = self.page
        return self.words("help.say_progress", title=page.title, hint=page.hint,
                          number=spoken_number(page.number, self.mode.language))


def _when(view: HelpView, kind: str) -> datetime | None:
    """When that happened. When somebody was at a home nobody reads by a number."""
    request = view.request
    if kind == "asked":
        return request.asked_at
    if kind == "taken":
        claims = [step.at for step in view.steps if step.action is HelpAction.CLAIM]
        return claims[-1] if claims else None
    return request.there_at if kind == "meets" and request.place is HelpPlace.HALL else None


def _title_of(view: HelpView) -> str:
    """The key of what happens next."""
    state = view.request.state
    if view.request.is_call:
        return f"help_call.{how_it_stands(view)}"
    if view.needs_second:
        return "help_title.second"
    # When two meet is theirs: by a number alone nobody reads it.
    return "help.arranged" if state is HelpState.ARRANGED else f"help_title.{state}"
