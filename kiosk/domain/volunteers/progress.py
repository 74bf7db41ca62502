"""The line of a request: the four things that happen to it, and which of them is next."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.volunteers.help_requests import OPEN, TAKEN, HelpState


class StepState(StrEnum):
    """Whether something happened, happens now, is still to come, or never will."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    OVER = "over"


_S = HelpState
_OVER = (_S.WITHDRAWN, _S.UNMET)


def line_of(state: HelpState) -> tuple[tuple[str, StepState], ...]:
    """What was asked, somebody comes, they meet, it is done: each with how it looks."""
    taken = (StepState.NOW if state in OPEN else StepState.LATER if state in _OVER
             else StepState.DONE)
    meets = StepState.DONE if state in (_S.LEFT, _S.DONE, _S.SILENT) else StepState.LATER
    if state in (*TAKEN, _S.THERE):
        meets = StepState.NOW
    end = StepState.NOW if state in (_S.LEFT, _S.SILENT) else StepState.LATER
    if state is _S.DONE:
        end = StepState.DONE
    elif state in _OVER:
        end = StepState.OVER
    return (
        ("asked", StepState.DONE), ("taken", taken),
        ("there" if state is _S.THERE else "meets", meets),
        (str(state) if state in _OVER else "done", end),
    )
