"""How far a request is: who comes, or that nobody answered; and whether it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from kivy.properties import BooleanProperty, ListProperty, StringProperty

from kiosk.actions.volunteers import confirm, follow, not_yet, progress, withdraw
from kiosk.actions.volunteers.answers import HelpView
from kiosk.domain.help_line import line_of
from kiosk.domain.speech import spoken_number
from kiosk.domain.volunteers import Deed, HelpState
from kiosk.glass.buttons import PushButton
from kiosk.glass.help_pieces import HelpNode
from kiosk.glass.idle import Stay
from kiosk.glass.screen import KioskScreen
from kiosk.lobby import Lobby
from kiosk.screens import help_samples
from kiosk.screens.volunteers.places import LINE

# What the resident may do on the glass, most wanted first: its icon and its deed.
DEEDS: dict[Deed, tuple[str, Callable[[Lobby, str], HelpView]]] = {
    Deed.CONFIRM: ("check", confirm),
    Deed.NOT_YET: ("refresh", not_yet),
    Deed.WITHDRAW: ("circle-x", withdraw),
}


class HelpProgressScreen(KioskScreen):
    """Whoever called from here may also answer here; by a number alone one only reads."""

    NAME = "help_progress"
    LAYOUTS = LINE
    # Whoever called sits down and looks up: the answer, or that there is none, is still there.
    STAY = Stay(360, 20)

    title = StringProperty()
    about = StringProperty()
    label = StringProperty()
    number = StringProperty()
    nodes = ListProperty()
    hint = StringProperty()
    left_deed = StringProperty()
    left_icon = StringProperty()
    left_text = StringProperty()
    main_icon = StringProperty()
    main_text = StringProperty()
    is_question = BooleanProperty(False)

    @classmethod
    def ask(cls, lobby: Lobby, code: str = "", number: int = 0) -> dict[str, Any]:
        return {"view": follow(lobby, code) if code else progress(lobby, number),
                "mine": bool(code)}

    def show(self, view: HelpView, mine: bool = True) -> None:
        """`mine`: somebody stands here who asked here."""
        self._view, self._mine, words, request = view, mine, self.words, view.request
        helper = words("help_line.helper", name=view.helper) if view.helper else ""
        self.title = self._title(view, helper)
        self.about = self.text(view.kind.title)
        self.label, self.number = words("help.number"), str(request.number)
        self.nodes = [
            HelpNode(look, words("help.comes" if request.is_call and kind == "meets"
                                 else f"help_line.{kind}"), words(f"help_line.chip_{look}"),
                     helper if kind == "taken" and look == "done" else "")
            for kind, look in line_of(request.state)
        ]
        self.hint = self._hint(view)
        deeds = [deed for deed in DEEDS if deed in view.may] if mine else []
        self.is_question = Deed.CONFIRM in deeds
        main = deeds[0] if self.is_question else None
        others = [deed for deed in deeds if deed is not main]
        self.main_icon = DEEDS[main][0] if main else "home"
        self.main_text = words(f"help.deed_{main}" if main else "help.done")
        self.left_deed = others[0] if others else ""
        self.left_icon = DEEDS[others[0]][0] if others else ""
        self.left_text = words(f"help.deed_{others[0]}") if others else ""

    def tick(self, now: datetime) -> None:
        # That nobody answered is no news of the house's: only time has passed.
        if self._view.request.unanswered(now) and not self._view.unanswered:
            self.show(replace(self._view, now=now), self._mine)
            self.glass.reading.tell(f"{self.title}。{self.hint}")

    def _title(self, view: HelpView, helper: str) -> str:
        request = view.request
        if request.is_call and request.is_live:
            if view.unanswered:
                return self.words("help.unanswered")
            if request.state is HelpState.SENT:
                return self.words("help.calling")
            if request.state is HelpState.CLAIMED:
                return self.words("help.coming", helper=helper)
        # When two meet is theirs: by a number alone nobody reads it.
        key = "help.arranged" if request.state is HelpState.ARRANGED else (
            f"help_title.{request.state}")
        return self.words(key, helper=helper, when="")

    def _hint(self, view: HelpView) -> str:
        words, request = self.words, view.request
        if request.is_call and request.state in (HelpState.SENT, HelpState.UNMET):
            late = view.unanswered or request.state is HelpState.UNMET
            return words("help.hint_late" if late else "help.hint_calling")
        return words("help.hint_done" if not request.is_live else "help.hint_number")

    def speech(self) -> str:
        return self.words("help.say_progress", title=self.title, hint=self.hint,
                          number=spoken_number(self.number, self.mode.language))

    def main_deed(self, button: PushButton) -> None:
        """帮好了, or 好了，回首页."""
        if self.is_question:
            self._do(Deed.CONFIRM, button)
        else:
            self.glass.home()

    def other_deed(self, button: PushButton) -> None:
        """还没好, or 不用了."""
        self._do(Deed(self.left_deed), button)

    def _do(self, deed: Deed, button: PushButton) -> None:
        _, done = DEEDS[deed]
        self.glass.run(partial(done, self.glass.lobby, self._view.request.code), self._answered,
                       button, "help.not_done")

    def _answered(self, view: HelpView) -> None:
        self.show(view)
        self.glass.toast(self.title)

    @classmethod
    def samples(cls) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, view in help_samples.REQUESTS.items():
            yield name, {"view": view}
        yield "by_number", {"view": help_samples.REQUESTS["arranged"], "mine": False}
