"""What the staff's deeds of the rooms answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.rooms.answers import RoomNow
from kiosk.domain.bookings import Booking
from kiosk.domain.rooms.rooms import Room
from kiosk.domain.series import Occurrence, Plan


@dataclass(frozen=True, slots=True)
class DeskBooking:
    """A booking as the staff see it: its telephone masked, empty where none was left."""

    booking: Booking
    room: Room
    phone: str


@dataclass(frozen=True, slots=True)
class RoomsDesk:
    """The rooms at the desk: how each stands, what waits for an answer, what today brings."""

    version: int
    now: datetime
    rooms: tuple[RoomNow, ...]
    asked: tuple[DeskBooking, ...]
    today: tuple[DeskBooking, ...]


@dataclass(frozen=True, slots=True)
class RoomBook:
    """What is booked of a room from one day to another, both of them included."""

    version: int
    now: datetime
    room: Room
    first: date
    last: date
    booked: tuple[DeskBooking, ...]


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """A plan, its times and what is in the way of each: nothing of it is written yet."""

    plan: Plan
    room: Room
    times: tuple[Occurrence, ...]

    @property
    def conflicts(self) -> int:
        """How many of its times cannot be had."""
        return sum(one.in_the_way is not None for one in self.times)
