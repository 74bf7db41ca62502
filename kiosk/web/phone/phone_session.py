"""What a phone itself remembers, in its signed session: who it is, what it has, its hall pass.

The kiosk's code lives for a minute or three and reading the guide takes longer: who scanned it may
take a number for ten minutes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import session

from kiosk.context import AppContext

# More than anybody can have live, so that what was given back is still found.
KEPT = 16
HALL_PASS_LASTS = timedelta(minutes=10)
# The numbers that this phone rated: what was said is shown to no other, whoever has seen the slip.
RATED = "rated"


def browser(ctx: AppContext) -> str:
    """By what this phone is known to the centre: a number drawn at its first booking."""
    if "browser" not in session:
        session["browser"] = ctx.codes()
    return str(session["browser"])


def remember(code: str, what: str = "booked") -> None:
    """Keeps the code of what this phone made, or opened the page of: a booking, or `what` it is."""
    if code not in own_codes(what):
        session[what] = [code, *own_codes(what)][:KEPT]


def own_codes(what: str = "booked") -> list[str]:
    """The codes of what this phone has, newest first: of its bookings, or of `what` is asked."""
    return [str(code) for code in session.get(what, ())]


@dataclass(frozen=True, slots=True)
class HallPass:
    """What a scan of the code in the hall gave: a name by which its numbers are counted."""

    id: str
    ends_at: datetime


def keep_hall_pass(ctx: AppContext, hall_code: str) -> None:
    """Turns a fresh hall code into a pass, kept in the signed session; the same code scanned
    again on the same phone is the same pass."""
    code = hashlib.sha256(hall_code.encode()).hexdigest()[:16]
    if (session.get("hall") or {}).get("code") != code:
        session["hall"] = {"until": (ctx.clock() + HALL_PASS_LASTS).timestamp(), "code": code,
                           "id": ctx.codes()}


def hall_pass(ctx: AppContext) -> HallPass | None:
    """The pass of a phone that was in the hall within the last ten minutes."""
    kept = session.get("hall") or {}
    now = ctx.clock()
    if "id" not in kept or now.timestamp() >= float(kept["until"]):
        return None
    return HallPass(str(kept["id"]), datetime.fromtimestamp(float(kept["until"]), now.tzinfo))


def by_hall_code() -> str:
    """Counts by the hall code that a pass came from."""
    return str((session.get("hall") or {}).get("code", ""))
