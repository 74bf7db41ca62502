"""The one counter of wrong PINs and passwords: every entry of one is judged here."""

from __future__ import annotations

from db.staff import guess_counters
from kiosk.actions.acting import Act
from kiosk.domain.guessing import COUNTED_FOR, STRANGERS, Origin


def is_let_in(act: Act, subject: str, origin: Origin, *, right: bool) -> bool:
    """Whether a try counts: a right one, from an origin that does not have to wait.

    A wrong one is counted and logged; one that comes while its origin waits is neither, and the
    answer is the same. Whoever calls commits the act before refusing.
    """
    tries = {name: guess_counters.wrong_tries(act.tx, subject, name) for name in origin.counts}
    if any(known and origin.counts[name].waits(known, act.now) for name, known in tries.items()):
        act.without_event("a try that is too early is none")
        return False
    if right:
        for name in origin.counts:
            # What others tried is not forgiven because somebody new came in.
            if name != STRANGERS:
                guess_counters.forgive(act.tx, subject, name)
        return True
    guess_counters.count(act.tx, subject, origin.counts, act.now, act.now - COUNTED_FOR)
    act.log("wrong_pin", of=subject, where=origin.where)
    return False
