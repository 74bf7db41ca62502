"""Guardians, children and who collects them: what is asked of each, and for how long it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import telephone

NAME_LENGTH = 10
NEEDS_LENGTH = 80
INCIDENT_LENGTH = 300
MOST_CHILDREN = 4
MOST_PICKUPS = 4
# Read out on the telephone, to show that a number reaches whoever has the page.
NUMBERS = range(1000, 10_000)
# A guardian whom nobody confirms is forgotten.
UNCONFIRMED_KEPT = timedelta(days=7)
# Of whom so many days passed without a word the manager hears.
UNEXPLAINED = 3
LAST_DIGITS = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class GuardianFacts:
    """Who a guardian is: encrypted in the database."""

    name: str
    relation: str
    phone: str

    def checked(self) -> GuardianFacts:
        """The same in one form. Refuses with `name_missing`, `relation_missing`, and as
        `telephone` does."""
        phone = telephone(self.phone)
        return replace(self, name=_said(self.name, "name_missing"),
                       relation=_said(self.relation, "relation_missing"), phone=phone)


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """What the teacher has to know of a child: encrypted in the database. `needs` may be empty."""

    nickname: str
    school_class: str
    needs: str

    def checked(self) -> ChildFacts:
        """The same in one form. Refuses with `nickname_missing`, `school_class_missing`."""
        return ChildFacts(_said(self.nickname, "nickname_missing"),
                          _said(self.school_class, "school_class_missing"),
                          " ".join(self.needs.split())[:NEEDS_LENGTH])


@dataclass(frozen=True, slots=True)
class CollectorFacts:
    """Somebody who collects a child, grown up: encrypted in the database."""

    name: str
    relation: str
    last4: str

    def checked(self, *, is_adult: bool) -> CollectorFacts:
        """The same in one form. Refuses with `name_missing`, `relation_missing`, `last4_wrong`,
        `collector_minor` where nobody said that they are grown up."""
        said = CollectorFacts(_said(self.name, "name_missing"),
                              _said(self.relation, "relation_missing"),
                              "".join(self.last4.split()))
        if not LAST_DIGITS.fullmatch(said.last4):
            raise Refusal("last4_wrong")
        if not is_adult:
            raise Refusal("collector_minor")
        return said


def _said(text: str, code: str) -> str:
    said = " ".join(text.split())[:NAME_LENGTH]
    if not said:
        raise Refusal(code)
    return said


@dataclass(frozen=True, slots=True)
class Guardian:
    """A guardian as the program knows them. `code` opens their page, hidden as it is kept;
    `number` is what they read out on the telephone; `sealed` holds a GuardianFacts."""

    id: int
    code: str
    term_id: str
    number: int
    sealed: str
    notice: str
    consented_at: datetime
    confirmed_at: datetime | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a term; `weekdays` (mon …) are those it comes on, `sealed` holds a ChildFacts."""

    id: int
    guardian_id: int
    term_id: str
    sealed: str
    weekdays: frozenset[str]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Pickup:
    """Somebody who may always collect a child; `sealed` holds a CollectorFacts."""

    id: int
    child_id: int
    sealed: str


@dataclass(frozen=True, slots=True)
class Delegation:
    """One person for one day. `code` opens its page, both it and `digits` hidden as they are kept;
    `sealed` holds a CollectorFacts."""

    id: int
    child_id: int
    day: date
    code: str
    digits: str
    sealed: str
    taken_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChildDay:
    """A child on one day of the class. `code` and `digits` are hidden as they are kept;
    `collected_by` names who has it now, by a registered person's code or a delegation's, `scanned`
    that they showed the code; `tries` counts wrong digits."""

    child_id: int
    day: date
    state: ChildState
    code: str
    digits: str
    arrived_at: datetime | None = None
    collected_at: datetime | None = None
    collected_by: str = ""
    scanned: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened with a child, as a colleague wrote it down; `sealed` is what."""

    id: int
    child_id: int
    at: datetime
    made_by: str
    sealed: str


class CallOutcome(StrEnum):
    """What came of calling whoever should collect."""

    NO_ANSWER = "no_answer"
    ON_THE_WAY = "on_the_way"


class AlarmKind(StrEnum):
    """What the manager is called for."""

    REFUSED = "refused"
    LATE = "late"
    CONFLICT = "conflict"
    CALLED = "called"
    PARENT = "parent"


@dataclass(frozen=True, slots=True)
class ClassAlarm:
    """Something the manager has to look at, until somebody says that they did."""

    id: int
    kind: AlarmKind
    child_id: int | None
    at: datetime
    seen_at: datetime | None = None
