"""What a phone itself remembers, in its signed session: who it is, and what it booked."""

from __future__ import annotations

from flask import session

from kiosk.context import Lobby

# More than anybody can have live, so that what was given back is still found.
KEPT = 6


def browser(lobby: Lobby) -> str:
    """By what this phone is known to the house: a number drawn at its first booking."""
    if "browser" not in session:
        session["browser"] = lobby.codes()
    return str(session["browser"])


def remember(code: str) -> None:
    """Keeps the code of a booking that this phone made."""
    session["booked"] = [code, *(one for one in own_codes() if one != code)][:KEPT]


def own_codes() -> list[str]:
    """The codes of what this phone booked, newest first."""
    return [str(code) for code in session.get("booked", ())]
