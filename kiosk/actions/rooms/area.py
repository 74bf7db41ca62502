"""The rooms as an area of the reservations engine: what is a room's own in booking one."""

from __future__ import annotations

from datetime import date, datetime

from db.engine.database import ReadTransaction
from db.operations import calendar_exceptions as special_days
from db.rooms import queries as rooms
from kiosk.actions.content.centre import guide
from kiosk.actions.reservations import ReservationArea
from kiosk.context import AppContext
from kiosk.domain.calendar_exceptions import Timetable
from kiosk.domain.privacy import ROOMS_NOTICE
from kiosk.domain.reservations.slots import is_open, times_of
from kiosk.domain.rooms.rooms import ROOMS as ROOMS_AREA, Room
from kiosk.domain.staff.roles import MAY_COUNT, MAY_KEEP_ROOMS


def table_of(tx: ReadTransaction, room: Room) -> Timetable:
    """A room's hours, day by day."""
    return Timetable(room.hours, special_days.calendar(tx), room.holidays, room.id)


def _centre(ctx: AppContext, language: str) -> str:
    return guide(ctx).centre.centre.in_(language)


def _slots(tx: ReadTransaction, room: Room, day: date) -> list[tuple[datetime, datetime]]:
    return times_of(room, table_of(tx, room), day)


def _is_open(tx: ReadTransaction, room: Room, starts_at: datetime, ends_at: datetime) -> bool:
    return is_open(table_of(tx, room), starts_at, ends_at)


def _walked_in(tx: ReadTransaction, room: Room, now: datetime) -> int:
    counted = rooms.head_counts(tx, now.date()).get(room.id)
    if counted is None:
        return 0
    return room.capacity if counted.full else counted.people


ROOMS: ReservationArea[Room] = ReservationArea(
    name=ROOMS_AREA, title=_centre, resources=rooms.rooms, sessions=_slots, is_open=_is_open,
    walked_in=_walked_in, attendants=MAY_COUNT, keepers=MAY_KEEP_ROOMS, words="feed",
    notice=ROOMS_NOTICE, asks_purpose=True, refusals={"no_such_resource": "no_such_room"},
)
