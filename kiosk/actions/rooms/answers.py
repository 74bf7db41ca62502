"""What the deeds of the rooms answer: frozen pictures of rooms, days and bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.bookings import Booking, Phase, Source, Waiting
from kiosk.domain.calendar import Opening, Stretch
from kiosk.domain.content.guide import Text
from kiosk.domain.rooms.rooms import HeadCount, Room, RoomState, Slot, Stage


@dataclass(frozen=True, slots=True)
class RoomNow:
    """A room at this moment. `free_at` says when a full one is free again today, where known;
    `today` when it opens today, and `note` why that is not as usual: the staff's own words, or
    a key of words."""

    room: Room
    state: RoomState
    left: int
    counted: HeadCount
    opening: Opening
    free_at: datetime | None
    today: tuple[Stretch, ...]
    note: Text | str | None = None


@dataclass(frozen=True, slots=True)
class RoomsNow:
    """All rooms at this moment, in display order, and how many stand how."""

    version: int
    now: datetime
    rooms: tuple[RoomNow, ...]

    def count(self, state: RoomState) -> int:
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
    stages: tuple[Stage, ...]
    week: tuple[tuple[date, RoomState], ...]


@dataclass(frozen=True, slots=True)
class BookingView:
    """A booking as whoever made it sees it. `may_arrive` while 我到了 makes sense."""

    version: int
    now: datetime
    booking: Booking
    room: Room
    phase: Phase
    may_arrive: bool
    url: str


@dataclass(frozen=True, slots=True)
class WaitView:
    """A place in line as whoever waits sees it: `place` counts from 1, 0 where it is none any
    more."""

    version: int
    now: datetime
    waiting: Waiting
    room: Room
    phase: Phase
    place: int
    url: str


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What a tap on 订这一桌 asks for.

    `key` comes with the tap: the same key is the same booking however often it arrives. `begins`
    is None for 现在就进. `phone` was typed, `browser` is the one that asks: one of the two says
    whose booking it is, and neither is needed to go in now at the glass.
    """

    key: str
    room_id: str
    begins: datetime | None
    source: Source
    places: int = 1
    phone: str | None = None
    browser: str | None = None
