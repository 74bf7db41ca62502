"""Screen 09, a kind of help: the code to ask by phone, or somebody to come over now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from kiosk.actions.volunteers import (
    call_over,
    hand_over,
    help_now,
    is_handed_over,
    print_code,
    print_number,
)
from kiosk.actions.volunteers.results import HelpNow, HelpView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import HAND_OVER_LASTS
from kiosk.screens.home.ask_staff import ask_staff
from kiosk.screens.volunteers.help_widgets import (
    ArchSteps,  # noqa: F401  named in the .kv
    duty_chip,
)
from kiosk.screens.volunteers.places import CODE
from kiosk.ui.drawing.fitted_text import one_line_role, text_width
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.wording.spoken import spoken_primary

HINTS = ("primary_hint", "hint", "label")
STEPS = (("qrcode", "scan"), ("phone", "call"), ("heart-handshake", "meet"))
# A code is drawn anew so long before it is over, and whoever scanned the last one can still ask.
FRESH_FOR = HAND_OVER_LASTS / 2


@dataclass(frozen=True, slots=True)
class HelpCodePage:
    """A kind of help, its code, and what else can be done: `main` calls somebody over, or where
    none can be called says where to ask."""

    title: str = ""
    about: str = ""
    chip: Chip = BLANK
    steps: Sequence[tuple[str, str, str]] = ()
    url: str = ""
    free: str = ""
    can_call: bool = True
    can_print: bool = True
    main: str = ""
    main_icon: str = ""
    main_hint: str = ""
    hint_role: str = "primary_hint"


class HelpCodeScreen(KioskScreen):
    """The code is for just this kind of help, good once and for a quarter of an hour."""

    NAME = "help_code"
    LAYOUTS = CODE
    STAY = Stay(90, 20)

    page = view_model(HelpCodePage())

    _address = ""
    _made_at: datetime

    @classmethod
    def ask(cls, ctx: AppContext, kind_id: str, after: str = "") -> Answers:
        help_ = help_now(ctx)
        help_.book.kind(kind_id)
        return {"help": help_, "kind_id": kind_id, "after": after,
                "prints": ctx.settings.printer != "none"}

    def show(
        self, help: HelpNow, kind_id: str, after: str = "",  # noqa: A002  # the answer's name
        prints: bool = True,
    ) -> None:
        """`prints`: the kiosk has a printer. `after` is the call that ended unanswered: a call
        after it is another one."""
        words, kind = self.words, help.book.kind(kind_id)
        self._kind_id, self._phone, self._after = kind_id, help.centre_phone, after
        self._prints, can_call = prints, help.on_duty > 0
        hint = words("help.call_hint" if can_call else "help.ask_staff_hint")
        room = self.box("main").w - 40
        role = one_line_role(self.theme, hint, room, HINTS)
        self.page = replace(
            self.page, title=self.text(kind.title), about=self.text(kind.about),
            chip=duty_chip(words, help.on_duty, "help.chip_on_duty"), can_call=can_call,
            steps=[(icon, words(f"help.step_{name}"), words(f"help.step_{name}_hint"))
                   for icon, name in STEPS],
            main=words("help.call" if can_call else "help.ask_staff"),
            main_icon="bell-ringing" if can_call else "headset",
            # Where it does not fit in a line, the steps above have said as much.
            main_hint=hint if text_width(self.theme, hint, role) <= room else "", hint_role=role,
        )
        self._show_code()
        if self.page.url:
            self.ui.quietly(
                partial(is_handed_over, self.ui.ctx, _token(self.page.url)), self._handed_over
            )

    def tick(self, now: datetime) -> None:
        self._show_code()

    def leave(self) -> None:
        # Whoever comes next gets a code of their own.
        self._forget_code()

    def speech(self) -> str:
        page = self.page
        key = "say_code" if page.can_call else "say_code_alone"
        if not page.url:
            key += "_offline"
        return self.words(f"help.{key}", title=page.title,
                          colour=spoken_primary(self.words, self.mode.contrast))

    def main_action(self, button: PushButton) -> None:
        """没带手机，请志愿者过来; while nobody is on duty, where to ask."""
        if not self.page.can_call:
            self.ui.ask(ask_staff(self.words, (), self.ui.close))
            return
        ctx = self.ui.ctx
        key = self.ui.key("help", self._kind_id, self._after)
        call = partial(or_refusal, partial(call_over, ctx, key, self._kind_id))
        self.ui.run(call, self._called, button, "help.not_called")

    def print(self, button: PushButton) -> None:
        """打印这个码."""
        action = partial(print_code, self.ui.ctx, self.page.url, self._kind_id,
                         self.mode.language)
        self.ui.run(action, self._printed, button)

    def choose_other(self) -> None:
        """换一种帮忙."""
        self.ui.back()

    def _called(self, answer: HelpView | Refusal) -> None:
        if isinstance(answer, Refusal):
            # The last one has just gone: the page tells anew what can be done.
            self.ui.turn()
            self.toast_refusal(answer)
            return
        ctx, language = self.ui.ctx, self.mode.language
        self.ui.quietly(partial(print_number, ctx, answer, language), self._slip_out)
        self.ui.arrive("help_call", {"view": answer, "phone": self._phone},
                          code=answer.request.code)

    def _slip_out(self, trouble: object) -> None:
        if trouble is None:
            self.ui.toast(self.words("help.slip_out"))

    def _printed(self, trouble: object) -> None:
        if trouble is None:
            self.ui.toast(self.words("help.printed"))
        else:
            self.ui.toast(self.words("help.not_printed"), "printer-off", "bad")

    def _handed_over(self, is_used: bool) -> None:
        """The phone has asked: the touch screen says so, and has a new code for the next one."""
        if is_used:
            self.ui.toast(self.words("help.received"))
            self._forget_code()
            self._show_code()

    def _forget_code(self) -> None:
        self.page = replace(self.page, url="")

    def _show_code(self) -> None:
        ctx, url = self.ui.ctx, self.page.url
        now, address = ctx.clock(), ctx.settings.public_url
        old = not url or now - self._made_at > FRESH_FOR or now < self._made_at
        if old or address != self._address:
            self._made_at, self._address = now, address
            url = hand_over(ctx, self._kind_id)
        self.page = replace(
            self.page, url=url, can_print=self._prints and bool(url),
            free=self.words("help.scan_hint", host=urlsplit(address).netloc),
        )


def _token(url: str) -> str:
    return url.partition("?k=")[2]


