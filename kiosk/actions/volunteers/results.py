"""What the actions of volunteer help ask and answer: frozen pictures of requests and volunteers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from db.volunteers.help_visits import HelpVisit
from kiosk.domain.volunteers.half_days import Age, HalfDay
from kiosk.domain.volunteers.help_requests import (
    HelpAction,
    HelpPlace,
    HelpRequest,
    HelpSource,
    HelpStep,
)
from kiosk.domain.volunteers.registry import Duty, Estate, Grid, HelpBook, HelpKind, Team, Volunteer


@dataclass(frozen=True, slots=True)
class Personal:
    """What is personal of a request: `address` is building and door, `words` what was written."""

    name: str = ""
    phone: str = ""
    address: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What only the resident can show, good for arriving or leaving once: `words` to say, such as
    苹果 长城, and the `token` in the code to scan."""

    words: str
    token: str


@dataclass(frozen=True, slots=True)
class HelpAsk:
    """Asking for help. `key` makes twice once; `wanted` is the begin of a half day; `photo` a
    picture as it was uploaded, `photo_name` its file's; `hand_over` what the kiosk's code
    carried."""

    key: str
    kind_id: str
    source: HelpSource
    place: HelpPlace
    personal: Personal
    wanted: datetime
    estate_id: str = ""
    grid_id: str = ""
    photo: bytes | None = None
    hand_over: str = ""
    photo_name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Something said: `author` is resident, volunteer or centre; None where it was deleted."""

    at: datetime
    author: str
    said: str | None


@dataclass(frozen=True, slots=True)
class HelpNow:
    """Volunteer help now: the book, and who of the volunteers stands in the hall."""

    version: int
    now: datetime
    book: HelpBook
    on_duty: int
    halves: tuple[HalfDay, ...]
    centre_phone: str


@dataclass(frozen=True, slots=True)
class HelpView:
    """A request as one of those concerned sees it.

    `may` is what they can do now. `personal` is None where they may not see it, or it was
    deleted; `helper` and `second` are surnames. `helper_phone` is there where the volunteer let
    the resident have it. `words` are the code words of the resident, "" for others; `scan_url`
    what the resident's code carries. `unanswered` and `overdue` as the request says now.
    `needs_second`: a first visit to a home is made by two, and one is still missing.
    """

    version: int
    now: datetime
    request: HelpRequest
    kind: HelpKind
    team: Team | None
    estate: Estate | None
    grid: Grid | None
    may: frozenset[HelpAction]
    steps: tuple[HelpStep, ...]
    messages: tuple[Message, ...]
    personal: Personal | None = None
    has_photo: bool = False
    helper: str | None = None
    second: str | None = None
    helper_phone: str | None = None
    words: str = ""
    url: str = ""
    scan_url: str = ""
    minutes: int = 0
    needs_second: bool = False

    @property
    def unanswered(self) -> bool:
        """Whether a call in the hall has waited too long."""
        return self.request.unanswered(self.now)


@dataclass(frozen=True, slots=True)
class Open:
    """An open request as a volunteer sees it before taking it: nothing personal.

    `needs_second` says that the first visit to a home is made by two, `may_take` that this
    volunteer may be the first of them.
    """

    request: HelpRequest
    kind: HelpKind
    estate: Estate | None
    grid: Grid | None
    near: bool
    needs_second: bool
    may_take: bool
    helper: str | None = None


@dataclass(frozen=True, slots=True)
class VolunteerView:
    """A volunteer's own page. `open` is what may be taken, nearest first; `pairs` what looks
    for a second; `own` what is under way."""

    version: int
    now: datetime
    volunteer: Volunteer
    teams: tuple[Team, ...]
    grid: Grid | None
    on_duty: bool
    open: tuple[Open, ...]
    pairs: tuple[Open, ...]
    own: tuple[Open, ...]
    minutes: int
    thanks: tuple[int, int]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A request that a volunteer has taken, with what may be seen of it; `proof_missing` says
    that the resident's code or words are needed to arrive or to leave."""

    view: HelpView
    needs_second: bool
    proof_needed: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """A request in the coordinator's inbox: how long it has waited in working hours."""

    view: HelpView
    waited: timedelta
    age: Age
    masked_phone: str


@dataclass(frozen=True, slots=True)
class HelpDesk:
    """Volunteer help as the coordinator sees it: `calls` from the hall, what waits, what is under
    way, what needs somebody now, and what ended today."""

    version: int
    now: datetime
    book: HelpBook
    calls: tuple[Inbox, ...]
    alarms: tuple[Inbox, ...]
    waiting: tuple[Inbox, ...]
    under_way: tuple[Inbox, ...]
    ended: tuple[Inbox, ...]
    on_duty: tuple[Volunteer, ...]
    volunteers: tuple[Volunteer, ...]


@dataclass(frozen=True, slots=True)
class VolunteerHours:
    """A volunteer's visits and what they add up to; only what residents attested counts."""

    volunteer: Volunteer
    visits: tuple[HelpVisit, ...]
    minutes: int
    kinds: dict[str, HelpKind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HelpTally:
    """Figures of one team, grid or kind: asked for, taken by somebody, ended by a yes, without a
    word, without help; the median minutes until somebody took it, and minutes attested."""

    name: str
    asked: int
    taken: int
    done: int
    silent: int
    unmet: int
    until_taken: int | None
    minutes: int
