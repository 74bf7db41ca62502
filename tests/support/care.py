"""Care for tests: two devices of one sort that need medical staff, a chair that does not."""

from __future__ import annotations

import secrets
import tomllib
from datetime import datetime, timedelta
from typing import Any

from db.care import queries as care
from kiosk.actions.care import book, enter_reading, make_record
from kiosk.actions.care.results import CareBooking, EnteredReading, RecordView
from kiosk.actions.reservations import BookingRequest
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.care.blood_pressure import Reading
from kiosk.domain.reservations.bookings import Source
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.furnished import made_once

DEVICE = """
[[devices]]
id = "{id}"
icon = "device-heart-monitor"
title = {{zh = "{zh}", en = "{id}"}}
about = {{zh = "一次半小时", en = "Half an hour"}}
where = {{zh = "义养小镇", en = "Care town"}}
sort = "{sort}"
points = [{{icon = "heart", text = {{zh = "先问医务人员", en = "Ask first"}}}},
          {{icon = "bell", text = {{zh = "不舒服就按铃", en = "Ring the bell"}}}}]
hours = {{fri = ["08:30-18:00"], sat = ["09:00-12:00"]}}
{more}
"""
WRITTEN = """
[care]
title = {zh = "义养小镇", en = "Care town"}
lead = {zh = "先订再用", en = "Book first"}
hours = {fri = ["15:00-17:30"], sat = ["09:00-11:00"]}
pressure = {zh = "不收费", en = "Free"}
warning = {zh = "装了起搏器的，\\n先问医务人员", en = "Pacemaker? Ask first"}

[thresholds]
high_systolic = 140
high_diastolic = 90
urgent_systolic = 180
urgent_diastolic = 110
high_words = {zh = "请常来量", en = "Please come again"}
urgent_words = {zh = "请医生马上来看", en = "A doctor looks at once"}
""" + (
    DEVICE.format(id="care-1", zh="护理仪 1 号", sort="护理仪", more="attended = true")
    + DEVICE.format(id="care-2", zh="护理仪 2 号", sort="护理仪", more="attended = true")
    + DEVICE.format(id="chair", zh="按摩椅", sort="按摩椅", more="slot = 25\nafter = 5")
)


@made_once
def with_care(ctx: AppContext) -> AppContext:
    """The context, its centre with devices, medical staff and thresholds."""
    with ctx.database.write(content=True) as tx:
        care.seed(tx, tomllib.loads(WRITTEN))
    return ctx


def rewritten_device(ctx: AppContext, device_id: str, **changes: Any) -> None:
    """The staff write a device anew, some of it changed."""
    body = next(one for one in tomllib.loads(WRITTEN)["devices"] if one["id"] == device_id)
    with ctx.database.write(content=True) as tx:
        care.put(tx, device_id, body | changes)


def text_of_device(ctx: AppContext, device_id: str) -> str:
    """The version of what is read before a device is used."""
    with ctx.database.read() as tx:
        return next(one.text_version for one in care.devices(tx) if one.id == device_id)


def booked_device(
    ctx: AppContext, begins: datetime | None, device: str = "care-1", *, key: str | None = None,
    source: Source = Source.PHONE, phone: str | None = None, browser: str | None = None,
    read: str | None = None,
) -> CareBooking:
    """A booking as a tap makes it, what is read first read."""
    browser = browser or (None if phone else secrets.token_hex(8))
    asked = BookingRequest(key or secrets.token_hex(8), device, begins, source, phone=phone,
                           browser=browser)
    return book(ctx, asked, text_of_device(ctx, device) if read is None else read)


def medic(ctx: AppContext, role: Role = Role.MEDIC) -> StaffSession:
    """Somebody of the staff, a medic where nothing else is said."""
    name = f"{role:.10} {secrets.token_hex(3)}"
    return log_in(ctx, name, add_account(ctx, name, role))


def card(ctx: AppContext, session: StaffSession) -> RecordView:
    """A new card."""
    return make_record(ctx, session, secrets.token_hex(8))


def entered(
    ctx: AppContext, session: StaffSession, record: RecordView, systolic: int = 128,
    diastolic: int = 82, pulse: int = 70, minutes: int = 0, **more: Any,
) -> EnteredReading:
    """A reading that a medic enters, taken some minutes ago."""
    reading = Reading(systolic, diastolic, pulse, ctx.clock() - timedelta(minutes=minutes))
    return enter_reading(ctx, session, record.letters, more.pop("key", secrets.token_hex(8)),
                         reading, **more)
