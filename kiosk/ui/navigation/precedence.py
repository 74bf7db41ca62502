"""Precedence: what is on the touch screen is a function of how things stand, worst trouble
first."""

from __future__ import annotations

from enum import StrEnum


class OnScreen(StrEnum):
    """What the touch screen shows; each but the first and the visit is the name of a page."""

    OUT_OF_SERVICE = "out_of_service"
    STAFF = "staff"
    VISIT = "visit"
    ASLEEP = "asleep"
    CLOSED = "closed"
    HOME = "home"
    ATTRACT = "attract"


def on_screen(
    *, broken: bool, staff: bool, visited: bool, awake: bool, closed: bool, night: bool
) -> OnScreen:
    """What gives way to what.

    `broken`: nothing was ever read; `staff`: somebody of the staff is signed in, and comes
    before a closed centre, or nobody could open it again; `visited`: somebody is in the middle
    of something, which closing time does not take away; `awake`: the touch screen was touched a
    moment ago; `closed`: no number can be had; `night`: the touch screen may sleep.
    """
    if broken:
        return OnScreen.OUT_OF_SERVICE
    if staff:
        return OnScreen.STAFF
    if visited:
        return OnScreen.VISIT
    if night and not awake:
        return OnScreen.ASLEEP
    if closed:
        return OnScreen.CLOSED
    return OnScreen.HOME if awake else OnScreen.ATTRACT
