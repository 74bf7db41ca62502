"""The wings of the desk: what a role may enter, and the ways between them in every header."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request

from kiosk.domain.content.content_types import MAY_SET_HELP
from kiosk.domain.staff.roles import (
    MAY_AUDIT,
    MAY_CALL,
    MAY_COUNT,
    MAY_KEEP_ACCOUNTS,
    MAY_SEE_FIGURES,
    MAY_SEE_HEALTH,
    MAY_SEND_HELP,
    MAY_SET_DAYS,
    Role,
)

OK = 200
FOR_ALL = ("desk.left", "desk.own", "desk.own_changed", "desk.own_guide")


@dataclass(frozen=True, slots=True)
class Wing:
    """A part of the desk: its front page, the name and icon of the way there, who may.

    Every endpoint that begins with `desk.NAME` belongs to it.
    """

    name: str
    icon: str
    may: frozenset[Role]

    @property
    def endpoint(self) -> str:
        """Its front page."""
        return f"desk.{self.name}"


# In the order of the header. What belongs to no other wing belongs to the first one.
WINGS = (
    Wing("home", "door-enter", MAY_CALL),
    Wing("rooms", "armchair-2", MAY_COUNT),
    Wing("days", "calendar", MAY_SET_DAYS),
    Wing("help", "heart-handshake", MAY_SEND_HELP),
    Wing("content", "edit", MAY_SET_HELP),
    Wing("figures", "chart-bar", MAY_SEE_FIGURES),
    Wing("health", "stethoscope", MAY_SEE_HEALTH),
    Wing("accounts", "users-group", MAY_KEEP_ACCOUNTS),
    Wing("audit", "history", MAY_AUDIT),
)


def wing_of(endpoint: str) -> Wing:
    """The wing that an endpoint of the desk belongs to."""
    return next((one for one in WINGS[1:] if endpoint.startswith(one.endpoint)), WINGS[0])


def wings_for(role: Role) -> tuple[Wing, ...]:
    """Where somebody of a role may go."""
    return tuple(one for one in WINGS if role in one.may)


def may_enter(role: Role, endpoint: str) -> bool:
    """Whether a page of the desk is for a role; going, and the own PIN, are for everybody."""
    return endpoint in FOR_ALL or role in wing_of(endpoint).may


def framed(note: str = "", status: int = 200) -> dict[str, object]:
    """What the frame of every page but the clerk's window needs: who, the ways, what was done."""
    return {"staff": g.staff, "wings": wings_for(g.staff.account.role),
            "wing": wing_of(request.endpoint or ""), "note": note, "bad": status != OK}
