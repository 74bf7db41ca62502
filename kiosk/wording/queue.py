"""Queue: counters and waits in words."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.queue.expected_wait import WaitRange
from kiosk.wording.translator import Translator


def listed_counters(words: Translator, numbers: Sequence[int]) -> str:
    """2 号窗口, or 1、2 号窗口."""
    said = words("dates.and").join(map(str, numbers))
    return words("counters.one" if len(numbers) == 1 else "counters.more", n=said)


def wait_figure(wait: WaitRange) -> str:
    """The minutes of a wait: 10–15, or the most it will be."""
    return f"{wait.low}–{wait.high}" if 0 < wait.low < wait.high else str(wait.high)


def wait_unit(words: Translator, wait: WaitRange) -> str:
    """What stands behind the figure: 分钟, 分钟以内."""
    return words("wait.minutes" if wait.low else "wait.at_most")


def written_wait(words: Translator, wait: WaitRange | None) -> str:
    """约 10–15 分钟; nothing where there is nothing to go by."""
    if wait is None:
        return ""
    return words("wait.about" if wait.low else "wait.up_to", n=wait_figure(wait))
