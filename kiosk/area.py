"""Areas of the centre: what each one adds to the whole, declared once by its actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.staff.roles import Role
from kiosk.wording.dates import written_date, written_moment

if TYPE_CHECKING:
    from db.engine.database import ReadTransaction, WriteTransaction
    from db.engine.event_log import Event
    from kiosk.actions.acting import Act
    from kiosk.actions.daily_statistics import DailyStatistics
    from kiosk.actions.reservations.settling import Settling
    from kiosk.context import AppContext
    from kiosk.domain.exhibition.slides import Slide
    from kiosk.domain.queue.slips import Slip
    from kiosk.wording.translator import Translator


class NotBefore(float):
    """Seconds after which to ask a job again, and not sooner whatever changes meanwhile."""


# Does what is due; returns after how many seconds to ask again, or sooner when something changed;
# None: when something changed.
Job = Callable[["AppContext"], float | None]


class AtLength(partial[float | None]):
    """A job that goes through all that is kept, or asks others outside: it may take an hour."""


# Makes rows whose keys are destroyed what the deletion had made of them; how many.
Erase = Callable[["Act", frozenset[str]], int]
# What of an area is due now.
Today = Callable[["ReadTransaction", datetime], Iterable["DueNow"]]
# What of an area its centre tells the street: fields of a `CentreSummary`.
Summary = Callable[["ReadTransaction", datetime], Mapping[str, object]]
# The slides that an area makes of how it stands now.
Slides = Callable[["AppContext", "ReadTransaction"], Iterable["Slide"]]
# Makes the slip of something, given its id, as it stands now, in a language.
MakeSlip = Callable[["AppContext", "ReadTransaction", int, str], "Slip"]
# The number under which people know what has an id; "" where it is not kept any more.
NumberOf = Callable[["ReadTransaction", int], str]
# Fills a centre for trying out; returns what whoever tries has to know, line by line.
Demo = Callable[["AppContext", Random], Iterable[str]]


@dataclass(frozen=True, slots=True)
class EventNames:
    """The names under which an area writes into the event log: `by_staff` what the staff do, which
    the record at the desk tells in words (`audit_action.NAME`), `by_others` what only residents,
    volunteers and the program itself do."""

    by_staff: tuple[str, ...] = ()
    by_others: tuple[str, ...] = ()


class DueAge(StrEnum):
    """How long something waits already, as a colour."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class DueNow:
    """So many of a kind (the word `today.KIND`) that somebody has to do something about.

    `times`, the first one first, are since when each waits, or when it has to be done; from so long
    after that it is `amber` and `red`, before it where that is below zero. `may` says who sees it,
    `page` is the section of the desk where it is done.
    """

    kind: str
    times: tuple[datetime, ...]
    may: frozenset[Role]
    page: str
    amber: timedelta
    red: timedelta

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.times)

    @property
    def at(self) -> datetime:
        """Since when the first waits."""
        return self.times[0]

    def late(self, now: datetime) -> int:
        """How many of them are red."""
        return sum(now - one >= self.red for one in self.times)

    def age(self, now: datetime) -> DueAge:
        """Its colour."""
        waited = now - self.at
        if waited >= self.red:
            return DueAge.RED
        return DueAge.AMBER if waited >= self.amber else DueAge.GREEN


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the speaker in the hall says so many `times`; slower for whom 大字 or a priority helped.
    `brief` is said once instead while many wait to be said; empty: the whole text.
    """

    text: str
    slower: bool = False
    times: int = 2
    brief: str = ""


# How an event is said aloud; None where it is no news any more.
Announce = Callable[["AppContext", "ReadTransaction", "Event"], Announcement | None]


@dataclass(frozen=True, slots=True)
class HealthNote:
    """What a part says, by the key of a sentence in `health_note` and its gaps; a gap that is a
    tuple holds keys of words, one after the other, and an instant is told. `detail` is what the
    system itself said, which `check` alone adds."""

    key: str
    gaps: Mapping[str, object] = field(default_factory=dict)
    detail: str = ""

    def said(self, words: Translator, *, in_full: bool = False) -> str:
        """The sentence in a language."""
        gaps = {name: _told(words, one) for name, one in self.gaps.items()}
        detail = f" ({self.detail})" if in_full and self.detail else ""
        return words(f"health_note.{self.key}", **gaps) + detail


def _told(words: Translator, gap: object) -> object:
    if isinstance(gap, datetime):
        return written_moment(words, gap)
    if isinstance(gap, date):
        return written_date(words, gap, "short")
    return words("health_note.comma").join(map(words, gap)) if isinstance(gap, tuple) else gap


@dataclass(frozen=True, slots=True)
class HealthPart:
    """One part of the centre as the health check reports it; `notes` are for the operator: what is
    the same in every language stands there as it is."""

    name: str
    well: bool
    notes: str | tuple[HealthNote | str, ...]

    def said(self, words: Translator, *, in_full: bool = False) -> str:
        """All of them in a language."""
        notes = (self.notes,) if isinstance(self.notes, str) else self.notes
        return words("health_note.between").join(
            one if isinstance(one, str) else one.said(words, in_full=in_full) for one in notes)


def noted(key: str, *, detail: str = "", **gaps: object) -> tuple[HealthNote]:
    """One note of a part."""
    return (HealthNote(key, gaps, detail),)


# `serving` says that the pages are running, which do what is due by the clock.
HealthCheck = Callable[["AppContext", bool], Iterable[HealthPart]]


@dataclass(frozen=True, slots=True)
class AreaContent:
    """What of an area the staff write: its kinds of content, `types`.

    `read` reads all of it as residents see it: KeyError, TypeError, ValueError or IndexError where
    that cannot be done. `put` writes the body of an item (its id, the body), by the name of a kind
    whose items are more than content.
    """

    types: tuple[ContentType, ...]
    read: Callable[[ReadTransaction], object]
    put: Mapping[str, Callable[[WriteTransaction, str, dict[str, Any]], None]] = field(
        default_factory=dict)


class LocalNames(NamedTuple):
    """Texts with names that people write here more than anywhere: `places` come before all
    `others`."""

    places: Iterable[str] = ()
    others: Iterable[str] = ()


@dataclass(frozen=True, slots=True)
class Seed:
    """The first content of an area: `write` brings in what a seed file has of it, unless
    `is_there` says that there is some. KeyError, TypeError or ValueError where the file is wrong.
    `follows` does what is due of it at once, so that whoever looks first sees it too.
    """

    is_there: Callable[[ReadTransaction], bool]
    write: Callable[[WriteTransaction, dict[str, Any]], None]
    follows: Callable[[AppContext], None] | None = None


class SetupFacts(NamedTuple):
    """Whether something is known of a centre, as far as that can be seen, and how it stands."""

    known: bool
    notes: tuple[HealthNote, ...] = ()


@dataclass(frozen=True, slots=True)
class SetupStep:
    """Something to know of a centre before residents come: the words `setup.NAME`, `NAME_about`.

    `look` says how it stands. It is written in these `fields` of the centre, on the lists of these
    `kinds` of content and on these `pages` of the desk; `picks` is a kind of which a new centre has
    items out of sight, to be ticked. What has no default cannot be left as it is. Steps are led
    through in the order of their `rank`.
    """

    name: str
    rank: int
    look: Callable[[AppContext, ReadTransaction], SetupFacts]
    fields: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    picks: str = ""
    has_default: bool = True


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Something that is kept for `days` and then deleted.

    `event` says in the event log that some was, and its detail `counted` how much of it; None
    where deleting it is no event. An event with the detail `area` counts for that area alone.
    `has_before` tells whether any is left from before an instant. `tables` are those in which
    something of a person is, and out of which the rule deletes it.
    """

    name: str
    days: int
    event: str | None = None
    counted: str = ""
    has_before: Callable[[ReadTransaction, datetime], bool] = lambda _session, _before: False
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonalRecord:
    """Something that is kept of one person: what it is of (the word `records.KIND`), its number,
    since when, the name it is kept under, in which matter, and `all` of it as JSON has it."""

    kind: str
    number: str
    at: datetime
    name: str
    about: str
    all: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PersonalRecords:
    """How an area answers somebody who asks what is kept of them: all three take the telephone in
    its one form.

    `tables` are those in which something of a person is. `find` tells what there is, in a
    language. `correct` writes another name and telephone, each None where it stays; `erase`
    deletes all of it and calls off what was still to happen: each returns how many records it was.
    """

    tables: tuple[str, ...]
    find: Callable[[AppContext, ReadTransaction, str, str], Sequence[PersonalRecord]]
    correct: Callable[[Act, str, str | None, str | None], int]
    erase: Callable[[Act, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area; each slot is filled, or None where the area has nothing to add.

    name       the area's name on every floor
    events     the names of what it writes into the event log
    jobs       what falls due by the clock, by name
    health     the health check of its parts
    retention  what of it is kept for a time only
    records    what it keeps of persons
    statistics what it counts each day, and how that is told
    content    what of it the staff write
    names      the names that keyboards offer before any dictionary
    announces  by the events that are said aloud in the hall, how
    seed       its first content
    demo       fills it for trying out
    erase      deletes once more what has none of its keys any more, given their ids: a restore
               brought it back; how much it was
    losses     by what a restore may lose, the events that count it; those of another area,
               as their detail `area` says, do not
    slides     slides made of how it stands, after those that the staff write
    slips      by the kind of what they are of in the outbox, how its slips are made
    settling   what of it cannot take place after a change of hours, rooms or places
    today      what of it is due now, for whoever may see it
    summary    what of it the centre tells the street, nothing personal
    numbers    by what the details of events call an id, the number under which people know it
    setup      what has to be known of it before residents come
    door       the kind of content of which something has to be shown for its tile on home
    """

    name: str
    events: EventNames | None
    jobs: Mapping[str, Job] | None
    health: HealthCheck | None
    retention: tuple[RetentionRule, ...] | None
    records: PersonalRecords | None
    statistics: DailyStatistics[Any, Any] | None
    content: AreaContent | None
    names: Callable[[ReadTransaction], LocalNames] | None
    announces: Mapping[str, Announce] | None
    seed: Seed | None
    demo: Demo | None
    erase: Erase | None
    losses: Mapping[str, tuple[str, ...]] | None
    slides: Slides | None = None
    slips: Mapping[str, MakeSlip] | None = None
    settling: Settling | None = None
    numbers: Mapping[str, NumberOf] | None = None
    today: Today | None = None
    summary: Summary | None = None
    setup: tuple[SetupStep, ...] | None = None
    door: str | None = None


def due(
    kind: str, times: Iterable[datetime], may: frozenset[Role], page: str, amber: timedelta,
    red: timedelta,
) -> tuple[DueNow, ...]:
    """What is due at these `times`, as one line; none where there are none."""
    found = tuple(sorted(times))
    return (DueNow(kind, found, may, page, amber, red),) if found else ()


def end_of(day: date, now: datetime) -> datetime:
    """The last instant of a day, in the zone of `now`: until when something is due on it."""
    return datetime.combine(day, time.max, now.tzinfo)


def content_types(areas: Iterable[Area]) -> dict[str, ContentType]:
    """The kinds of content of some areas by name, in the order in which the staff find them."""
    types = [one for area in areas if area.content for one in area.content.types]
    return {one.name: one for one in sorted(types, key=lambda one: one.rank)}
