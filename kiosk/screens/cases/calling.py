"""Calling somebody over who writes it down, from whatever page of the telling."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.actions.cases.calls import CaseCallView, call_over
from kiosk.domain.refusals import Refusal
from kiosk.screens.cases.story import CALLED
from kiosk.ui.navigation.screen import TouchScreen
from kiosk.ui.shell.trouble_panel import or_refusal
from kiosk.ui.widgets.tappable import Tappable


def call_staff(ui: TouchScreen, button: Tappable, topic_id: str = "",
               listener_id: str = "") -> None:
    """Calls somebody, and goes where one sees who comes, or that nobody is there."""
    call_once(ui, button, lambda call_id: ui.go(
        "case_call", call_id=call_id, topic_id=topic_id, listener_id=listener_id),
        topic_id, listener_id)


def call_once(ui: TouchScreen, button: Tappable, then: Callable[[int], None],
              topic_id: str = "", listener_id: str = "") -> None:
    """Calls somebody; `then` takes the id of the call, 0 where nobody is there."""
    calls = ui.kept[CALLED] = ui.kept.get(CALLED, 0) + 1
    action = partial(call_over, ui.ctx, ui.key("case_call", calls), topic_id, listener_id)

    def called(answer: CaseCallView | Refusal) -> None:
        then(answer.call.id if isinstance(answer, CaseCallView) and answer.call else 0)

    ui.run(partial(or_refusal, action), called, button, "case_call.not_called")
