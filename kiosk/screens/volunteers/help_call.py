"""Who comes: somebody in the hall has called, and looks here until a volunteer stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from math import ceil

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

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
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item
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


class HelpCallScreen(KioskScreen):
    """There is no way back into calling: who does not need anybody says so, and is at home."""

    NAME = "help_call"
    LAYOUTS = CALL
    # Whoever called sits down and looks up: the answer, or that there is none, is still there.
    STAY = Stay(360, 20)
    CAN_GO_BACK = False

    button_kind = PushButton

    title = StringProperty()
    about = StringProperty()
    number = StringProperty()
    facts: ListProperty[TicketFact] = ListProperty()
    sideways = BooleanProperty(False)
    tear = NumericProperty(0.0)
    icon = StringProperty()
    strong = StringProperty()
    text_below = StringProperty()
    counts = BooleanProperty(False)
    share = NumericProperty(1.0)
    hint = StringProperty()
    buttons: ListProperty[Item] = ListProperty()
    button_boxes: ListProperty[Rect] = ListProperty()

    @classmethod
    def ask(cls, ctx: AppContext, code: str) -> Answers:
        return {"view": follow(ctx, code), "phone": help_now(ctx).centre_phone}

    def show(self, view: HelpView, phone: str = "") -> None:
        self._view, self._phone, words, request = view, phone, self.words, view.request
        self._stands = how_it_stands(view)
        helper = words("help_line.helper", name=view.helper) if view.helper else ""
        self.title = words(f"help_call.{self._stands}", helper=helper)
        self.about = self.text(view.kind.title)
        self.number = str(request.number)
        self.sideways, self.tear = not self.theme.portrait, sum(self.box("tear"))
        self.facts = [
            TicketFact(words("help_call.since"), self.time(request.asked_at)),
            TicketFact(words("help_call.place"), words("help_call.hall")),
        ]
        self.icon = ICONS[self._stands]
        self.counts = self._stands == "calling"
        if self.counts:
            self._count(request.asked_at + ANSWERED_WITHIN - view.now)
        else:
            self.strong = words(f"help_call.strong_{self._stands}", helper=helper)
        self.text_below = words(f"help_call.text_{self._stands}")
        self.hint = self._hint()
        if phone and self._stands in LATE:
            self.hint = f"{self.hint}\n{words('help_call.phone', phone=phone)}"
        self._show_buttons()

    def _hint(self) -> str:
        name = {"calling": "calling", "coming": "coming", "late": "late", "unmet": "late",
                "done": "over", "withdrawn": "over"}
        return self.words(f"help_call.hint_{name.get(self._stands, 'here')}")

    def _count(self, left: timedelta) -> None:
        seconds = min(max(ceil(left / timedelta(seconds=1)), 0), int(ANSWERED_WITHIN.seconds))
        self.share = seconds / ANSWERED_WITHIN.seconds
        self.strong = self.words("help_call.time_left", m=seconds // 60, s=f"{seconds % 60:02}")

    def _show_buttons(self) -> None:
        actions = ACTIONS[self._stands]
        self.button_boxes = list(self.box("buttons").columns(len(actions), GAP))
        self.buttons = [
            {"icon": BUTTONS[action], "text": self.words(f"help_call.do_{action}"), "value": action,
             "side": self.box("icon").w, "stacked": self.theme.portrait,
             "kind": "primary" if action == actions[-1] else "normal",
             "role": "primary" if action == actions[-1] and len(actions) < 3 else "button"}
            for action in actions
        ]

    def tick(self, now: datetime) -> None:
        # That nobody answered is no news of the centre's: only time has passed.
        if self._stands == "calling":
            request = self._view.request
            self._count(request.asked_at + ANSWERED_WITHIN - now)
            if request.unanswered(now):
                self.show(replace(self._view, now=now), self._phone)
                self.glass.reading.tell(self.speech())

    def speech(self) -> str:
        hint = self._hint()
        if self._stands in LATE:
            hint = self.words("help_call.say_late", strong=self.strong, hint=hint)
        return self.words("help.say_progress", title=self.title, hint=hint,
                          number=spoken_number(self.number, self.mode.language))

    # ---- what can be done with it

    def do(self, button: PushButton) -> None:
        """A button: `value` is what it does."""
        if button.value == "home":
            self.glass.home()
        elif button.value == "staff":
            self.glass.ask(ask_staff(self.words, (), self.glass.close))
        elif button.value == "leave_phone":
            # Who calls once more calls anew where this call has ended.
            after = "" if self._view.request.is_live else self._view.request.code
            self.glass.go("help_code", button, kind_id=self._view.kind.id, after=after)
        elif button.value == "withdraw":
            self._ask_withdraw()
        else:
            action = confirm if HelpAction(button.value) is HelpAction.CONFIRM else not_yet
            self._run(action, self._answered, button)

    def _ask_withdraw(self) -> None:
        """不用了 asks first; that somebody comes is the safe answer."""
        words = self.words
        self.glass.ask(Question(
            title=words("help_call.withdraw_title"), text=words("help_call.withdraw_text"),
            answers=(
                Answer(words("help_call.do_withdraw"), self.withdraw, "x"),
                Answer(words("help_call.withdraw_no"), self.glass.close, "check"),
            ),
        ))

    def withdraw(self) -> None:
        """不用了, after the question."""
        self.glass.close()
        self._run(withdraw, self._withdrawn)

    def _run(
        self, action: Callable[[AppContext, str], HelpView], done: Callable[[HelpView], None],
        button: PushButton | None = None,
    ) -> None:
        what = partial(action, self.glass.ctx, self._view.request.code)
        self.glass.run(partial(or_refusal, what), partial(self._after, done), button,
                       "help.not_done")

    def _after(self, done: Callable[[HelpView], None], answer: HelpView | Refusal) -> None:
        if isinstance(answer, Refusal):
            # Somebody else was faster: how it stands now says more than that it did not count.
            self.glass.turn()
            self.glass.toast(self.refusal(answer), "alert-triangle-filled", "bad")
        else:
            done(answer)

    def _answered(self, view: HelpView) -> None:
        self.show(view, self._phone)
        self.glass.reading.tell(self.title)

    def _withdrawn(self, _view: HelpView) -> None:
        said = self.words("help_call.no_more")
        # The voice goes with the visit, so it says this before.
        self.glass.reading.add(said)
        self.glass.home()
        self.glass.toast(said)
