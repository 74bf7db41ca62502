"""What the actions of cases ask and answer: frozen pictures of cases, of the register, the wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from db.cases.story import CasePicture, CaseRating
from kiosk.domain.cases.calls import CaseCall
from kiosk.domain.cases.case_log import WallFigures
from kiosk.domain.cases.cases import BeforeRegister, Case, CaseBook, CaseSource, CaseTopic
from kiosk.domain.cases.deadlines import Urgency
from kiosk.domain.cases.reception import Listener, ReceptionDay
from kiosk.domain.cases.states import CaseAction, CaseState
from kiosk.domain.content.guide import Text
from kiosk.domain.volunteers.registry import Estate


@dataclass(frozen=True, slots=True)
class CaseAsk:
    """Telling a case. `key` makes twice once; `phone`, `name` and `address` are optional, an
    address has an estate. `picture` is one as it was uploaded, `picture_name` its file's."""

    key: str
    topic_id: str
    text: str
    source: CaseSource
    listener_id: str = ""
    estate_id: str = ""
    building: int | None = None
    address: str = ""
    name: str = ""
    phone: str = ""
    picture: bytes | None = None
    picture_name: str = ""


@dataclass(frozen=True, slots=True)
class CaseReceipt:
    """What whoever told a case takes along: the number as it is said, the address that the QR
    carries, who listens, until the end of which day there is an answer. `code` opens the page.
    `is_new` is False where the same key came again."""

    case_id: int
    number: str
    code: str
    url: str
    topic: CaseTopic
    listener: Listener | None
    received_at: datetime
    due_on: date
    has_contact: bool
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class CaseStep:
    """All that a number alone shows: the step and since when, and until the end of which day there
    is an answer; None where nothing is owed."""

    number: str
    state: CaseState
    changed_at: datetime
    due_on: date | None


@dataclass(frozen=True, slots=True)
class CaseContact:
    """Whom to call back; "" where that was not left or was deleted."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A line of a case's timeline. `who` is `resident`, `centre` or `system`; `by` is the name of
    who did it, only for staff; `to` whom it was handed, no member of the staff for the resident.
    `said` is what was said, None where nothing was, or it was deleted. `day` is the deadline that
    it left."""

    event_id: int
    at: datetime
    action: CaseAction
    state: CaseState
    who: str
    said: str | None
    day: date
    details: str = ""
    by: str = ""
    to: Text | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as its resident sees it. `text` is the story, None where it was deleted; `may` what
    they can do now; `lapses_on` from which day on it ends by silence. `merged` is the step of the
    case with which it goes on. `url` is the page's own address."""

    version: int
    now: datetime
    case: Case
    number: str
    topic: CaseTopic
    estate: Estate | None
    text: str | None
    lines: tuple[CaseLine, ...]
    pictures: tuple[CasePicture, ...]
    may: frozenset[CaseAction]
    has_contact: bool
    rating: CaseRating | None = None
    lapses_on: date | None = None
    merged: CaseStep | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A case in the register's list: `left` working days until its deadline, below 0 after it,
    None where none is counted. `text` begins the story, "" for what has ended."""

    case: Case
    number: str
    topic: CaseTopic
    estate: Estate | None
    assignee: Text | None
    urgency: Urgency | None
    left: int | None
    text: str


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What the register is asked for. `show`: open, overdue, answered (等居民说) or ended; `words`
    are a number, or looked for in topic, place and story of what is open; `page` from 0."""

    show: str = "open"
    topic_id: str = ""
    estate_id: str = ""
    assignee: str = ""
    words: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """The register as a member of the staff sees it: the rows of one page, how many `pages` there
    are (of ended ones only whether there is a `next`), how many are open, overdue, answered; the
    poor ratings to follow up, the `calls` from touch screens that nobody answered. `assignees` are
    those to whom a case can be handed, by their written form `kind:id`, with what they are
    called."""

    version: int
    now: datetime
    query: CaseQuery
    book: CaseBook
    estates: tuple[Estate, ...]
    assignees: Mapping[str, Text]
    rows: tuple[RegisterRow, ...]
    pages: int
    has_next: bool
    open: int
    overdue: int
    answered: int
    follow_ups: tuple[CaseRating, ...] = ()
    calls: tuple[CaseCall, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as a member of the staff sees it who opened it: all lines, notes too; the telephone
    masked. `parts` are its parts or, of a part, its whole; `alike` what may be the same matter;
    `may` what they can do now."""

    version: int
    now: datetime
    row: RegisterRow
    text: str | None
    address: str
    name: str
    masked_phone: str
    lines: tuple[CaseLine, ...]
    pictures: tuple[CasePicture, ...]
    may: frozenset[CaseAction]
    rating: CaseRating | None
    parts: tuple[RegisterRow, ...] = ()
    merged: tuple[RegisterRow, ...] = ()
    merged_into: RegisterRow | None = None
    alike: tuple[RegisterRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RepresentativePage:
    """What was handed to a representative, and what became of it: counts without names."""

    version: int
    now: datetime
    rows: tuple[RegisterRow, ...]
    ended: tuple[RegisterRow, ...]
    by_state: Mapping[CaseState, int]
    days: tuple[ReceptionDay, ...]


@dataclass(frozen=True, slots=True)
class WallLine:
    """A line on the wall: topic and estate, nothing else of the case."""

    topic: Text
    estate: Text | None
    day: date
    state: CaseState


@dataclass(frozen=True, slots=True)
class PublicCase:
    """A released case as anybody may read it: topic, estate and its instants."""

    number: str
    topic: CaseTopic
    estate: Estate | None
    state: CaseState
    received_at: datetime
    changed_at: datetime
    due_on: date


@dataclass(frozen=True, slots=True)
class WallMonth:
    """A month on the wall, by its first day."""

    first: date
    figures: WallFigures


@dataclass(frozen=True, slots=True)
class CaseWall:
    """The wall: the figures of a month (in its first days of the one before), by topic and of
    twelve months; lines that were released; what was counted before this register."""

    version: int
    now: datetime
    month: WallMonth
    topics: tuple[tuple[CaseTopic, WallFigures], ...]
    months: tuple[WallMonth, ...]
    solved: tuple[WallLine, ...]
    unsolved: tuple[WallLine, ...]
    before: BeforeRegister


@dataclass(frozen=True, slots=True)
class Telling:
    """What can be told and to whom: topics, listeners with whether one receives now and when next,
    the estates to choose from, and how long an answer takes."""

    version: int
    now: datetime
    topics: tuple[CaseTopic, ...]
    listeners: tuple[ListenerNow, ...]
    estates: tuple[Estate, ...]

    @property
    def receives(self) -> bool:
        """Whether any of them receives now."""
        return any(one.receives for one in self.listeners)

    @property
    def next_day(self) -> ReceptionDay | None:
        """The next reception day of any of them; None where none was announced."""
        coming = [one.next_day for one in self.listeners if one.next_day]
        return min(coming, key=lambda one: (one.day, one.opens), default=None)


@dataclass(frozen=True, slots=True)
class ListenerNow:
    """A listener now: whether somebody `receives`, until when, who, and the next reception day
    that was announced; None where there is none."""

    listener: Listener
    receives: ReceptionDay | None
    next_day: ReceptionDay | None
    free: tuple[tuple[datetime, datetime], ...] = field(default=())
