"""The click: the sound a touch may make, played beside whatever the voice says."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Protocol

from kiosk.assets import ASSETS

TAP = ASSETS / "sounds" / "tap.wav"
PLAYER = ("aplay", "-q")


class Click(Protocol):
    """Sounds once a call; never raises and never waits."""

    def __call__(self) -> None: ...


class NoClick:
    """The kiosk makes no sound when it is touched."""

    def __call__(self) -> None:
        """Silence."""


class LoudClick:
    """Plays a short sound file, a fresh player each time: a speaker that was unplugged and came
    back is heard again. While one sounds no other begins; where none can be played it is silent.
    """

    def __init__(self, sound: Path = TAP, player: tuple[str, ...] = PLAYER) -> None:
        self._command = [*player, str(sound)]
        self._playing: subprocess.Popen[bytes] | None = None

    def __call__(self) -> None:
        """Begins to sound."""
        if self._playing is not None and self._playing.poll() is None:
            return
        try:
            self._playing = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, close_fds=False,
            )
        except OSError:
            self._playing = None


def click_from(on: bool) -> Click:
    """The click of a setting."""
    return LoudClick() if on else NoClick()
