"""The first evening of a centre: how each thing stands that has to be known of it."""

from __future__ import annotations

from enum import StrEnum


class SetupState(StrEnum):
    """What became of a step: it is known, it was put off, or nobody has looked at it."""

    DONE = "done"
    LATER = "later"
    OPEN = "open"
