"""The line of a request: the four things that happen to it, and which of them is next."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.volunteers.help_requests import OPEN, TAKEN, HelpState


class Look(StrEnum):
    """Whether something happened, happens now, is still to come, or never will."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    OVER = "over"


_S = HelpState
_OVER = (_S.WITHDRAWN, _S.UNMET)


def line_of(state: HelpState) -> tuple[tuple[str, Look], ...]:
    """What was asked, somebody comes, they meet, it is done: each with how it looks."""
    taken = Look.NOW if state in OPEN else Look.LATER if state in _OVER else Look.DONE
    meets = Look.DONE if state in (_S.LEFT, _S.DONE, _S.SILENT) else Look.LATER
    if state in (*TAKEN, _S.THERE):
        meets = Look.NOW
    end = Look.NOW if state in (_S.LEFT, _S.SILENT) else Look.LATER
    if state is _S.DONE:
        end = Look.DONE
    elif state in _OVER:
        end = Look.OVER
    return (
        ("asked", Look.DONE), ("taken", taken),
        ("there" if state is _S.THERE else "meets", meets),
        (str(state) if state in _OVER else "done", end),
    )
