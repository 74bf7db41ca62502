"""Asking a person: the way out of every page, to where somebody can help."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.screens.content.service_status import written_counters
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.wording.translator import Translator


def ask_staff(words: Translator, counters: Sequence[int], close: Callable[[], None]) -> Question:
    """问工作人员: where somebody can be asked, without a number. Without `counters`, any one."""
    where = (
        words("ask_staff.counter", counter=written_counters(words, counters))
        if counters else words("ask_staff.any_counter")
    )
    return Question(
        title=words("ask_staff.title"), text=where, icon="headset",
        answers=(Answer(words("ask_staff.close"), close, "check"),),
    )
