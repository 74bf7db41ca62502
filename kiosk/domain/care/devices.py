"""Devices: what is read before one is used, when it can be had, how it stands now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.calendar import OpeningHours, TimeRange, shared
from kiosk.domain.calendar_exceptions import Holidays, Timetable
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.places import Occupancy, most_occupied
from kiosk.domain.reservations.slots import Availability, Slot, TimedResource

# The area of the devices.
CARE = "care"
# As many points as can be heard before something is used.
MOST_RULES = 4
# With so few times of today left a device is 快满了.
FEW = 2


class DeviceState(StrEnum):
    """How a device stands."""

    FREE = "free"
    NEAR = "near"
    IN_USE = "in_use"
    SHUT = "shut"
    AWAY = "away"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class UsePoint:
    """One point of what is read before a device is used."""

    icon: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(TimedResource):
    """A device of the centre: one person uses it at a time, and it is cleaned for `teardown`.

    Devices of one `sort` stand in for each other. One that is `attended` can be used only while
    medical staff are there. `points` are read first.
    """

    area: str = CARE
    capacity: int = 1
    icon: str
    about: Text
    sort: str
    attended: bool
    points: tuple[UsePoint, ...]

    @property
    def text_version(self) -> str:
        """What stands for the text that is read first: another text has another one."""
        text = "\n".join(f"{one.text.zh}\t{one.text.en}" for one in self.points)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class CareCentre:
    """What the centre says of its care: when medical staff are there, and that blood pressure is
    taken then; `warning` is read before anything is used. `title` is its own name for it, empty
    where it has none."""

    lead: Text
    hours: OpeningHours
    holidays: Holidays
    pressure: Text
    pressure_hint: Text
    warning: Text
    title: Text


@dataclass(frozen=True, slots=True)
class DeviceHours:
    """The hours of a device, day by day: its own, those of the medical staff where it needs them,
    and none before the day it is `repaired`."""

    own: Timetable
    staff: Timetable | None
    repaired: date | None

    def on(self, day: date) -> tuple[TimeRange, ...]:
        """The stretches of one day."""
        if self.repaired is not None and day < self.repaired:
            return ()
        own = self.own.on(day)
        return own if self.staff is None else shared(own, self.staff.on(day))


def state_of(
    hours: DeviceHours, is_open: bool, occupied: Iterable[Occupancy], today: Sequence[Slot],
    now: datetime,
) -> DeviceState:
    """How a device stands; `today` are its times that are not over."""
    if hours.repaired is not None and now.date() < hours.repaired:
        return DeviceState.REPAIR
    if not is_open:
        is_away = hours.staff is not None and any(
            stretch.holds(now.time()) for stretch in hours.own.on(now.date()))
        return DeviceState.AWAY if is_away else DeviceState.SHUT
    if most_occupied(occupied, Occupancy(now, now + timedelta(microseconds=1))):
        return DeviceState.IN_USE
    return DeviceState.NEAR if free_of(today) <= FEW else DeviceState.FREE


def free_of(found: Iterable[Slot]) -> int:
    """How many of these times can be had."""
    return sum(slot.left > 0 for slot in found)


def standing_of(found: Sequence[Slot]) -> Availability:
    """How a day of a device stands, by its times that are not over."""
    if not found:
        return Availability.SHUT
    free = free_of(found)
    if not free:
        return Availability.FULL
    return Availability.NEAR if free <= FEW else Availability.FREE


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time of a device that somebody whose own device is in repair can have."""

    device_id: str
    begins: datetime
    ends: datetime

    def distance(self, device_id: str, wanted: datetime) -> tuple[timedelta, bool, bool]:
        """How far it is from what somebody had: of two equally near the later comes first, then
        the same device."""
        return (abs(self.begins - wanted), self.begins < wanted, self.device_id != device_id)
