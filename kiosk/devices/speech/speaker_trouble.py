"""What can be wrong with the voice, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass


class SpeakerTrouble(Exception):
    """What was to be said was not said, or not to its end."""


@dataclass(frozen=True, slots=True)
class SpeakerStatus:
    """Which engine speaks ("none" where the centre is silent), and what is wrong with it."""

    engine: str
    trouble: str | None = None
