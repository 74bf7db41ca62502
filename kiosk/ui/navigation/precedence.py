"""Precedence: what is on the glass is a function of how things stand, worst trouble first."""

from __future__ import annotations

from enum import StrEnum


class OnGlass(StrEnum):
    """What the glass shows; each but the first and the visit is the name of a page."""

    OUT_OF_SERVICE = "out_of_service"
    STAFF = "staff"
    VISIT = "visit"
    ASLEEP = "asleep"
    CLOSED = "closed"
    HOME = "home"
    ATTRACT = "attract"


def on_glass(
    *, broken: bool, staff: bool, visited: bool, awake: bool, closed: bool, night: bool
) -> OnGlass:
    """What gives way to what.

    `broken`: nothing was ever read; `staff`: somebody of the staff is signed in, and comes
    before a closed centre, or nobody could open it again; `visited`: somebody is in the middle
    of something, which closing time does not take away; `awake`: the glass was touched a
    moment ago; `closed`: no number can be had; `night`: the glass may sleep.
    """
    if broken:
        return OnGlass.OUT_OF_SERVICE
    if staff:
        return OnGlass.STAFF
    if visited:
        return OnGlass.VISIT
    if night and not awake:
        return OnGlass.ASLEEP
    if closed:
        return OnGlass.CLOSED
    return OnGlass.HOME if awake else OnGlass.ATTRACT
