"""Samples: devices and the medical staff, one device with its days, a booking of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from kiosk.actions.care.results import (
    CareBooking,
    CareNow,
    CareWaiting,
    DeviceNow,
    DeviceView,
    StaffNow,
)
from kiosk.actions.reservations import BookingView, WaitlistView
from kiosk.domain.calendar import Opening, OpeningHours, TimeRange
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.care.devices import CareCentre, Device, DeviceState, UsePoint
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.bookings import Booking, Phase, Source, WaitlistEntry, WaitlistState
from kiosk.domain.reservations.places import Reservation, ReservationState
from kiosk.domain.reservations.slots import Availability, Slot, standing
from tests.samples.centre import NOW

MORNING = NOW.replace(hour=9, minute=40)
DAY = (TimeRange.parse("09:00-17:30"),)
WEEK_HOURS = OpeningHours.parse({"thu": ["09:00-17:30"]})
STAFF_DAY = (TimeRange.parse("09:00-11:00"), TimeRange.parse("16:00-17:30"))
POINTS = (
    UsePoint("heart", Text("装心脏起搏器的，\n先问医务人员", "With a pacemaker,\nask first")),
    UsePoint("clock", Text("刚吃过饭，\n过半小时再用", "Just eaten?\nWait half an hour")),
    UsePoint("mood-smile", Text("头晕、发烧，\n今天先别用", "Dizzy or feverish?\nNot today")),
    UsePoint("bell", Text("用着不舒服，\n按铃叫人", "Feeling unwell?\nRing the bell")),
)
UNWRITTEN = (UsePoint("info-circle", Text("由医务人员填写", "To be written by the medical staff")),)
CENTRES = CareCentre(
    Text("护理仪、按摩椅先订再用，量血压来了就量。", "Book a device; just come in for the rest."),
    WEEK_HOURS, Holidays.AS_USUAL, Text("量血压不收费", "Free of charge"),
    Text("先坐 5 分钟", "Sit for 5 minutes"),
    Text("装了心脏起搏器，\n先问医务人员，\n再用仪器。",
         "With a pacemaker,\nask the medical staff\nfirst."),
    Text("义养小镇", "Elder care"),
)


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    """A time of the samples' day."""
    return MORNING.replace(day=day, hour=hour, minute=minute)


def device(device_id: str, zh: str, en: str, sort: str = "护理仪", **more: Any) -> Device:
    """A device with everything there is to say of it."""
    usual: dict[str, Any] = {
        "about": Text("躺着用，一次半小时，医务人员在旁边帮您。", "Half an hour with help."),
        "where": Text("一楼义养小镇", "Care town, ground floor"), "points": POINTS,
    }
    return Device(
        id=device_id, icon="device-heart-monitor", title=Text(zh, en), sort=sort, attended=True,
        hours=WEEK_HOURS, holidays=Holidays.AS_USUAL, slot=timedelta(minutes=30),
        **usual | more,
    )


OPEN = Opening(True, until=at(11), last_today=at(17, 30))
AWAY = Opening(False, next_at=at(16), last_today=at(17, 30))
SHUT = Opening(False, next_at=at(9, day=17))


def stands(
    found: Device, state: DeviceState, free: int = 5, free_at: datetime | None = None,
    door: Opening = OPEN, **more: Any,
) -> DeviceNow:
    """A device as it stands."""
    return DeviceNow(found, state, door, DAY, free, free_at, more.pop("repaired", None), **more)


TWO = device("care-2", "护理仪 2 号", "Care device 2")
DEVICES = (
    stands(device("care-1", "护理仪 1 号", "Care device 1"), DeviceState.IN_USE, free_at=at(10)),
    stands(TWO, DeviceState.FREE),
    stands(device("care-3", "护理仪 3 号", "Care device 3"), DeviceState.REPAIR,
           repaired=date(2025, 10, 17), instead=TWO),
    stands(device("chair", "按摩椅", "Massage chair", "按摩椅"), DeviceState.NEAR, 2),
)
HERE, GONE = StaffNow(OPEN, STAFF_DAY, None), StaffNow(AWAY, STAFF_DAY, None)
CARE_NOW = CareNow(1, MORNING, CENTRES, HERE, DEVICES)
MANY_DEVICES = replace(CARE_NOW, devices=(*DEVICES, *(
    stands(device(f"care-{n}", f"护理仪 {n} 号", f"Care device {n}"), DeviceState.FREE)
    for n in range(4, 8))))
STAFF_AWAY = CareNow(1, at(12), CENTRES, GONE, tuple(
    one if one.state is DeviceState.REPAIR else replace(one, state=DeviceState.AWAY, opening=AWAY)
    for one in DEVICES))
NIGHT = CareNow(1, at(20), replace(CENTRES, warning=Text("", "")), StaffNow(SHUT, (), None), tuple(
    replace(one, state=DeviceState.SHUT, opening=SHUT) for one in DEVICES))
FRESH = replace(CARE_NOW, centre=replace(
    CENTRES, warning=UNWRITTEN[0].text, pressure_hint=Text("", "")), devices=DEVICES[1:2])

WEEK = tuple(
    (MORNING.date() + timedelta(days=n), state) for n, state in enumerate((
        Availability.FREE, Availability.FREE, Availability.NEAR, Availability.SHUT,
        Availability.FREE, Availability.FULL, Availability.FREE,
    ))
)


def slot(begins: datetime, left: int = 1) -> Slot:
    """A time of a device."""
    return Slot(begins, begins + timedelta(minutes=30), left, standing(left, 1))


SLOTS = tuple(slot(at(9, 30) + timedelta(minutes=30 * n), int(n not in (3, 6, 9)))
              for n in range(16))
TODAY = DeviceView(1, MORNING, DEVICES[1], MORNING.date(), SLOTS, WEEK)
FEW_TIMES = replace(TODAY, stands=replace(DEVICES[1], device=replace(TWO, points=UNWRITTEN)),
                    slots=SLOTS[:5])
NO_TIMES = replace(TODAY, day=WEEK[3][0], slots=())
IN_USE = replace(TODAY, stands=DEVICES[0])
TEN = "10:30"
HELD_TIME = replace(TODAY, slots=tuple(
    slot(one.begins, 0) if one.begins == at(10, 30) else one for one in SLOTS))


def booking(
    state: ReservationState = ReservationState.CONFIRMED, held_until: datetime | None = None
) -> CareBooking:
    """A booking as it stands."""
    wanted = Reservation.of(TWO, "kx3f", at(10, 30), at(11), state=state)
    made = Booking(replace(wanted, id=1), 4821, Source.KIOSK, None, "", "", held_until, MORNING,
                   MORNING, 0)
    return BookingView(1, MORNING, made, TWO, made.phase, False,
                       "http://192.168.1.20:8080/b/kx3f")


def waits() -> CareWaiting:
    """A place in line for it."""
    entry = WaitlistEntry("kx3f", "care", TWO.id, at(10, 30), at(11), 1, None, MORNING,
                          WaitlistState.WAITING, 4821)
    return WaitlistView(1, MORNING, entry, TWO, Phase.WAITING, 2,
                        "http://192.168.1.20:8080/b/kx3f")


BOOKINGS = {
    "booked": booking(), "here": booking(ReservationState.CHECKED_IN),
    "cancelled": booking(ReservationState.CANCELLED), "waiting": waits(),
    "offered": booking(ReservationState.HELD, at(9, 50)),
}
