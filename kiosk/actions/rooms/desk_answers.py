"""What the staff see of the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.reservations.results import DeskBooking
from kiosk.actions.rooms.answers import RoomNow
from kiosk.domain.rooms.rooms import Room


@dataclass(frozen=True, slots=True)
class RoomsDesk:
    """The rooms at the desk: how each stands, what waits for an answer, what today brings."""

    version: int
    now: datetime
    rooms: tuple[RoomNow, ...]
    asked: tuple[DeskBooking[Room], ...]
    today: tuple[DeskBooking[Room], ...]


@dataclass(frozen=True, slots=True)
class RoomBook:
    """What is booked of a room from one day to another, both of them included."""

    version: int
    now: datetime
    room: Room
    first: date
    last: date
    booked: tuple[DeskBooking[Room], ...]
