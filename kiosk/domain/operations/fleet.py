"""The fleet: what each kiosk of the centre says of itself, and when it counts as away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A kiosk says how it is four times within this.
AWAY_AFTER = timedelta(seconds=60)
# A machine that is started anew, or gets paper, is no news for the manager.
TOLD_AFTER = timedelta(minutes=5)
LITTLE_DISK = 2**30
# What of a kiosk can be broken, in this order.
PARTS = ("printer", "voice", "screen", "disk")
# Words of a device that need nobody; whatever else it says is a trouble.
FINE = frozenset({"well", "none", "lit", "unknown"})


class KioskState(StrEnum):
    """How a kiosk stands, worst first."""

    AWAY = "away"
    BROKEN = "broken"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class KioskReport:
    """What a kiosk says of itself: of `printer`, `voice` and `screen` one word each, `disk` in free
    bytes. `run` is another one at each start of the program, `migration` the newest that it knows.
    """

    name: str
    run: str
    version: str
    migration: int
    printer: str
    voice: str
    screen: str
    disk: int

    @property
    def troubles(self) -> tuple[str, ...]:
        """The parts that somebody has to see to."""
        fine = {"disk": self.disk >= LITTLE_DISK} | {
            part: getattr(self, part) in FINE for part in PARTS[:-1]}
        return tuple(part for part in PARTS if not fine[part])


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk as the centre knows it by its last report, of the instant `seen_at`.

    `troubled_at` is since when it has troubles, `twin_at` when another machine last spoke under its
    name, `told` the state of which the manager was told.
    """

    report: KioskReport
    seen_at: datetime
    troubled_at: datetime | None
    twin_at: datetime | None
    told: KioskState

    @property
    def name(self) -> str:
        """Its name."""
        return self.report.name

    def state(self, now: datetime) -> KioskState:
        """How it stands. A report from the future proves no more than an old one."""
        if abs(now - self.seen_at) > AWAY_AFTER:
            return KioskState.AWAY
        return KioskState.BROKEN if self.troubled_at else KioskState.WELL

    def since(self, now: datetime) -> datetime:
        """Since when it stands so; since now where it is well."""
        state = self.state(now)
        if state is KioskState.AWAY:
            return self.seen_at
        return self.troubled_at or now

    def has_twin(self, now: datetime) -> bool:
        """Whether two machines speak under its name."""
        return self.twin_at is not None and abs(now - self.twin_at) <= AWAY_AFTER

    def to_tell(self, now: datetime, *, is_used: bool) -> KioskState | None:
        """The state that the manager has to be told of now; None where there is nothing to tell.

        That it is well again is told at once. What is not well is told once it lasts, and only
        while the kiosk is in use: many a one is switched off for the night.
        """
        state = self.state(now)
        if state is self.told:
            return None
        if state is KioskState.WELL:
            return state
        return state if is_used and now - self.since(now) >= TOLD_AFTER else None


@dataclass(frozen=True, slots=True)
class Fleet:
    """All kiosks at an instant; `newest` is the newest migration of the database, `slips` how many
    wait to be printed, by name."""

    now: datetime
    kiosks: tuple[Kiosk, ...]
    newest: int
    slips: Mapping[str, int]

    def is_old(self, kiosk: Kiosk) -> bool:
        """Whether its program is older than the database."""
        return kiosk.report.migration < self.newest

    def needs_look(self, kiosk: Kiosk) -> bool:
        """Whether somebody has to see to it."""
        return (kiosk.state(self.now) is not KioskState.WELL or kiosk.has_twin(self.now)
                or self.is_old(kiosk))

    def named(self, state: KioskState) -> list[str]:
        """The names of those that stand so."""
        return [one.name for one in self.kiosks if one.state(self.now) is state]


def worst_first(kiosks: Iterable[Kiosk], now: datetime, newest: int) -> tuple[Kiosk, ...]:
    """Kiosks in the order in which somebody has to look at them; `newest` as in Fleet."""
    order = tuple(KioskState)
    return tuple(sorted(kiosks, key=lambda one: (
        order.index(one.state(now)), not one.has_twin(now),
        one.report.migration >= newest, one.name)))
