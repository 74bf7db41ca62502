"""The hall pass: who scanned the code on the kiosk may take a number for ten minutes.

The kiosk's code lives for a minute or three; reading the guide takes longer.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import session

from kiosk.context import Lobby

GOOD_FOR = timedelta(minutes=10)


def keep_hall_pass(lobby: Lobby, hall_code: str) -> None:
    """Turns a fresh hall code into a pass, kept in the signed session."""
    session["hall"] = {
        "until": (lobby.clock() + GOOD_FOR).timestamp(),
        "code": hashlib.sha256(hall_code.encode()).hexdigest()[:16],
    }


def has_hall_pass(lobby: Lobby) -> bool:
    """Whether this phone was in the hall within the last ten minutes."""
    kept = session.get("hall")
    return kept is not None and lobby.clock().timestamp() < float(kept["until"])


def by_hall_code() -> str:
    """Counts by the hall code that a pass came from."""
    return str((session.get("hall") or {}).get("code", ""))
