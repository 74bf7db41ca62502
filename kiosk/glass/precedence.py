"""Precedence: what is on the glass is a function of how things stand, worst trouble first."""

from __future__ import annotations

from enum import StrEnum


class OnGlass(StrEnum):
    """What the glass shows, in the order in which one gives way to the other."""

    OUT_OF_SERVICE = "out_of_service"
    CLOSED = "closed"
    STAFF = "staff"
    VISIT = "visit"
    ATTRACT = "attract"


def on_glass(*, broken: bool, closed: bool, staff: bool, visited: bool) -> OnGlass:
    """`broken`: nothing can be shown; `closed`: put out of use by staff; `staff`: somebody is
    logged in at the glass; `visited`: somebody stands there."""
    if broken:
        return OnGlass.OUT_OF_SERVICE
    if closed:
        return OnGlass.CLOSED
    if staff:
        return OnGlass.STAFF
    return OnGlass.VISIT if visited else OnGlass.ATTRACT
