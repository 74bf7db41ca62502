"""A case, what the manager says of cases, and to whom one is handed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from kiosk.domain.cases.deadlines import Urgency, urgency
from kiosk.domain.cases.states import ENDED, OWED, CaseState
from kiosk.domain.content.guide import Text
from kiosk.domain.rating import RATED_WITHIN
from kiosk.domain.refusals import Refusal
from kiosk.domain.working_days import working_day_after

# Decided defaults of the centre.
KEPT = timedelta(days=2 * 365)
PHONE_KEPT = timedelta(days=30)
TEXT_LENGTH, LONGEST_WORDS, ADDRESS_LENGTH = 2000, 500, 40
MOST_PARTS, MOST_PICTURES = 6, 6
# Working days.
SILENT_AFTER, ASKED_FOR, LONGEST_EXTENSION = 7, 7, 15
LONGEST_NUMBER = 9
Named = TypeVar("Named", "CaseTopic", "OutsideBody")


class CaseSource(StrEnum):
    """Where a case was told. PAPER came from the registers of before."""

    KIOSK = "kiosk"
    PHONE = "phone"
    DESK = "desk"
    PAPER = "paper"


class AssigneeKind(StrEnum):
    """What a case can be handed to."""

    STAFF = "staff"
    TEAM = "team"
    GRID = "grid"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Assignee:
    """To whom a case is handed: the account of a member of the staff or a representative, a team,
    a grid, or a body outside, by its id."""

    kind: AssigneeKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, written: str) -> Assignee:
        """`body:gas`. Refuses with `no_such_assignee`."""
        kind, _, id_ = written.partition(":")
        if kind not in set(AssigneeKind) or not id_:
            raise Refusal("no_such_assignee")
        return cls(AssigneeKind(kind), id_)


@dataclass(frozen=True, slots=True)
class CaseTopic:
    """What a case is about. It is answered within so many working `days`, 0: on the day itself.
    Of one that `stays_home` no line stands on the wall; it counts there."""

    id: str
    icon: str
    title: Text
    hint: Text
    days: int
    stays_home: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class OutsideBody:
    """A body outside the centre to which cases are handed: 村, 物业, 天然气公司."""

    id: str
    name: Text
    phone: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class AnswerTemplate:
    """A text to begin an answer with."""

    id: str
    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class BeforeRegister:
    """What was counted before this register was kept, as the manager entered it."""

    solved: int = 0
    mediated: int = 0
    consulted: int = 0
    supervised: int = 0


@dataclass(frozen=True, slots=True)
class CaseCentre:
    """What the manager says of all cases: the letter before a number, the first number, after how
    many working days silence ends a case, and what was counted before."""

    letter: str = "留"
    first_number: int = 1
    silent_after: int = SILENT_AFTER
    before: BeforeRegister = BeforeRegister()

    def said(self, number: int) -> str:
        """A number as it is said and printed: 留-0431."""
        return f"{self.letter}-{number:04d}"

    def number_of(self, written: str) -> int | None:
        """The number somebody wrote or typed, with the letter or without; None where it is none."""
        digits = written.strip().removeprefix(self.letter).lstrip("-－—– ")
        is_number = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER
        return int(digits) if is_number else None


@dataclass(frozen=True, slots=True)
class CaseBook:
    """All that the staff write of cases, hidden ones too, in display order."""

    centre: CaseCentre
    topics: tuple[CaseTopic, ...]
    bodies: tuple[OutsideBody, ...]
    templates: tuple[AnswerTemplate, ...]

    @property
    def offered(self) -> tuple[CaseTopic, ...]:
        """The topics that can be chosen."""
        return tuple(one for one in self.topics if not one.hidden)

    def topic(self, topic_id: str) -> CaseTopic:
        """The topic of an id, hidden or not. Refuses with `no_such_topic`."""
        return _of_id(self.topics, topic_id, "no_such_topic")

    def offer(self, topic_id: str) -> CaseTopic:
        """The topic of an id, if it can be chosen. Refuses with `no_such_topic`."""
        return _of_id(self.offered, topic_id, "no_such_topic")

    def body(self, body_id: str) -> OutsideBody:
        """The body of an id, hidden or not. Refuses with `no_such_assignee`."""
        return _of_id(self.bodies, body_id, "no_such_assignee")


def _of_id(all_: Iterable[Named], id_: str, code: str) -> Named:
    for one in all_:
        if one.id == id_:
            return one
    raise Refusal(code)


@dataclass(frozen=True, slots=True)
class Case:
    """A case, without what is personal of it.

    `code` opens the resident's page, as the database keeps it; "" for a part, whose whole is
    `parent_id`; a part has the number of its whole. `topic_id`, `estate_id` and `building` say
    what it is about and where. It is to be answered until the end of `due_on`; `paused_on` is the
    day of a question to the resident. `word_at` is when the resident last said 解决了 or
    还没解决, `released_at` when a line of it was let onto the wall, `index` the mark of the
    telephone left. `merged_into` is the case with which it goes on.
    """

    id: int
    number: int
    code: str
    topic_id: str
    source: CaseSource
    state: CaseState
    received_at: datetime
    changed_at: datetime
    due_on: date
    listener_id: str | None = None
    estate_id: str | None = None
    building: int | None = None
    person_index: str | None = None
    notice: str | None = None
    assignee: str | None = None
    parent_id: int | None = None
    merged_into: int | None = None
    paused_on: date | None = None
    extended: bool = False
    answered_at: datetime | None = None
    word_at: datetime | None = None
    ended_at: datetime | None = None
    released_at: datetime | None = None

    @property
    def is_part(self) -> bool:
        """Whether it is a part of another."""
        return self.parent_id is not None

    @property
    def is_erased(self) -> bool:
        """Whether all that was personal of it was deleted."""
        return self.notice is None

    @property
    def is_live(self) -> bool:
        """Whether something is still to happen."""
        return self.state not in ENDED

    @property
    def is_owed(self) -> bool:
        """Whether the centre owes an answer."""
        return self.state in OWED

    def is_handed_to(self, account_id: int) -> bool:
        """Whether it is handed to an account."""
        return self.assignee == f"{AssigneeKind.STAFF}:{account_id}"

    def urgency(self, today: date) -> Urgency | None:
        """How near its deadline is; None where nothing is owed, or the resident was asked."""
        is_counting = self.is_owed and self.state is not CaseState.ASKED
        return urgency(self.due_on, today) if is_counting else None

    def lapses_on(self, silent_after: int) -> date | None:
        """From which day on it has ended by silence; None where it does not."""
        if self.state is not CaseState.ANSWERED or self.answered_at is None or self.is_part:
            return None
        return working_day_after(self.answered_at.date(), silent_after) + timedelta(days=1)

    def resumes_on(self) -> date | None:
        """From which day on a question counts as not answered; None where none is open."""
        if self.state is not CaseState.ASKED or self.paused_on is None:
            return None
        return working_day_after(self.paused_on, ASKED_FOR) + timedelta(days=1)

    def may_be_rated(self, now: datetime) -> bool:
        """Whether the resident has had the last word within the days in which ratings count."""
        return self.word_at is not None and now - self.word_at <= RATED_WITHIN
