"""The story goes on at the phone: its code, with what was written so far behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.screens.cases.case_widgets import NextSteps  # noqa: F401  named in the .kv
from kiosk.screens.cases.places import PHONE
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import KioskScreen, view_model

STEPS = ("scan", "write", "keep")


@dataclass(frozen=True, slots=True)
class CasePhonePage:
    """The code's address and the host that stands below it; "" while there is no network."""

    url: str = ""
    host: str = ""


class CasePhoneScreen(KioskScreen):
    """返回 leads to the keys again: what was written is still there."""

    NAME = "case_phone"
    LAYOUTS = PHONE
    STAY = Stay(90, 20)

    page = view_model(CasePhonePage())

    def show(self, url: str) -> None:
        self.page = CasePhonePage(url, urlsplit(url).netloc)

    def leave(self) -> None:
        self.page = CasePhonePage()

    @property
    def steps(self) -> Sequence[tuple[str, str]]:
        """What is done at the phone."""
        return [(self.words(f"case_phone.step_{one}"), self.words(f"case_phone.hint_{one}"))
                for one in STEPS]

    def speech(self) -> str:
        return self.words("case_phone.say" if self.page.url else "case_phone.say_offline")
