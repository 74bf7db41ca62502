"""Trouble: what happened, whether the act counted, and what to do, on a panel."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.glass.over import Answer, ErrorPanel
from kiosk.glass.piece import Around


def trouble_panel(
    around: Around, trouble: Exception, *, not_done: str, again: Callable[[], None],
    home: Callable[[], None],
) -> ErrorPanel:
    """The panel for a deed that failed. What no person caused is written to the log.

    `not_done` is the key of the sentence about whether the act counted; `again` does the
    very same deed once more.
    """
    words = around.words
    homewards = Answer(words("trouble.home"), home, "home")
    if isinstance(trouble, Refusal) and words.has(f"refusals.{trouble.code}"):
        said = words(f"refusals.{trouble.code}", **trouble.details)
        return ErrorPanel(
            around, icon="message-2", title=words("trouble.refused"), text=said,
            answers=(homewards,),
        )
    kind = "storage" if isinstance(trouble, StorageDown) else "fault"
    if kind == "fault":
        structlog.get_logger().error("deed_failed", exc_info=trouble)
    return ErrorPanel(
        around, title=words(f"trouble.{kind}"), text=words(not_done),
        answers=(homewards, Answer(words("trouble.again"), again, "refresh")),
    )


def out_of_service_panel(around: Around) -> ErrorPanel:
    """Nothing was ever read: the glass waits for its house, by itself."""
    words = around.words
    return ErrorPanel(
        around, icon="tool", title=words("trouble.out_of_service"),
        text=words("trouble.out_of_service_text"),
    )
