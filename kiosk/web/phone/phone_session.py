"""What a phone itself remembers, in its signed session: who it is, what it booked, its hall pass.

The kiosk's code lives for a minute or three and reading the guide takes longer: who scanned it may
take a number for ten minutes.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import session

from kiosk.context import AppContext

# More than anybody can have live, so that what was given back is still found.
KEPT = 6
HALL_PASS_LASTS = timedelta(minutes=10)


def browser(ctx: AppContext) -> str:
    """By what this phone is known to the centre: a number drawn at its first booking."""
    if "browser" not in session:
        session["browser"] = ctx.codes()
    return str(session["browser"])


def remember(code: str) -> None:
    """Keeps the code of a booking that this phone made."""
    session["booked"] = [code, *(one for one in own_codes() if one != code)][:KEPT]


def own_codes() -> list[str]:
    """The codes of what this phone booked, newest first."""
    return [str(code) for code in session.get("booked", ())]


def keep_hall_pass(ctx: AppContext, hall_code: str) -> None:
    """Turns a fresh hall code into a pass, kept in the signed session."""
    session["hall"] = {
        "until": (ctx.clock() + HALL_PASS_LASTS).timestamp(),
        "code": hashlib.sha256(hall_code.encode()).hexdigest()[:16],
    }


def has_hall_pass(ctx: AppContext) -> bool:
    """Whether this phone was in the hall within the last ten minutes."""
    kept = session.get("hall")
    return kept is not None and ctx.clock().timestamp() < float(kept["until"])


def by_hall_code() -> str:
    """Counts by the hall code that a pass came from."""
    return str((session.get("hall") or {}).get("code", ""))
