"""Who comes: somebody in the hall has called, and looks here until a volunteer stands there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from math import ceil

from kiosk.actions.volunteers import confirm, follow, help_now, not_yet, withdraw
from kiosk.actions.volunteers.results import HelpView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.spoken_numbers import spoken_number
from kiosk.domain.volunteers.help_requests import ANSWERED_WITHIN, HelpAction
from kiosk.screens.home.ask_staff import ask_staff
from kiosk.screens.volunteers.calls import how_it_stands
from kiosk.screens.volunteers.places import CALL, GAP
from kiosk.screens.volunteers.who_panel import WhoPanel  # noqa: F401  named in the .kv
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.overlays import Answer
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.ui.widgets.ticket_card import TicketFact

# How a call stands, and what whoever called can do then; the last one is the red one.
ACTIONS = {
    "calling": ("withdraw", "home"), "late": ("withdraw", "leave_phone", "staff"),
    "coming": ("withdraw", "home"), "there": ("confirm",), "left": ("not_yet", "confirm"),
    "done": ("home",), "unmet": ("leave_phone", "staff"), "withdrawn": ("home",),
}
ICONS = {
    "calling": "bell-ringing", "late": "headset", "coming": "user-heart", "there": "user-heart",
    "left": "heart-handshake", "done": "check", "unmet": "headset", "withdrawn": "circle-x",
}
# Nobody came: what is to be done now comes first.
LATE = ("late", "unmet")
BUTTONS = {
    "withdraw": "circle-x", "home": "home", "leave_phone": "qrcode", "staff": "headset",
    "confirm": "check", "not_yet": "refresh",
}


@dataclass(frozen=True, slots=True)
class HelpCallPage:
    """A call in words; while it `counts`, `share` is how much of the time to answer is left."""

    title: str = ""
    about: str = ""
    number: str = ""
    facts: Sequence[TicketFact] = ()
    icon: str = ""
    strong: str = ""
    text: str = ""
    counts: bool = False
    share: float = 1.0
    hint: str = ""
    buttons: Sequence[Item] = ()


class HelpCallScreen(KioskScreen):
    """There is no way back into calling: who does not need anybody says so, and is at home."""

    NAME = "help_call"
    LAYOUTS = CALL
    # Whoever called sits down and looks up: the answer, or that there is none, is still there.
    STAY = Stay(360, 20)
    CAN_GO_BACK = False

    button_kind = PushButton

    page = view_model(HelpCallPage())

    @classmethod
    def ask(cls, ctx: AppContext, code: str) -> Answers:
        return {"view": follow(ctx, code), "phone": help_now(ctx).centre_phone}

    def show(self, view: HelpView, phone: str = "") -> None:
        self._view, self._phone, words, request = view, phone, self.words, view.request
        self._stands = stands = how_it_stands(view)
        helper = words("help_line.helper", name=view.helper) if view.helper else ""
        hint = self._hint()
        if phone and stands in LATE:
            hint = f"{hint}\n{words('help_call.phone', phone=phone)}"
        self.page = HelpCallPage(
            title=words(f"help_call.{stands}", helper=helper), about=self.text(view.kind.title),
            number=str(request.number),
            facts=(
                TicketFact(words("help_call.since"), self.time(request.asked_at)),
                TicketFact(words("help_call.place"), words("help_call.hall")),
            ),
            icon=ICONS[stands], text=words(f"help_call.text_{stands}"), hint=hint,
            buttons=self._buttons(),
        )
        if stands == "calling":
            self._count(view.now)
        else:
            strong = words(f"help_call.strong_{stands}", helper=helper)
            self.page = replace(self.page, strong=strong)

    def _hint(self) -> str:
        name = {"calling": "calling", "coming": "coming", "late": "late", "unmet": "late",
                "done": "over", "withdrawn": "over"}
        return self.words(f"help_call.hint_{name.get(self._stands, 'here')}")

    def _count(self, now: datetime) -> None:
        """How much is left of the time within which somebody answers."""
        left = self._view.request.asked_at + ANSWERED_WITHIN - now
        seconds = min(max(ceil(left / timedelta(seconds=1)), 0), int(ANSWERED_WITHIN.seconds))
        self.page = replace(
            self.page, counts=True, share=seconds / ANSWERED_WITHIN.seconds,
            strong=self.words("help_call.time_left", m=seconds // 60, s=f"{seconds % 60:02}"),
        )

    def _buttons(self) -> Sequence[Item]:
        actions = ACTIONS[self._stands]
        return placed((
            {"icon": BUTTONS[action], "text": self.words(f"help_call.do_{action}"), "value": action,
             "side": self.box("icon").w, "stacked": self.theme.portrait,
             "kind": "primary" if action == actions[-1] else "normal",
             "role": "primary" if action == actions[-1] and len(actions) < 3 else "button"}
            for action in actions
        ), self.box("buttons").columns(len(actions), GAP))

    def tick(self, now: datetime) -> None:
        # That nobody answered is no news of the centre's: only time has passed.
        if self._stands == "calling":
            self._count(now)
            if self._view.request.unanswered(now):
                self.show(replace(self._view, now=now), self._phone)
                self.ui.reading.tell(self.speech())

    def speech(self) -> str:
        page, hint = self.page, self._hint()
        if self._stands in LATE:
            hint = self.words("help_call.say_late", strong=page.strong, hint=hint)
        return self.words("help.say_progress", title=page.title, hint=hint,
                          number=spoken_number(page.number, self.mode.language))

    # ---- what can be done with it

    def do(self, button: PushButton) -> None:
        """A button: `value` is what it does."""
        if button.value == "home":
            self.ui.home()
        elif button.value == "staff":
            self.ui.ask(ask_staff(self.words, (), self.ui.close))
        elif button.value == "leave_phone":
            # Who calls once more calls anew where this call has ended.
            after = "" if self._view.request.is_live else self._view.request.code
            self.ui.go("help_code", button, kind_id=self._view.kind.id, after=after)
        elif button.value == "withdraw":
            self._ask_withdraw()
        else:
            action = confirm if HelpAction(button.value) is HelpAction.CONFIRM else not_yet
            self._run(action, self._answered, button)

    def _ask_withdraw(self) -> None:
        """不用了 asks first; that somebody comes is the safe answer."""
        words = self.words
        self.ask_first(
            words("help_call.withdraw_title"), words("help_call.withdraw_text"),
            Answer(words("help_call.do_withdraw"), self.withdraw, "x"),
            words("help_call.withdraw_no"),
        )

    def withdraw(self) -> None:
        """不用了, after the question."""
        self._run(withdraw, self._withdrawn)

    def _run(
        self, action: Callable[[AppContext, str], HelpView], done: Callable[[HelpView], None],
        button: PushButton | None = None,
    ) -> None:
        what = partial(action, self.ui.ctx, self._view.request.code)
        self.ui.run(partial(or_refusal, what), partial(self._after, done), button,
                       "help.not_done")

    def _after(self, done: Callable[[HelpView], None], answer: HelpView | Refusal) -> None:
        if isinstance(answer, Refusal):
            # Somebody else was faster: how it stands now says more than that it did not count.
            self.ui.turn()
            self.toast_refusal(answer)
        else:
            done(answer)

    def _answered(self, view: HelpView) -> None:
        self.show(view, self._phone)
        self.ui.reading.tell(self.page.title)

    def _withdrawn(self, _view: HelpView) -> None:
        self.end(self.words("help_call.no_more"))
