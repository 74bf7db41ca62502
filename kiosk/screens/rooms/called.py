"""What whoever asks for a room is called lives in the visit until it is sent."""

from __future__ import annotations

from typing import Any

# By this name the visit keeps it.
CALLED = "room.called"


def called(kept: dict[str, Any]) -> str:
    """What was written on this visit, "" where it was left out."""
    return str(kept.get(CALLED, ""))


def forget_called(kept: dict[str, Any]) -> None:
    """It is sent: nothing of it stays at the touch screen."""
    for name in [one for one in kept if one == CALLED or one.startswith(f"{CALLED}.")]:
        del kept[name]
