"""Sections of the desk: what a role may enter, and the ways between them in every header."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, request

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.page_context import OK, shown

if TYPE_CHECKING:
    from kiosk.web.desk.auth import DeskAuth

FOR_ALL = ("desk.left", "desk.own", "desk.own_changed", "desk.own_guide")
# So many ways stand in one line of 1440 pixels, in Chinese with their icons and in English.
IN_LINE = 14
# A page of a centre as somebody outside gets it.
Seen = Callable[[AppContext, str], str]


@dataclass(frozen=True, slots=True)
class DeskParts:
    """What the pages of a section are made with."""

    ctx: AppContext
    feed: ChangePoller
    seen: Seen
    entry: DeskAuth


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the desk: its front page, the name and icon of the way there, who may.

    Every endpoint that begins with `desk.NAME` belongs to it; `register` adds its pages.
    """

    name: str
    icon: str
    may: frozenset[Role]
    register: Callable[[Blueprint, DeskParts], None]

    @property
    def endpoint(self) -> str:
        """Its front page."""
        return f"desk.{self.name}"


@dataclass(frozen=True, slots=True)
class Blank:
    """What stands where nothing else is to show."""

    icon: str
    title: str
    hint: str


Sections = tuple[Section, ...]


def section_of(sections: Sections, endpoint: str) -> Section:
    """The section of an endpoint of the desk: what belongs to no other belongs to the first."""
    return next((one for one in sections[1:] if endpoint.startswith(one.endpoint)), sections[0])


def sections_for(sections: Sections, role: Role) -> Sections:
    """Where somebody of a role may go."""
    return tuple(one for one in sections if role in one.may)


def may_enter(sections: Sections, role: Role, endpoint: str) -> bool:
    """Whether a page of the desk is for a role; going, and the own PIN, are for everybody."""
    return endpoint in FOR_ALL or role in section_of(sections, endpoint).may


def framed(note: str = "", status: int = 200) -> dict[str, object]:
    """What the frame of every page but the clerk's counter needs: who, the ways, what was done."""
    ways, endpoint = sections_for(g.sections, g.staff.account.role), request.endpoint or ""
    # What has no room in the line unfolds at its end.
    in_line = len(ways) if len(ways) <= IN_LINE else IN_LINE - 1
    return {"staff": g.staff, "sections": ways, "in_line": in_line,
            "section": None if endpoint in FOR_ALL else section_of(g.sections, endpoint),
            "note": note,
            "bad": status != OK}


def framed_page(template: str, note: str = "", status: int = OK, **more: object) -> Response:
    """A page in that frame."""
    return shown(template, status, **more, **framed(note, status))
