"""What may be the same matter, before it is told once more: topic, place and step, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kiosk.actions.cases import alike
from kiosk.actions.cases.results import PublicCase
from kiosk.context import AppContext
from kiosk.screens.cases.case_widgets import TellingSteps  # noqa: F401  named in the .kv
from kiosk.screens.cases.listening import STEPS, steps_said
from kiosk.screens.cases.places import GAP, PLACE
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.ui.widgets.tiles import ChoiceRow
from kiosk.wording.dates import written_date

SHOWN = 3


@dataclass(frozen=True, slots=True)
class CaseAlikePage:
    """The matters it may be the same as."""

    steps: Sequence[str] = ()
    rows: Sequence[Item] = ()


class CaseAlikeScreen(KioskScreen):
    """A tap shows how far that one is; the red button tells this one all the same."""

    NAME = "case_alike"
    LAYOUTS = PLACE
    STAY = Stay(90, 20)

    row_kind = ChoiceRow
    step = STEPS.index("write")

    page = view_model(CaseAlikePage())

    @classmethod
    def ask(cls, ctx: AppContext, told: Mapping[str, Any]) -> Answers:
        return {"found": alike(ctx, told["topic_id"], told["estate_id"]), "told": told}

    def show(self, found: Sequence[PublicCase], told: Mapping[str, Any]) -> None:
        """`told` is what was chosen of the matter that is being told."""
        self._told = told
        box = self.box("rows")
        places = box.rows(SHOWN, GAP) if self.theme.portrait else box.grid(2, 2, GAP)
        self.page = CaseAlikePage(
            steps_said(self.words), placed(map(self._row, found[:SHOWN]), places))

    def _row(self, one: PublicCase) -> Item:
        words = self.words
        place = self.text(one.estate.name) if one.estate else ""
        hint = words("case_alike.hint_short" if self.mode.big else "case_alike.hint", place=place,
                     day=written_date(words, one.received_at, "short"),
                     state=words(f"cases.state_{one.state}"))
        return {"icon": one.topic.icon, "title": one.number, "value": one, "say": one.number,
                "hint": hint}

    def speech(self) -> str:
        return self.words("case_alike.say")

    def choose(self, row: ChoiceRow) -> None:
        """It may be that one: its number is enough to see how far it is."""
        words = self.words
        one = row.value
        self.ui.ask(Question(
            words("case_alike.same_title", number=one.number),
            words("case_alike.same_text", state=words(f"cases.state_{one.state}")),
            (Answer(words("case_alike.same"), partial(self.end, words(
                "case_alike.same_said", number=one.number)), "check"),
             Answer(words("case_alike.go_on"), self._other, "arrow-right")), "search"))

    def go_on(self, button: PushButton) -> None:
        """It is another one."""
        self.ui.go("case_keep", button, **self._told)

    def _other(self) -> None:
        self.ui.close()
        self.ui.go("case_keep", **self._told)
