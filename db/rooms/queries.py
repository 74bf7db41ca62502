"""The rooms of the centre, and how many people walked into each today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from peewee import (
    BooleanField,
    Check,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from db.content import content_items
from db.content.guide import text_of
from db.content.tables import ContentItemRow
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import upsert
from db.reservations import places
from kiosk.domain.calendar import OpeningHours
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.reservations.places import AccessMode
from kiosk.domain.rooms.rooms import HeadCount, Room, Unit


class HeadCountRow(Model):
    """Who is in a room on a day without having booked, as the staff count them."""

    room = ForeignKeyField(ContentItemRow, field="room_key", index=False)
    day = TextField()
    people = IntegerField(constraints=[Check("people >= 0")])
    full = BooleanField()

    class Meta:
        table_name = "walk_in_count"
        primary_key = CompositeKey("room", "day")


def rooms(tx: ReadTransaction) -> tuple[Room, ...]:
    """All rooms, in display order; kept in memory until the staff change any content."""
    return tx.remembered("rooms", lambda: _read(tx))


def room(tx: ReadTransaction, room_id: str) -> Room | None:
    """The room of an id, or None."""
    return next((one for one in rooms(tx) if one.id == room_id), None)


def are_there(tx: ReadTransaction) -> bool:
    """Whether there is any room yet."""
    return bool(rooms(tx))


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's `[[rooms]]`. KeyError or ValueError where it is wrong."""
    for body in written.get("rooms", ()):
        put(tx, body["id"], body)


def put(tx: WriteTransaction, room_id: str, body: dict[str, Any]) -> None:
    """Writes a room with its places. Refuses with `claimed_already` where fewer would be left
    than are claimed; KeyError or ValueError where the body is wrong."""
    places.put(tx, room_of({**body, "id": room_id}))
    content_items.put(tx, "room", room_id, body)


def head_counts(tx: ReadTransaction, day: date) -> dict[str, HeadCount]:
    """Who walked in on a day, by room; a room nobody counted is missing."""
    query = HeadCountRow.select(HeadCountRow.room, HeadCountRow.people, HeadCountRow.full)
    rows = tx.query(query.where(HeadCountRow.day == day.isoformat()).tuples())
    return {room_id: HeadCount(people, full) for room_id, people, full in rows}


def count(tx: WriteTransaction, room_id: str, day: date, counted: HeadCount) -> None:
    """Writes who is in a room, and forgets the days before."""
    tx.query(HeadCountRow.delete().where(HeadCountRow.day < day.isoformat()))
    tx.query(upsert(HeadCountRow, {"room": room_id, "day": day.isoformat()},
                      {"people": counted.people, "full": counted.full}))


def room_of(body: dict[str, Any]) -> Room:
    """A room from its body. KeyError or ValueError where it is wrong."""
    def minutes(name: str, otherwise: int = 0) -> timedelta:
        return timedelta(minutes=body.get(name, otherwise))

    return Room(
        id=body["id"],
        icon=body["icon"],
        title=text_of(body["title"]),
        about=text_of(body["about"]),
        where=text_of(body["where"]),
        inside=text_of(body["inside"]),
        rules=text_of(body["rules"]),
        access=AccessMode(body["how"]),
        unit=Unit(body["unit"]),
        capacity=body["capacity"],
        hours=OpeningHours.parse(body["hours"]),
        holidays=Holidays(body.get("holidays", Holidays.AS_USUAL)),
        max_per_booking=body.get("most", 1),
        max_days_ahead=body.get("ahead", 7),
        hidden=bool(body.get("hidden")),
        slot=minutes("slot", 60),
        min_notice=minutes("lead"),
        setup=minutes("before"),
        teardown=minutes("after"),
    )


def _read(tx: ReadTransaction) -> tuple[Room, ...]:
    return tuple(map(room_of, content_items.bodies(tx, "room")))
