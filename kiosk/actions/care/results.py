"""Results of the actions of care: frozen views of devices, bookings, repairs and records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.reservations.results import BookingView, DeskBooking, WaitlistView
from kiosk.domain.calendar import Opening, TimeRange
from kiosk.domain.care.blood_pressure import (
    SHOWN,
    KeptReading,
    Level,
    Reading,
    Thresholds,
    WeekAverage,
    average,
)
from kiosk.domain.care.devices import CareCentre, Device, DeviceState, FreeTime
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.slots import Availability, Slot

# What the engine answers of devices.
CareBooking = BookingView[Device]
CareWaiting = WaitlistView[Device]
DaysOfTimes = tuple[tuple[date, tuple[Slot, ...]], ...]


@dataclass(frozen=True, slots=True)
class StaffNow:
    """The medical staff at this moment: whether they are there, and today's hours; `note` says why
    these are not as usual, in the staff's own words or as a key of words."""

    opening: Opening
    today: tuple[TimeRange, ...]
    note: Text | str | None


@dataclass(frozen=True, slots=True)
class DeviceNow:
    """A device at this moment: how many times of today can be had, and when one in use is free
    again, None where that is not today; `repaired` is the day on which it can be used again.
    `instead` is one of the same sort that can be used meanwhile."""

    device: Device
    state: DeviceState
    opening: Opening
    today: tuple[TimeRange, ...]
    free: int
    free_at: datetime | None
    repaired: date | None
    instead: Device | None = None


@dataclass(frozen=True, slots=True)
class CareNow:
    """Care at this moment, the devices in display order; `centre` is None where there is none."""

    version: int
    now: datetime
    centre: CareCentre | None
    staff: StaffNow | None
    devices: tuple[DeviceNow, ...]


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device with one of its days: the times of that day, and how the days of the week stand."""

    version: int
    now: datetime
    stands: DeviceNow
    day: date
    slots: tuple[Slot, ...]
    week: tuple[tuple[date, Availability], ...]


@dataclass(frozen=True, slots=True)
class MovedBooking:
    """What a booking had before the centre moved it."""

    title: Text
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class RepairMove:
    """A booking of a device that goes into repair, and the time it is given instead; None where
    there is none."""

    booking: DeskBooking[Device]
    to: FreeTime | None
    device: Device | None


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What a repair moves. `mark` stands for all of it: a plan that changed has another one."""

    device: Device
    until: date
    moves: tuple[RepairMove, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """How many wait for a time of a device."""

    device: Device
    starts_at: datetime
    ends_at: datetime
    waiting: int


@dataclass(frozen=True, slots=True)
class CareDesk:
    """Care at the desk: how the devices stand, what is booked today, and who waits; `times` are
    those of the next days by the device's id, full ones too."""

    version: int
    now: datetime
    devices: tuple[DeviceNow, ...]
    today: tuple[DeskBooking[Device], ...]
    lines: tuple[DeviceLine, ...]
    times: Mapping[str, DaysOfTimes]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record: its readings in the order in which they were taken, those that cannot be read
    last; `code` opens its owner's page, `letters` are on its card."""

    version: int
    now: datetime
    code: str
    letters: str
    kept: tuple[KeptReading, ...]
    thresholds: Thresholds

    @property
    def readings(self) -> list[Reading]:
        """All that can be read."""
        return [one.reading for one in self.kept if one.reading]

    @property
    def latest(self) -> list[Reading]:
        """The latest of them, as many as the chart shows."""
        return self.readings[-SHOWN:]

    @property
    def week(self) -> WeekAverage | None:
        """The average of the last seven days."""
        return average(self.readings, self.now.date())


@dataclass(frozen=True, slots=True)
class EnteredReading:
    """A reading that counts, and where it lies; `again_at` is when an urgent one is taken a second
    time, None where it is no urgent one, or is the second already."""

    record: RecordView
    reading: Reading
    level: Level
    again_at: datetime | None
