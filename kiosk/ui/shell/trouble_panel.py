"""Trouble: what happened, whether the act counted, and what to do, on a panel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import structlog

from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.ui.shell.overlays import Answer, ErrorPanel
from kiosk.ui.widgets.kiosk_widget import WidgetContext
from kiosk.wording.refused import refusal_said

T = TypeVar("T")


def trouble_panel(
    around: WidgetContext, trouble: Exception, *, now: datetime, not_done: str,
    again: Callable[[], None], home: Callable[[], None],
) -> ErrorPanel:
    """The panel for an action that failed. What no person caused is written to the log.

    `not_done` is the key of the sentence about whether the act counted, where that is known;
    `again` does the very same action once more, with its key.
    """
    words = around.words
    homewards = Answer(words("trouble.home"), home, "home")
    if isinstance(trouble, Refusal) and words.has(f"refusals.{trouble.code}"):
        said = refusal_said(words, trouble, now)
        return ErrorPanel(
            around, icon="message-2", title=words("trouble.refused"), text=said,
            answers=(homewards,),
        )
    kind = "storage" if isinstance(trouble, StorageDown) else "fault"
    if isinstance(trouble, StorageDown) and trouble.unsure:
        not_done = "trouble.unsure"
    if kind == "fault":
        structlog.get_logger().error("action_failed", exc_info=trouble)
    return ErrorPanel(
        around, title=words(f"trouble.{kind}"), text=words(not_done),
        answers=(homewards, Answer(words("trouble.again"), again, "refresh")),
    )


def or_refusal(action: Callable[[], T]) -> T | Refusal:
    """What an action answers, or why it refuses: for a page that says so in its own place."""
    try:
        return action()
    except Refusal as refusal:
        return refusal


def out_of_service_panel(around: WidgetContext) -> ErrorPanel:
    """Nothing was ever read: the touch screen waits for its centre, by itself."""
    words = around.words
    return ErrorPanel(
        around, icon="tool", title=words("trouble.out_of_service"),
        text=words("trouble.out_of_service_text"),
    )
