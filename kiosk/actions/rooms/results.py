"""Results of the rooms' actions: frozen views of rooms, days, bookings, and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.reservations.results import BookingView, DeskBooking, WaitlistView
from kiosk.domain.calendar import Opening, TimeRange
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.slots import Availability, Slot
from kiosk.domain.rooms.rooms import HeadCount, Room, RoomStage


@dataclass(frozen=True, slots=True)
class RoomNow:
    """A room at this moment. `free_at` says when a full one is free again today, where known;
    `today` when it opens today, and `note` why that is not as usual: the staff's own words, or
    a key of words."""

    room: Room
    state: Availability
    left: int
    counted: HeadCount
    opening: Opening
    free_at: datetime | None
    today: tuple[TimeRange, ...]
    note: Text | str | None = None


@dataclass(frozen=True, slots=True)
class RoomsNow:
    """All rooms at this moment, in display order, and how many stand how."""

    version: int
    now: datetime
    rooms: tuple[RoomNow, ...]

    def count(self, state: Availability) -> int:
        """How many rooms stand so."""
        return sum(one.state is state for one in self.rooms)


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room with one of its days: the times of that day, today in stretches, the week."""

    version: int
    now: datetime
    stands: RoomNow
    day: date
    slots: tuple[Slot, ...]
    stages: tuple[RoomStage, ...]
    week: tuple[tuple[date, Availability], ...]


@dataclass(frozen=True, slots=True)
class RoomsDesk:
    """The rooms at the desk: how each stands, what waits for an answer, what today brings,
    and what has the number looked for."""

    version: int
    now: datetime
    rooms: tuple[RoomNow, ...]
    asked: tuple[DeskBooking[Room], ...]
    today: tuple[DeskBooking[Room], ...]
    numbered: tuple[DeskBooking[Room], ...] = ()


@dataclass(frozen=True, slots=True)
class RoomsWeek:
    """Every room that is booked, with each of the `days` and what is booked of it then."""

    version: int
    now: datetime
    days: tuple[date, ...]
    rows: tuple[tuple[Room, tuple[tuple[date, tuple[DeskBooking[Room], ...]], ...]], ...]


@dataclass(frozen=True, slots=True)
class RoomBook:
    """What is booked of a room from one day to another, both of them included."""

    version: int
    now: datetime
    room: Room
    first: date
    last: date
    booked: tuple[DeskBooking[Room], ...]


# What the engine answers of rooms.
RoomBooking = BookingView[Room]
RoomWaitlist = WaitlistView[Room]
