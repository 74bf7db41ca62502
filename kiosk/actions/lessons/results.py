"""What the class is asked for and answers: frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from db.lessons.days import ChildCall
from kiosk.domain.calendar_exceptions import Calendar
from kiosk.domain.content.guide import Text
from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.lessons.people import (
    CallOutcome,
    Child,
    ChildDay,
    ChildFacts,
    ClassAlarm,
    CollectorFacts,
    Guardian,
    GuardianFacts,
)
from kiosk.domain.lessons.terms import ClassStep, ClassTerm
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.volunteers.registry import Duty


class PlaceState(StrEnum):
    """How a day of the class stands for whoever wants a place."""

    FREE = "free"
    NEAR = "near"
    FULL = "full"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class ClassDayView:
    """A day as residents see it: no child is in it, only how many places are left.

    `note` says why a day is shut: the words of the staff, or a key of words.
    """

    day: date
    held: tuple[datetime, datetime] | None
    left: int
    state: PlaceState
    label: Text | None
    steps: tuple[ClassStep, ...]
    note: Text | str | None = None


@dataclass(frozen=True, slots=True)
class ClassNow:
    """The class at this moment. `here` are the children who are there now, `minders` how many
    look after them today, `days` the week from today on."""

    version: int
    now: datetime
    term: ClassTerm
    team: Text
    minders: int
    here: int
    days: tuple[ClassDayView, ...]
    phone: str

    @property
    def today(self) -> ClassDayView:
        """The first of the days."""
        return self.days[0]

    @property
    def is_under_way(self) -> bool:
        """Whether there is class just now."""
        held = self.today.held
        return held is not None and held[0] <= self.now < held[1]

    @property
    def next_day(self) -> ClassDayView | None:
        """The next day with a class that is not over."""
        return next((one for one in self.days if one.held and one.held[1] > self.now), None)


@dataclass(frozen=True, slots=True)
class GuardianRequest:
    """A guardian who registers: `key` as of any form; `agrees` to the notice of `notice`."""

    key: str
    facts: GuardianFacts
    agrees: bool


@dataclass(frozen=True, slots=True)
class ChildRequest:
    """A child whom its guardian registers."""

    key: str
    facts: ChildFacts
    weekdays: frozenset[str]


@dataclass(frozen=True, slots=True)
class CollectorView:
    """Somebody who may collect: `ref` names them (`g`, `p3`, `d5`); a delegation has a `code` for
    its page, empty where only the name is shown."""

    ref: str
    facts: CollectorFacts
    code: str = ""
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class DayOfChild:
    """A coming day of a child: whether it has a place (None: none, and waits for none)."""

    day: date
    starts_at: datetime
    phase: Phase | None
    left: int
    booking_code: str = ""
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChildView:
    """A child as its guardian sees it. `code` and `digits` of today are empty unless they can be
    of use: the class has begun or the child is there, and it is not collected."""

    child: Child
    facts: ChildFacts
    today: ChildDay | None
    expected: bool
    code: str
    digits: str
    scan_url: str
    collected_by: str
    pickups: tuple[CollectorView, ...]
    delegations: tuple[CollectorView, ...]
    days: tuple[DayOfChild, ...]


@dataclass(frozen=True, slots=True)
class GuardianView:
    """A guardian's page."""

    version: int
    now: datetime
    term: ClassTerm
    calendar: Calendar
    guardian: Guardian
    facts: GuardianFacts
    held: tuple[datetime, datetime] | None
    steps: tuple[ClassStep, ...]
    children: tuple[ChildView, ...]
    phone: str
    url: str


@dataclass(frozen=True, slots=True)
class DelegateView:
    """The page of somebody who collects today. `state` tells what their code is worth."""

    version: int
    now: datetime
    term: ClassTerm
    day: date
    held: tuple[datetime, datetime] | None
    nickname: str
    facts: CollectorFacts
    state: ChildState
    is_good: bool
    digits: str
    scan_url: str


class TeacherAction(StrEnum):
    """What a teacher's page sends."""

    ARRIVE = "arrive"
    UNDO_ARRIVAL = "undo_arrival"
    COLLECT = "collect"
    CALL = "call"
    SUMMON = "summon"


@dataclass(frozen=True, slots=True)
class TeacherAct:
    """Something a teacher did. `key` makes sending it twice do it once; `at` is when it was done
    where it waited for the network, else None. To collect, either `token` was scanned or `digits`
    were said, by `person`."""

    key: str
    action: TeacherAction
    child_id: int = 0
    person: str = ""
    token: str = ""
    digits: str = ""
    outcome: CallOutcome | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RosterChild:
    """A child on a teacher's page. `phone` is the guardian's, only where it has to be called."""

    child: Child
    facts: ChildFacts
    state: ChildState
    expected: bool
    day: ChildDay | None
    collected_by: str
    collectors: tuple[CollectorView, ...]
    phone: str
    call: ChildCall | None
    digits: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The children of a day."""

    version: int
    now: datetime
    term: ClassTerm
    day: date
    held: tuple[datetime, datetime] | None
    children: tuple[RosterChild, ...]

    @property
    def is_late(self) -> bool:
        """Whether the class is over."""
        return self.held is not None and self.now >= self.held[1]

    def of(self, *states: ChildState) -> tuple[RosterChild, ...]:
        """The children in some states, of those expected or seen today."""
        return tuple(one for one in self.children if one.state in states
                     and (one.expected or one.day is not None))


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A child in the register at the desk; `unexplained` are the days it did not come on and
    nobody said why."""

    child: Child
    facts: ChildFacts
    pickups: tuple[CollectorView, ...]
    unexplained: int


@dataclass(frozen=True, slots=True)
class RegisterGuardian:
    """A guardian in the register at the desk, the telephone masked once it is confirmed."""

    guardian: Guardian
    facts: GuardianFacts
    phone: str
    children: tuple[RegisterLine, ...]


@dataclass(frozen=True, slots=True)
class ClassAlarmView:
    """An alarm at the desk, with the child's nickname where it is about one."""

    alarm: ClassAlarm
    nickname: str


@dataclass(frozen=True, slots=True)
class ClassDesk:
    """The class at the desk: today, the register, alarms, who is on duty."""

    roster: Roster
    guardians: tuple[RegisterGuardian, ...]
    alarms: tuple[ClassAlarmView, ...]
    minders: tuple[tuple[str, Duty], ...]


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """Who was there in a term, child by child and day by day; `late` are hand-overs after the
    class was over, newest first."""

    term: ClassTerm
    days: tuple[date, ...]
    lines: tuple[tuple[str, Mapping[date, str]], ...]
    late: tuple[tuple[date, str, datetime, str], ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Something that happened with a child."""

    id: int
    nickname: str
    at: datetime
    by: str
    said: str
