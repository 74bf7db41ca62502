"""The devices as an area of the reservations engine: what is a device's own in booking one."""

from __future__ import annotations

from datetime import date, datetime

from db.care import queries as care
from db.engine.database import ReadTransaction
from db.operations import calendar_exceptions as special_days
from kiosk.actions.content.centre import guide
from kiosk.actions.reservations import ReservationArea
from kiosk.context import AppContext
from kiosk.domain.calendar_exceptions import Timetable
from kiosk.domain.care.devices import CARE as CARE_AREA, Device, DeviceHours
from kiosk.domain.privacy import CARE_NOTICE
from kiosk.domain.reservations.slots import is_open, times_of
from kiosk.domain.staff.roles import MAY_KEEP_CARE

# The doors of calendars: the medical staff have theirs, and each device has one that no room has.
STAFF_DOOR, DEVICE_DOOR = "care staff", "device {}"


def staff_hours(tx: ReadTransaction) -> Timetable | None:
    """The hours of the medical staff, day by day; None where the centre has said none."""
    centre = care.care_centre(tx)
    if centre is None:
        return None
    return Timetable(centre.hours, special_days.calendar(tx), centre.holidays, STAFF_DOOR)


def hours_of(tx: ReadTransaction, device: Device) -> DeviceHours:
    """A device's hours, day by day."""
    own = Timetable(device.hours, special_days.calendar(tx), device.holidays,
                    DEVICE_DOOR.format(device.id))
    return DeviceHours(
        own, staff_hours(tx) if device.attended else None, care.repairs(tx).get(device.id))


def _centre(ctx: AppContext, language: str) -> str:
    return guide(ctx).centre.centre.in_(language)


def _slots(tx: ReadTransaction, device: Device, day: date) -> list[tuple[datetime, datetime]]:
    return times_of(device, hours_of(tx, device), day)


def _is_open(tx: ReadTransaction, device: Device, starts_at: datetime, ends_at: datetime) -> bool:
    return is_open(hours_of(tx, device), starts_at, ends_at)


CARE: ReservationArea[Device] = ReservationArea(
    name=CARE_AREA, title=_centre, resources=care.devices, sessions=_slots, is_open=_is_open,
    attendants=MAY_KEEP_CARE, keepers=MAY_KEEP_CARE, words="feed", notice=CARE_NOTICE,
    asks_by_number=True,
    refusals={"no_such_resource": "no_such_device"},
)
