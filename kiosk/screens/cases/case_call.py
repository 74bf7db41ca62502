"""Who comes: somebody would rather say it, and looks here until one of the staff stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from math import ceil

from kiosk.actions.cases import telling
from kiosk.actions.cases.calls import CaseCallView, end_call, follow_call
from kiosk.context import AppContext
from kiosk.domain.cases.calls import CALL_ANSWERED_WITHIN, CaseCall, CaseCallState
from kiosk.screens.cases.calling import call_once
from kiosk.screens.cases.places import CALL, GAP
from kiosk.screens.volunteers.who_panel import WhoPanel  # noqa: F401  named in the .kv
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item, placed

NOBODY = "nobody"
# What whoever called can do then; the last one is the red one.
ACTIONS = {
    "calling": ("no_need", "home"), "coming": ("no_need", "home"),
    "late": ("again", "meet", "write"), NOBODY: ("meet", "write"), "over": ("again", "write"),
}
ICONS = {"calling": "bell-ringing", "coming": "walk", "late": "headset", NOBODY: "headset",
         "over": "circle-x"}
BUTTONS = {"no_need": "circle-x", "home": "home", "again": "bell-ringing", "meet": "users",
           "write": "pencil"}
# So many buttons have room below each other.
ROWS = 3


@dataclass(frozen=True, slots=True)
class CaseCallPage:
    """A call in words; while it `counts`, `share` is how much of the time to answer is left."""

    title: str = ""
    icon: str = ""
    strong: str = ""
    text: str = ""
    counts: bool = False
    share: float = 1.0
    hint: str = ""
    buttons: Sequence[Item] = ()


class CaseCallScreen(KioskScreen):
    """There is no way back into calling: who needs nobody says so, and writes."""

    NAME = "case_call"
    LAYOUTS = CALL
    # Whoever called looks up when somebody stands there, or when it says that nobody comes.
    STAY = Stay(420, 20)
    CAN_GO_BACK = False

    button_kind = PushButton

    page = view_model(CaseCallPage())

    @classmethod
    def ask(cls, ctx: AppContext, call_id: int, topic_id: str = "",
            listener_id: str = "") -> Answers:
        return {"view": follow_call(ctx, call_id), "can_meet": telling(ctx).next_day is not None,
                "topic_id": topic_id, "listener_id": listener_id}

    def show(self, view: CaseCallView, topic_id: str = "", listener_id: str = "", *,
             can_meet: bool = False) -> None:
        words, self._view, self._can_meet = self.words, view, can_meet
        self._chosen = (topic_id, listener_id)
        self._stands = stands = NOBODY if view.call is None else str(view.call.state(view.now))
        hint = words(f"case_call.hint_{stands}")
        if view.phone and stands in (CaseCallState.LATE, NOBODY):
            hint = f"{hint}\n{words('case_call.phone', phone=view.phone)}"
        self.page = CaseCallPage(
            title=words(f"case_call.{stands}", by=view.by), icon=ICONS[stands],
            text=words(f"case_call.text_{stands}"), hint=hint, buttons=self._buttons(),
            strong="" if stands == CaseCallState.CALLING
            else words(f"case_call.strong_{stands}", by=view.by),
        )
        if view.call is not None and stands == CaseCallState.CALLING:
            self._count(view.call, view.now)

    def _count(self, call: CaseCall, now: datetime) -> None:
        """How much is left of the time within which somebody answers."""
        left = call.called_at + CALL_ANSWERED_WITHIN - now
        seconds = min(max(ceil(left / timedelta(seconds=1)), 0), CALL_ANSWERED_WITHIN.seconds)
        self.page = replace(
            self.page, counts=True, share=seconds / CALL_ANSWERED_WITHIN.seconds,
            strong=self.words("case_call.time_left", m=seconds // 60, s=f"{seconds % 60:02}"))

    def _buttons(self) -> Sequence[Item]:
        actions = [one for one in ACTIONS[self._stands] if one != "meet" or self._can_meet]
        rows = list(self.box("buttons").rows(ROWS, GAP))[-len(actions):]
        return placed((
            {"icon": BUTTONS[action], "text": self.words(f"case_call.do_{action}"),
             "value": action, "kind": "primary" if action == actions[-1] else "normal",
             "role": "primary" if action == actions[-1] else "button"}
            for action in actions
        ), rows)

    def tick(self, now: datetime) -> None:
        # That nobody answered, or has not come, is no news of the centre's: only time has passed.
        call = self._view.call
        if call is None:
            return
        if str(call.state(now)) != self._stands:
            self.show(replace(self._view, now=now), *self._chosen, can_meet=self._can_meet)
            self.ui.reading.tell(self.speech())
        elif self._stands == CaseCallState.CALLING:
            self._count(call, now)

    def speech(self) -> str:
        return self.words("case_call.say", title=self.page.title, text=self.page.text,
                          hint=self.page.hint.partition("\n")[0])

    # ---- what can be done with it

    def do(self, button: PushButton) -> None:
        """A button: `value` is what it does."""
        if button.value == "home":
            self.ui.home()
        elif button.value == "meet":
            self.ui.go("case_meet", button)
        elif button.value == "again":
            call_once(self.ui, button, lambda call_id: self.ui.turn(call_id=call_id), *self._chosen)
        elif button.value == "no_need" and self._view.call is not None:
            self.ui.run(partial(end_call, self.ui.ctx, self._view.call.id),
                        lambda _: self.ui.back(), button, "case_call.not_ended")
        else:
            # What was written and chosen before the call still stands there.
            self.ui.back()
