"""A lively week of care: devices booked, one in use, one in repair, and a record with readings."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from random import Random

from kiosk.actions.care.booking import book
from kiosk.actions.care.queries import care_now, device_view
from kiosk.actions.care.records import enter_reading, make_record
from kiosk.actions.care.repair import plan_repair, repair
from kiosk.actions.reservations import BookingRequest
from kiosk.actions.staff.demo import demo_session, end_demo_session
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.care.blood_pressure import Reading
from kiosk.domain.care.devices import Device
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.staff.roles import Role

MEDIC = "李护士"
# What three readings of somebody might be; nobody's.
READINGS = ((128, 82, 71), (124, 80, 68), (131, 84, 73))
REPAIR = timedelta(days=2)


def fill(ctx: AppContext, chance: Random) -> tuple[str, ...]:
    """Books some times of the devices, and lets a medic work."""
    stands = care_now(ctx)
    devices = [one.device for one in stands.devices]
    if stands.centre is None or not devices:
        return ()
    for device in devices:
        _book_some(ctx, device, chance)
    with suppress(Refusal):
        _used_now(ctx, devices[0])
    told: list[str] = []
    with suppress(Refusal):
        told.append(f"{MEDIC} ({Role.MEDIC}): PIN {add_account(ctx, MEDIC, Role.MEDIC)}")
        at = demo_session(ctx, MEDIC)
        last, until = devices[-1].id, stands.now.date() + REPAIR
        repair(ctx, at, last, until, plan_repair(ctx, at, last, until).mark)
        record = make_record(ctx, at, ctx.codes())
        for n, (systolic, diastolic, pulse) in enumerate(READINGS):
            taken = ctx.clock() - timedelta(minutes=10 * (len(READINGS) - n))
            enter_reading(ctx, at, record.letters, ctx.codes(),
                          Reading(systolic, diastolic, pulse, taken))
        end_demo_session(ctx, at)
        told.append(f"{ctx.settings.link(f'/m/{record.code}') or f'/m/{record.code}'}"
                    f" ({record.letters})")
    return tuple(told)


def _book_some(ctx: AppContext, device: Device, chance: Random) -> None:
    for day, _ in device_view(ctx, device.id).week:
        view = device_view(ctx, device.id, day)
        later = [slot for slot in view.slots if slot.begins > view.now]
        for slot in chance.sample(later, len(later) // 3):
            with suppress(Refusal):
                book(ctx, BookingRequest(ctx.codes(), device.id, slot.begins, Source.PHONE,
                                         browser=ctx.codes()), device.text_version)


def _used_now(ctx: AppContext, device: Device) -> None:
    book(ctx, BookingRequest(ctx.codes(), device.id, None, Source.KIOSK), device.text_version)
