"""Devices of the centre, what is in repair, and what a booking of a device is besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import BigIntegerField, ForeignKeyField, IntegerField, Model, TextField

from db.content import content_items
from db.content.guide import text_of
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from db.reservations import places
from db.reservations.places import ReservationRow
from kiosk.domain.calendar import OpeningHours
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.care.blood_pressure import Thresholds
from kiosk.domain.care.devices import CareCentre, Device, UsePoint
from kiosk.domain.reservations.places import Reservation

EMPTY = {"zh": "", "en": ""}


class DeviceRepairRow(Model):
    """A device that is in repair until the day on which it can be used again."""

    device = TextField(primary_key=True)
    until = TextField()

    class Meta:
        table_name = "device_repair"


class DeviceBookingRow(Model):
    """What a booking of a device is besides: `text` is the version of what was read before, `was`
    the device and `was_at` the time it had before the centre moved it, at `sequence`."""

    reservation = ForeignKeyField(ReservationRow, primary_key=True)
    text = TextField()
    was = TextField(null=True)
    was_at = BigIntegerField(null=True)
    sequence = IntegerField(null=True)

    class Meta:
        table_name = "device_booking"


@dataclass(frozen=True, slots=True)
class DeviceBooking:
    """A row of that table."""

    text: str
    was: str | None
    was_at: datetime | None
    sequence: int | None


DEVICE_BOOKINGS = RowMapper(DeviceBooking, DeviceBookingRow)


def devices(tx: ReadTransaction) -> tuple[Device, ...]:
    """All devices, in display order; kept in memory until the staff change any content."""
    return tx.remembered("devices", lambda: tuple(
        map(device_of, content_items.bodies(tx, "device"))))


def care_centre(tx: ReadTransaction) -> CareCentre | None:
    """What the centre says of its care, None where it has none."""
    bodies = content_items.bodies(tx, "care")
    return care_of(bodies[0]) if bodies else None


def thresholds(tx: ReadTransaction) -> Thresholds:
    """The manager's thresholds; without any there is none."""
    bodies = content_items.bodies(tx, "thresholds")
    return thresholds_of(bodies[0]) if bodies else Thresholds()


def read_all(tx: ReadTransaction) -> object:
    """All that the staff write of care, as residents see it."""
    return devices(tx), care_centre(tx), thresholds(tx)


def are_there(tx: ReadTransaction) -> bool:
    """Whether the centre has said anything of its care."""
    return care_centre(tx) is not None


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's `[care]`, `[thresholds]` and `[[devices]]`. KeyError or ValueError
    where one is wrong."""
    for kind in ("care", "thresholds"):
        if kind in written:
            content_items.put(tx, kind, "1", written[kind])
    for body in written.get("devices", ()):
        put(tx, body["id"], body)


def put(tx: WriteTransaction, device_id: str, body: dict[str, Any]) -> None:
    """Writes a device with its place. KeyError or ValueError where the body is wrong."""
    places.put(tx, device_of({**body, "id": device_id}))
    content_items.put(tx, "device", device_id, body)


def repairs(tx: ReadTransaction) -> Mapping[str, date]:
    """The devices in repair, each with the day on which it can be used again."""
    rows = tx.query(DeviceRepairRow.select(DeviceRepairRow.device, DeviceRepairRow.until).tuples())
    return {device: date.fromisoformat(until) for device, until in rows}


def put_repair(tx: WriteTransaction, device_id: str, until: date) -> None:
    """Puts a device into repair."""
    tx.query(upsert(DeviceRepairRow, {"device": device_id}, {"until": until.isoformat()}))


def end_repair(tx: WriteTransaction, device_id: str) -> bool:
    """A device can be used again; whether it was in repair."""
    return bool(tx.query(DeviceRepairRow.delete().where(DeviceRepairRow.device == device_id)))


def add_text(tx: WriteTransaction, reservation: Reservation, text: str) -> None:
    """Writes which text was read before a booking. Twice is once."""
    tx.query(DeviceBookingRow.insert(reservation=reservation.id, text=text)
             .on_conflict(conflict_target=[DeviceBookingRow.reservation],
                          update={DeviceBookingRow.reservation: reservation.id}))


def set_moved(tx: WriteTransaction, reservation: Reservation, sequence: int) -> None:
    """Writes what a booking had before the centre moved it."""
    was = DEVICE_BOOKINGS.write(
        DeviceBooking("", reservation.resource_id, reservation.starts_at, sequence),
        "was", "was_at", "sequence")
    tx.query(DeviceBookingRow.update(**was).where(DeviceBookingRow.reservation == reservation.id))


def of_booking(tx: ReadTransaction, reservation_id: int) -> DeviceBooking | None:
    """What a booking is besides, None where nothing is known."""
    query = DEVICE_BOOKINGS.select().where(DeviceBookingRow.reservation == reservation_id)
    return DEVICE_BOOKINGS.first(tx.query(query))


def device_of(body: dict[str, Any]) -> Device:
    """A device from its body. KeyError or ValueError where it is wrong."""
    return Device(
        id=body["id"],
        icon=body["icon"],
        title=text_of(body["title"]),
        about=text_of(body["about"]),
        where=text_of(body["where"]),
        sort=body["sort"],
        points=tuple(UsePoint(one["icon"], text_of(one["text"])) for one in body["points"]),
        attended=bool(body.get("attended")),
        hours=OpeningHours.parse(body["hours"]),
        holidays=Holidays(body.get("holidays", Holidays.AS_USUAL)),
        slot=timedelta(minutes=body.get("slot", 30)),
        teardown=timedelta(minutes=body.get("after", 0)),
        max_days_ahead=body.get("ahead", 7),
        hidden=bool(body.get("hidden")),
    )


def care_of(body: dict[str, Any]) -> CareCentre:
    """What the centre says of its care, from its body. KeyError or ValueError where it is wrong."""
    return CareCentre(
        lead=text_of(body["lead"]),
        hours=OpeningHours.parse(body["hours"]),
        holidays=Holidays(body.get("holidays", Holidays.AS_USUAL)),
        pressure=text_of(body["pressure"]),
        pressure_hint=text_of(body.get("pressure_hint", EMPTY)),
        warning=text_of(body.get("warning", EMPTY)),
        title=text_of(body.get("title", EMPTY)),
    )


def thresholds_of(body: dict[str, Any]) -> Thresholds:
    """The thresholds from their body. KeyError or ValueError where it is wrong."""
    return Thresholds(
        body.get("high_systolic"), body.get("high_diastolic"),
        body.get("urgent_systolic"), body.get("urgent_diastolic"),
        text_of(body.get("high_words", EMPTY)), text_of(body.get("urgent_words", EMPTY)),
    )
