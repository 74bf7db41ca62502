"""Samples: the rooms of a centre, one of them with its days, a booking; for pictures and tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.actions.reservations import BookingView
from kiosk.actions.rooms.results import RoomBooking, RoomNow, RoomsNow, RoomView
from kiosk.domain.calendar import Opening, OpeningHours, TimeRange
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.bookings import Booking, Source
from kiosk.domain.reservations.places import AccessMode, Reservation, ReservationState
from kiosk.domain.reservations.slots import Availability, Slot, standing
from kiosk.domain.rooms.rooms import HeadCount, Room, RoomStage, Unit
from tests.samples.centre import NOW

DAY = (TimeRange.parse("08:30-21:00"),)
EVERY_DAY = OpeningHours.parse({
    day: ["08:30-21:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
})
CLOSES = NOW.replace(hour=21, minute=0)
OPEN = Opening(True, until=CLOSES, last_today=CLOSES)
LATER = Opening(False, next_at=NOW.replace(hour=16, minute=30))
TOMORROW = Opening(False, next_at=NOW.replace(day=17, hour=8, minute=30))


def room(
    room_id: str, zh: str, en: str, access: AccessMode = AccessMode.WALK_IN, unit: Unit = Unit.SEAT,
    capacity: int = 10, minutes: int = 60,
) -> Room:
    """A room with everything there is to say of it."""
    return Room(
        id=room_id, icon="door-enter", title=Text(zh, en),
        about=Text("象棋、跳棋、扑克都有，茶水自己倒。", "Chess and cards; tea is there too."),
        where=Text("活动区，进门左手第二间", "Activity area, second door on the left"),
        inside=Text("棋、牌、桌子", "Boards, cards, tables"),
        rules=Text("只图个乐，不赌钱", "For fun only: no gambling"),
        access=access, unit=unit, capacity=capacity, hours=EVERY_DAY, holidays=Holidays.AS_USUAL,
        slot=timedelta(minutes=minutes), max_per_booking=1,
    )


def stands(
    found: Room, state: Availability, left: int = 0, door: Opening = OPEN,
    free_at: datetime | None = None,
) -> RoomNow:
    """A room as it stands."""
    return RoomNow(found, state, left, HeadCount(), door, free_at, DAY)


CHESS = room("chess", "棋牌室", "Chess and cards", AccessMode.SLOTS, Unit.TABLE, 6)
MEETING = room("meeting", "会议室", "Meeting room", AccessMode.APPROVAL, Unit.ROOM, 1)
COMPUTERS = room("computers", "电脑室", "Computer room", AccessMode.SLOTS, Unit.DEVICE, 4, 30)
STATION = room("civilization", "新时代文明实践站", "Practice station", capacity=40)
ROOMS = (
    stands(room("library", "图书室", "Library"), Availability.FREE, 9),
    stands(room("fitness", "健身室", "Fitness room", unit=Unit.PLACE), Availability.FREE, 8),
    stands(CHESS, Availability.FREE, 2),
    stands(room("calligraphy", "书画室", "Calligraphy room", AccessMode.SLOTS, Unit.PLACE),
           Availability.NEAR, 1),
    stands(room("activity", "活动室", "Activity room", AccessMode.SLOTS, Unit.ROOM, 1),
           Availability.FULL, free_at=NOW.replace(hour=16, minute=0)),
    stands(MEETING, Availability.FREE, 1),
    stands(STATION, Availability.FREE, 38),
    stands(room("members", "在职党员服务站", "Members' station"), Availability.SHUT, door=TOMORROW),
    stands(COMPUTERS, Availability.NEAR, 1),
    stands(room("music", "音乐室", "Music room"), Availability.SHUT, door=LATER),
    stands(room("exhibition", "展示区", "Exhibition", unit=Unit.VISIT), Availability.FREE, 60),
)
ROOMS_NOW = RoomsNow(1, NOW, ROOMS)
FEW = RoomsNow(1, NOW, ROOMS[:5])
NIGHT = RoomsNow(1, NOW.replace(hour=22), tuple(
    replace(one, state=Availability.SHUT, left=0, opening=TOMORROW) for one in ROOMS
))


def at(hour: int, minute: int = 0) -> datetime:
    """A time of the samples' day."""
    return NOW.replace(hour=hour, minute=minute)


IN_AN_HOUR = at(16)


def slot(found: Room, begins: datetime, left: int) -> Slot:
    """A time of a room with so much left of it."""
    return Slot(begins, begins + found.slot, left, standing(left, found.capacity))


def stage(begins: datetime, ends: datetime, state: Availability) -> RoomStage:
    """A stretch of the samples' day."""
    return RoomStage(begins, ends, state, over=ends <= NOW)


STAGES = (
    stage(at(8, 30), at(14, 30), Availability.SHUT), stage(at(14, 30), at(18), Availability.FREE),
    stage(at(18), at(19), Availability.FULL), stage(at(19), at(21), Availability.NEAR),
)
WEEK = tuple(
    (NOW.date() + timedelta(days=n), state) for n, state in enumerate((
        Availability.FREE, Availability.FREE, Availability.NEAR, Availability.FULL,
        Availability.SHUT, Availability.FREE, Availability.FREE,
    ))
)
SLOTS = (
    slot(CHESS, at(15), 2), slot(CHESS, at(16), 2), slot(CHESS, at(17), 3), slot(CHESS, at(18), 0),
    slot(CHESS, at(19), 1), slot(CHESS, at(20), 5),
)
CHESS_TODAY = RoomView(1, NOW, ROOMS[2], NOW.date(), SLOTS, STAGES, WEEK)
MANY = replace(
    CHESS_TODAY, stands=ROOMS[8], day=WEEK[1][0],
    slots=tuple(slot(COMPUTERS, at(9) + timedelta(days=1, minutes=30 * n), n % 5)
                for n in range(17)),
)
MEETING_TODAY = replace(
    CHESS_TODAY, stands=ROOMS[5], slots=tuple(slot(MEETING, at(h), h % 2) for h in range(16, 21))
)
NOTHING = replace(CHESS_TODAY, day=WEEK[4][0], slots=())
WALK_IN = replace(CHESS_TODAY, stands=ROOMS[6], slots=())
WALK_IN_SHUT = replace(
    WALK_IN, stands=ROOMS[9], stages=(stage(at(16, 30), at(18, 30), Availability.FREE),)
)
SHUT_TODAY = replace(
    WALK_IN, stands=replace(ROOMS[7], today=(), note=Text("停电检修", "No power today")), stages=()
)


def booking(
    state: ReservationState = ReservationState.CONFIRMED, found: Room = CHESS, reason: str = "",
    begins: datetime = IN_AN_HOUR,
) -> RoomBooking:
    """A booking as it stands."""
    wanted = Reservation.of(found, "kx3f", begins, begins + found.slot, state=state)
    reservation = replace(wanted, id=1)
    made = Booking(reservation, 4821, Source.KIOSK, None, "", reason, None, NOW, NOW, 0)
    return BookingView(1, NOW, made, found, made.phase, False, "http://192.168.1.20:8080/b/kx3f")


BOOKINGS = {
    "booked": booking(),
    "tomorrow": booking(begins=at(9) + timedelta(days=1)),
    "asked": booking(ReservationState.HELD, MEETING),
    "here": booking(ReservationState.CHECKED_IN),
    "cancelled": booking(ReservationState.CANCELLED),
    "missed": booking(ReservationState.RELEASED),
    "refused": booking(ReservationState.CANCELLED, MEETING, "那天换届开会"),
    "over": booking(ReservationState.FINISHED),
}
