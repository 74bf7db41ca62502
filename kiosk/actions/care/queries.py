"""Looking at care: all devices now, and one with its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from db.care import queries as care
from db.engine.database import ReadTransaction
from kiosk.actions.care.area import CARE, hours_of, staff_hours
from kiosk.actions.care.results import CareNow, DeviceNow, DeviceView, MovedBooking, StaffNow
from kiosk.actions.reservations.area import occupied_on
from kiosk.context import AppContext
from kiosk.domain.calendar import opening
from kiosk.domain.care.devices import Device, DeviceState, free_of, standing_of, state_of
from kiosk.domain.reservations.bookings import Booking
from kiosk.domain.reservations.places import Occupancy
from kiosk.domain.reservations.slots import DAYS_SHOWN, next_free, slots_of

USABLE = (DeviceState.FREE, DeviceState.NEAR)


def care_now(ctx: AppContext) -> CareNow:
    """Care as it stands. Raises StorageDown."""
    with ctx.database.read() as tx:
        now = ctx.clock()
        table = staff_hours(tx)
        staff = StaffNow(
            opening(table, now), table.on(now.date()), table.note_on(now.date()),
        ) if table else None
        return CareNow(tx.version, now, care.care_centre(tx), staff, devices_now(tx, now))


def devices_now(tx: ReadTransaction, now: datetime) -> tuple[DeviceNow, ...]:
    """Every device that is offered, as it stands."""
    found = [_stands(tx, one, occupied_on(tx, one, now.date()), now)
             for one in care.devices(tx) if not one.hidden]
    return tuple(replace(one, instead=_instead(one, found)) for one in found)


def device_view(ctx: AppContext, device_id: str, day: date | None = None) -> DeviceView:
    """A device with a day of it, today where none is said; a day out of reach is today.

    Refuses with `no_such_device`.
    """
    with CARE.reading(ctx) as tx:
        now, device = ctx.clock(), CARE.offered(tx, device_id)
        today, hours = now.date(), hours_of(tx, device)
        days = [today + timedelta(days=n) for n in range(DAYS_SHOWN)]
        shown = day if day in days else today
        by_day = {one: slots_of(device, hours, one, occupied_on(tx, device, one), now)
                  for one in days}
        stands = next(one for one in devices_now(tx, now) if one.device.id == device.id)
        return DeviceView(
            tx.version, now, stands, shown, by_day[shown],
            tuple((one, standing_of(found)) for one, found in by_day.items()),
        )


def moved_from(ctx: AppContext, booking: Booking) -> MovedBooking | None:
    """What a booking had before the centre moved it; None once whoever booked has changed it."""
    with ctx.database.read() as tx:
        besides = care.of_booking(tx, booking.reservation.id)
        if besides is None or besides.sequence != booking.sequence or besides.was_at is None:
            return None
        return MovedBooking(CARE.known(tx, besides.was or "").title, besides.was_at)


def _stands(
    tx: ReadTransaction, device: Device, occupied: Sequence[Occupancy], now: datetime
) -> DeviceNow:
    hours, today = hours_of(tx, device), now.date()
    door, later = opening(hours, now), slots_of(device, hours, today, occupied, now)
    state = state_of(hours, door.is_open, occupied, later, now)
    return DeviceNow(
        device, state, door, hours.own.on(today), free_of(later),
        next_free(later, now) if state is DeviceState.IN_USE else None, hours.repaired,
    )


def _instead(stands: DeviceNow, found: Sequence[DeviceNow]) -> Device | None:
    if stands.state is not DeviceState.REPAIR:
        return None
    return next((one.device for one in found
                 if one.device.sort == stands.device.sort and one.state in USABLE), None)
