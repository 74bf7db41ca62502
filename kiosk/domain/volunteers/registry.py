"""Who helps: estates, grids, teams, kinds of help, posts; volunteers, and what reaches whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import HelpPlace, HelpRequest

PIN_DIGITS = 6
NAME_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Estate:
    """A 小区: its buildings are 1 to `buildings`."""

    id: str
    name: Text
    buildings: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A 网格 with the 网格党小组 and the 邻里互助 groups in it."""

    id: str
    name: Text
    estate_id: str
    party_group: Text
    neighbour_groups: int


@dataclass(frozen=True, slots=True)
class Team:
    """A 服务队."""

    id: str
    name: Text
    about: Text


@dataclass(frozen=True, slots=True)
class HelpKind:
    """A kind of help. `hint` is for its tile, `about` for its own page; the first of `team_ids`
    gets what is asked for, none where the coordinator has to say who. A `hidden` one is not
    offered any more."""

    id: str
    icon: str
    title: Text
    hint: Text
    about: Text
    team_ids: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A 岗 of 定岗定责: who stands there answers for it."""

    id: str
    name: Text
    duty: Text


Part = TypeVar("Part", Estate, Grid, Team, HelpKind, Post)


@dataclass(frozen=True, slots=True)
class HelpBook:
    """All of it, in display order."""

    estates: tuple[Estate, ...]
    grids: tuple[Grid, ...]
    teams: tuple[Team, ...]
    kinds: tuple[HelpKind, ...]
    posts: tuple[Post, ...]

    @property
    def offered(self) -> tuple[HelpKind, ...]:
        """The kinds of help one can ask for."""
        return tuple(kind for kind in self.kinds if not kind.hidden)

    def kind(self, kind_id: str) -> HelpKind:
        """Refuses with `no_such_kind`."""
        return _of(self.kinds, kind_id, "no_such_kind")

    def offer(self, kind_id: str) -> HelpKind:
        """A kind that can be asked for. Refuses with `no_such_kind`."""
        return _of(self.offered, kind_id, "no_such_kind")

    def team(self, team_id: str) -> Team:
        """Refuses with `no_such_team`."""
        return _of(self.teams, team_id, "no_such_team")

    def grid(self, grid_id: str) -> Grid:
        """Refuses with `no_such_grid`."""
        return _of(self.grids, grid_id, "no_such_grid")

    def estate(self, estate_id: str) -> Estate:
        """Refuses with `no_such_estate`."""
        return _of(self.estates, estate_id, "no_such_estate")

    def post(self, post_id: str) -> Post:
        """Refuses with `no_such_post`."""
        return _of(self.posts, post_id, "no_such_post")


def _of(found: Iterable[Part], wanted: str, code: str) -> Part:
    for one in found:
        if one.id == wanted:
            return one
    raise Refusal(code)


@dataclass(frozen=True, slots=True)
class Volunteer:
    """A volunteer as the program knows them. `number` stands on their proof; `vetted` says that
    the centre has looked at them well enough to send them to a home first; `bound` that a phone
    has opened their link, `has_pin` that they have set their PIN."""

    id: int
    number: str
    name: str
    team_ids: frozenset[str]
    grid_id: str | None
    vetted: bool
    active: bool
    bound: bool
    has_pin: bool

    @property
    def shown_name(self) -> str:
        """张师傅: residents know whom to expect, and no more."""
        return self.name[:1]


@dataclass(frozen=True, slots=True)
class Duty:
    """A volunteer on a post in the hall in `[begins, ends)`."""

    id: int
    volunteer_id: int
    post_id: str | None
    begins: datetime
    ends: datetime


def reaches(request: HelpRequest, volunteer: Volunteer, *, on_duty: bool) -> bool:
    """Whether a volunteer is asked: a call those on duty, any other whom it was sent to."""
    if not volunteer.active:
        return False
    if request.to_volunteer is not None:
        return request.to_volunteer == volunteer.id
    if request.is_call and on_duty:
        return True
    if request.to_grid is not None:
        return request.to_grid == volunteer.grid_id
    return request.team_id in volunteer.team_ids and not request.is_call


def check_claim(request: HelpRequest, volunteer: Volunteer, *, first_visit: bool) -> None:
    """Refuses with `not_vetted` where a stranger's home is no place for this volunteer yet."""
    if request.place is HelpPlace.HOME and first_visit and not volunteer.vetted:
        raise Refusal("not_vetted")


def nearness(request: HelpRequest, volunteer: Volunteer, book: HelpBook) -> tuple[int, datetime]:
    """Sorts what is near first: a call in the hall, the own grid, the own estate, the rest; and of
    equally near what was asked for first."""
    if request.is_call:
        near = 0
    elif request.grid_id and request.grid_id == volunteer.grid_id:
        near = 1
    else:
        own = next((g.estate_id for g in book.grids if g.id == volunteer.grid_id), None)
        near = 2 if own and request.estate_id == own else 3
    return near, request.asked_at
