"""Watches every event that the tests write: each area may write its own names alone."""

from __future__ import annotations

import re
import sys
from typing import Any

from kiosk.actions import reservations
from kiosk.actions.acting import Act
from kiosk.actions.areas import AREAS
from kiosk.area import EventNames

OWN = {area.name: area.events or EventNames() for area in AREAS}
OWN["reservations"] = reservations.EVENTS
WRITER = re.compile(r"kiosk\.actions\.(\w+)")
WRITE = Act.log


def foreign(module: str, event: str, actor: str) -> str:
    """What is wrong with an event that a module of the actions wrote, "" for nothing."""
    found = WRITER.match(module)
    if found is None or found[1] not in OWN:
        return ""
    own = OWN[found[1]]
    if event not in (*own.by_staff, *own.by_others):
        return f"{event} is no event of {found[1]}"
    if actor.startswith("staff:") and event not in own.by_staff:
        return f"{event} is done by the staff and has no word"
    return ""


def watched(act: Act, event: str, *, actor: str = "", **more: Any) -> None:
    """Writes an event as the product does. AssertionError where its area does not know it."""
    wrong = foreign(sys._getframe(1).f_globals["__name__"], str(event), actor or act.actor)
    assert not wrong, wrong
    WRITE(act, event, actor=actor, **more)


def watch() -> None:
    """From here on."""
    Act.log = watched  # type: ignore[method-assign]
