"""查进度: the number on a slip, to see how far a request for help is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from kiosk.actions.volunteers import progress
from kiosk.actions.volunteers.results import HelpView
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import NUMBERS
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import KioskScreen, view_model
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.keypad import with_key
from kiosk.wording.spoken import spoken_primary

PORTRAIT = {
    "title": (48, 150, 984, 142),
    "panel": (48, 320, 984, 284),
    "field": (48, 640, 984, 150),
    "keys": (48, 814, 984, 700),
    "done": (48, 1538, 984, 176),
    "icon": (0, 0, 60, 60),
}
LANDSCAPE = {
    "title": (48, 146, 852, 142),
    "panel": (924, 146, 948, 204),
    "field": (48, 364, 852, 180),
    "keys": (924, 364, 948, 556),
    "done": (48, 750, 852, 170),
    "icon": (0, 0, 60, 60),
}
LAYOUTS = {
    "portrait": PORTRAIT, "landscape": LANDSCAPE,
    "big_portrait": PORTRAIT | {"title": (48, 166, 984, 110), "panel": (48, 292, 984, 324)},
    "big_landscape": LANDSCAPE | {"title": (48, 150, 852, 190)},
}
DIGITS = "help_number.digits"
WHOLE = len(str(NUMBERS[0]))


@dataclass(frozen=True, slots=True)
class HelpNumberPage:
    """What was typed, and what is said of it."""

    digits: str = ""
    note: str = ""
    trouble: str = ""
    is_whole: bool = False


class HelpNumberScreen(KioskScreen):
    """What is shown by a number names nobody, so a number that is guessed tells nothing."""

    NAME = "help_number"
    LAYOUTS = LAYOUTS
    STAY = Stay(120, 20)

    page = view_model(HelpNumberPage())

    def show(self) -> None:
        self._set(self.ui.kept.get(DIGITS, ""))

    def leave(self) -> None:
        if self.is_left:
            self._set("")

    def speech(self) -> str:
        return self.words("help.say_number",
                          colour=spoken_primary(self.words, self.mode.contrast))

    def type(self, what: str) -> None:
        """A key: a digit, 重输 or 删除."""
        self._set(with_key(self.page.digits, what)[:WHOLE])

    def send(self, button: PushButton) -> None:
        """Shows how far it is; where there is no such number the page says so."""
        if self.page.is_whole:
            action = partial(progress, self.ui.ctx, int(self.page.digits))
            self.ui.run(partial(or_refusal, action), self._answered, button)

    def _answered(self, answer: HelpView | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.page = replace(self.page, trouble=self.words("help.no_number"))
            self.ui.reading.tell(self.page.trouble)
            return
        number = answer.request.number
        self._set("")
        self.ui.go("help_progress", number=number)

    def _set(self, digits: str) -> None:
        self.ui.kept.pop(DIGITS, None)
        if digits:
            self.ui.kept[DIGITS] = digits
        missing = WHOLE - len(digits)
        note = self.words("help.short", n=missing) if missing else ""
        self.page = HelpNumberPage(digits, note, is_whole=not missing)
