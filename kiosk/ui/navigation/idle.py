"""Idle: whether the person is still there, judged by how long nothing was touched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Presence(StrEnum):
    """HERE, ASKED (the dialog stands), GONE."""

    HERE = "here"
    ASKED = "asked"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a page waits without a touch, and then how long it asks; in seconds.

    `asks` 0 is a page that counts down by itself, such as the ticket.
    """

    seconds: float = 60
    asks: float = 20


def presence(quiet: float, stay: Stay) -> tuple[Presence, float]:
    """What `quiet` seconds without a touch mean, and how many seconds are left of it."""
    if quiet < stay.seconds:
        return Presence.HERE, stay.seconds - quiet
    left = stay.seconds + stay.asks - quiet
    return (Presence.ASKED, left) if left > 0 else (Presence.GONE, 0.0)
