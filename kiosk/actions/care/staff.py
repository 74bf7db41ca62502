"""Care for the staff: how the devices stand, and who comes today."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from db.engine.database import ReadTransaction
from db.reservations import waitlist
from kiosk.actions.acting import allowed
from kiosk.actions.care.area import CARE, hours_of
from kiosk.actions.care.queries import devices_now
from kiosk.actions.care.results import CareDesk, DaysOfTimes, DeviceLine
from kiosk.actions.reservations.area import occupied_on
from kiosk.actions.reservations.staff import agreed_on
from kiosk.context import AppContext
from kiosk.domain.care.devices import Device
from kiosk.domain.reservations.slots import DAYS_SHOWN, Availability, slots_of
from kiosk.domain.staff.roles import StaffSession


def care_desk(ctx: AppContext, session: StaffSession) -> CareDesk:
    """Care as the desk sees it. Refuses with `not_allowed`."""
    allowed(session, CARE.attendants)
    with CARE.reading(ctx) as tx:
        now = ctx.clock()
        devices = devices_now(tx, now)
        return CareDesk(tx.version, now, devices, agreed_on(CARE, ctx, tx, now.date()), _lines(tx),
                        {one.device.id: _times(tx, one.device, now) for one in devices})


def _times(tx: ReadTransaction, device: Device, now: datetime) -> DaysOfTimes:
    """The days of the next week on which a device has times that are not begun."""
    hours = hours_of(tx, device)
    days = [now.date() + timedelta(days=n) for n in range(DAYS_SHOWN)]
    found = [(day, tuple(
        slot for slot in slots_of(device, hours, day, occupied_on(tx, device, day), now)
        if slot.begins > now and slot.state is not Availability.SHUT)) for day in days]
    return tuple((day, times) for day, times in found if times)


def _lines(tx: ReadTransaction) -> tuple[DeviceLine, ...]:
    """The times for which somebody waits, the nearest first."""
    waiting = Counter((one.starts_at, one.ends_at, one.resource_id)
                      for one in waitlist.waiting(tx, CARE.name))
    return tuple(DeviceLine(CARE.known(tx, device_id), begins, ends, n)
                 for (begins, ends, device_id), n in sorted(waiting.items()))
