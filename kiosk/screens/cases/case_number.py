"""查我的事: the number on a slip, and how far its matter is; a number alone shows nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from kiosk.actions.cases import step_by_number
from kiosk.actions.cases.results import CaseStep
from kiosk.domain.cases.cases import LONGEST_NUMBER
from kiosk.domain.guessing import from_device
from kiosk.domain.refusals import Refusal
from kiosk.screens.cases.places import NUMBER
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import KioskScreen, view_model
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.keypad import with_key
from kiosk.wording.cases import due_day
from kiosk.wording.dates import written_date
from kiosk.wording.spoken import spoken_primary

DIGITS, FOUND = "case_number.digits", "case_number.found"


@dataclass(frozen=True, slots=True)
class CaseNumberPage:
    """What was typed; above it what was found, or what to do without the slip."""

    label: str = ""
    strong: str = ""
    text: str = ""
    digits: str = ""
    note: str = ""
    trouble: str = ""
    may_look: bool = False


class CaseNumberScreen(KioskScreen):
    """A number that is guessed tells a step and nothing personal; guesses are counted."""

    NAME = "case_number"
    LAYOUTS = NUMBER
    STAY = Stay(90, 20)

    page = view_model(CaseNumberPage())

    def show(self, found: CaseStep | None = None) -> None:
        if found is not None:
            self.ui.kept[FOUND] = found
        self._set(self.ui.kept.get(DIGITS, ""))

    def leave(self) -> None:
        if self.is_left:
            self.ui.kept.pop(FOUND, None)
            self._set("")

    def speech(self) -> str:
        if FOUND in self.ui.kept:
            return f"{self.page.strong}。{self.page.text}"
        return self.words("case_number.say",
                          colour=spoken_primary(self.words, self.mode.contrast))

    # ---- what the person does

    def type(self, what: str) -> None:
        """A key: a digit, 重输 or 删除."""
        self.ui.kept.pop(FOUND, None)
        self._set(with_key(self.page.digits, what)[:LONGEST_NUMBER])

    def send(self, button: PushButton) -> None:
        """Shows how far it is; where there is no such number the page says so."""
        ctx = self.ui.ctx
        origin = from_device(ctx.settings.kiosk_name, ctx.settings.kiosk_name)
        look = partial(step_by_number, ctx, self.page.digits, origin)
        self.ui.run(partial(or_refusal, look), self._answered, button)

    def open_wall(self, button: PushButton) -> None:
        """看大家的事."""
        self.ui.go("case_wall", button)

    def _answered(self, answer: CaseStep | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.page = replace(self.page, trouble=self.refusal(answer))
            self.ui.reading.tell(self.page.trouble)
            return
        self.ui.kept[FOUND] = answer
        self._set("")
        self.ui.reading.tell(self.speech())

    def _set(self, digits: str) -> None:
        self.ui.kept.pop(DIGITS, None)
        if digits:
            self.ui.kept[DIGITS] = digits
        words = self.words
        found: CaseStep | None = self.ui.kept.get(FOUND)
        page = CaseNumberPage(
            strong=words("case_number.lost"), text=words("case_number.lost_text"),
            digits=digits, may_look=bool(digits),
            note=words("room_number.typed", n=len(digits)) if digits else "")
        if found is not None:
            since = words("case_number.since", day=written_date(words, found.changed_at, "short"))
            page = replace(
                page, label=found.number, strong=words(f"cases.state_{found.state}"),
                text=since if found.due_on is None else words(
                    "case_number.due", since=since, day=due_day(words, found.due_on)))
        self.page = page
