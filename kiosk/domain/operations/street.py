"""The street: what a centre tells of itself, and how the centres of a street stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from kiosk.domain.content.guide import Text

# Grows when what a summary says changes its meaning; what is only added is no new format.
FORMAT = 1
# A centre tells how it stands four times within this.
SILENT_AFTER = timedelta(seconds=60)
LONG_WAIT = timedelta(minutes=40)


@dataclass(frozen=True, slots=True)
class Overdue:
    """So many of a kind (the word `today.KIND`) are overdue, the first of them since an instant."""

    kind: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class KioskTrouble:
    """A kiosk that is away or broken (`KioskState`) since an instant."""

    name: str
    state: str
    since: datetime


@dataclass(frozen=True, slots=True)
class CaseRates:
    """Of the cases received in a month, as the wall counts them: answered in time, solved by the
    residents' own yes, and content with it."""

    received: int = 0
    in_time: int = 0
    solved: int = 0
    content: int = 0

    def __add__(self, other: CaseRates) -> CaseRates:
        return CaseRates(self.received + other.received, self.in_time + other.in_time,
                         self.solved + other.solved, self.content + other.content)

    def shares(self) -> tuple[int | None, ...]:
        """The three rates in percent, rounded down; None of each where nothing was received."""
        return tuple(count * 100 // self.received if self.received else None
                     for count in (self.in_time, self.solved, self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreSummary:
    """A centre in a few figures, none of them anybody's; `first_waits` is since when the first of
    those `waiting` waits, `counters` how many are open."""

    name: Text
    is_open: bool
    until: datetime | None
    opens_at: datetime | None
    counters: int
    waiting: int
    first_waits: datetime | None
    overdue: tuple[Overdue, ...]
    rates: CaseRates
    kiosks: int
    troubles: tuple[KioskTrouble, ...]

    def told(self) -> dict[str, Any]:
        """What `heard` reads, as JSON has it."""
        return {"format": FORMAT, **_plain(asdict(self))}


class NewerSummary(ValueError):
    """A centre's program is newer, and says what this one does not understand."""


def heard(told: Mapping[str, Any]) -> CentreSummary:
    """A summary as a centre told it; what a newer one adds is passed over. Raises NewerSummary."""
    try:
        if told["format"] > FORMAT:
            raise NewerSummary
        return CentreSummary(
            name=Text(**told["name"]), is_open=told["is_open"], until=_instant(told["until"]),
            opens_at=_instant(told["opens_at"]), counters=told["counters"],
            waiting=told["waiting"], first_waits=_instant(told["first_waits"]),
            overdue=tuple(Overdue(one["kind"], one["count"], datetime.fromisoformat(one["since"]))
                          for one in told["overdue"]),
            rates=CaseRates(**{name: told["rates"][name] for name in CaseRates.__slots__}),
            kiosks=told["kiosks"],
            troubles=tuple(
                KioskTrouble(one["name"], one["state"], datetime.fromisoformat(one["since"]))
                for one in told["troubles"]))
    except (KeyError, TypeError, AttributeError, ValueError) as odd:
        raise NewerSummary from odd


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _instant(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


class WhyAway(StrEnum):
    """Why nothing is known of a centre."""

    SILENT = "silent"
    UNREACHABLE = "unreachable"
    TURNED_AWAY = "turned_away"
    NO_RIGHT = "no_right"
    UNTOLD = "untold"
    OLDER = "older"
    NEWER = "newer"


class Standing(StrEnum):
    """How a centre stands, in the order in which somebody has to look."""

    AWAY = "away"
    STOPPED = "stopped"
    TROUBLE = "trouble"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StreetCentre:
    """A centre as the street knows it: `name` is what the street calls it.

    `summary` is the last one that was read, which the centre wrote at `written_at`; None where none
    was. Where nothing could be read now, `away` says why and `away_since` since when.
    """

    name: str
    summary: CentreSummary | None = None
    written_at: datetime | None = None
    away: WhyAway | None = None
    away_since: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """How it stands. One that is closed for the night may have switched its machines off."""
        last = self.summary
        if self.away or last is None or self.written_at is None:
            return Standing.AWAY
        if abs(now - self.written_at) > SILENT_AFTER:
            is_night = not last.is_open and last.opens_at is not None and now < last.opens_at
            return Standing.CLOSED if is_night else Standing.STOPPED
        if last.overdue or last.troubles or self.waits_long(now) or self.is_unserved:
            return Standing.TROUBLE
        return Standing.OPEN if last.is_open else Standing.CLOSED

    def waits_long(self, now: datetime) -> bool:
        """Whether somebody waits longer there than anybody should."""
        last = self.summary
        return (last is not None and last.is_open and last.first_waits is not None
                and now - last.first_waits >= LONG_WAIT)

    @property
    def is_unserved(self) -> bool:
        """Whether people wait there and no counter is open."""
        last = self.summary
        return last is not None and last.is_open and last.waiting > 0 and not last.counters


@dataclass(frozen=True, slots=True)
class Street:
    """All centres at an instant, those first that somebody has to look at; the totals are of those
    that answer."""

    now: datetime
    centres: tuple[StreetCentre, ...]

    @classmethod
    def of(cls, centres: Iterable[StreetCentre], now: datetime) -> Street:
        """The street of some centres."""
        order = tuple(Standing)
        return cls(now, tuple(sorted(centres, key=lambda one: (
            order.index(one.standing(now)), one.name))))

    @property
    def answering(self) -> tuple[CentreSummary, ...]:
        """What those say that answer and whose program runs."""
        return tuple(one.summary for one in self.centres if one.summary
                     and one.standing(self.now) not in (Standing.AWAY, Standing.STOPPED))

    @property
    def first_waits(self) -> datetime | None:
        """Since when the one waits who waits longest."""
        return min((one.first_waits for one in self.answering if one.first_waits), default=None)

    @property
    def rates(self) -> CaseRates:
        """The rates of all cases together."""
        return sum((one.rates for one in self.answering), CaseRates())
