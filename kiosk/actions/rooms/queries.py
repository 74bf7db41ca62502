"""Looking at the rooms: all of them now, and one with its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from db.engine.database import ReadTransaction
from db.rooms import queries as rooms
from kiosk.actions.reservations.area import occupied_on
from kiosk.actions.rooms.area import ROOMS, table_of
from kiosk.actions.rooms.results import RoomNow, RoomsNow, RoomView
from kiosk.context import AppContext
from kiosk.domain.calendar import opening
from kiosk.domain.reservations.places import Occupancy
from kiosk.domain.reservations.slots import (
    DAYS_SHOWN,
    Availability,
    Slot,
    day_state,
    next_free,
    slots_of,
    standing,
)
from kiosk.domain.rooms.rooms import HeadCount, Room, available_now, sitting, stages_of


def rooms_now(ctx: AppContext) -> RoomsNow:
    """Every room as it stands. Raises StorageDown."""
    with ctx.database.read() as tx:
        now = ctx.clock()
        counted = rooms.head_counts(tx, now.date())
        found = tuple(
            _stands(tx, room, occupied_on(tx, room, now.date()),
                    counted.get(room.id, HeadCount()), now)
            for room in rooms.rooms(tx)
            if not room.hidden
        )
        return RoomsNow(tx.version, now, found)


def room_view(ctx: AppContext, room_id: str, day: date | None = None) -> RoomView:
    """A room with a day of it, today where none is said; a day out of reach is today.

    Refuses with `no_such_room`.
    """
    with ROOMS.reading(ctx) as tx:
        now, room = ctx.clock(), ROOMS.offered(tx, room_id)
        today, table = now.date(), table_of(tx, room)
        days = [today + timedelta(days=n) for n in range(DAYS_SHOWN)]
        shown = day if day in days else today
        occupied = {each: occupied_on(tx, room, each) for each in days}
        counted = rooms.head_counts(tx, today).get(room.id, HeadCount())
        stands = _stands(tx, room, occupied[today], counted, now)
        occupied[today] = (*occupied[today], *sitting(room, table, counted, now))
        return RoomView(
            version=tx.version,
            now=now,
            stands=stands,
            day=shown,
            slots=slots_of(room, table, shown, occupied[shown], now) if room.is_booked else (),
            stages=stages_of(room, table, today, occupied[today], now),
            week=tuple((each, day_state(room, table, each, occupied[each], now)) for each in days),
        )


def free_times(ctx: AppContext, room_id: str) -> tuple[tuple[date, tuple[Slot, ...]], ...]:
    """The days of the next week on which a room can be had, each with its times that begin later
    and have room; none of one that is not booked. Refuses with `no_such_room`."""
    with ROOMS.reading(ctx) as tx:
        now, room = ctx.clock(), ROOMS.known(tx, room_id)
        if not room.is_booked or room.hidden:
            return ()
        table = table_of(tx, room)
        days = [now.date() + timedelta(days=n) for n in range(DAYS_SHOWN)]
        found = [(day, tuple(
            slot for slot in slots_of(room, table, day, occupied_on(tx, room, day), now)
            if slot.left and slot.begins > now)) for day in days]
        return tuple((day, times) for day, times in found if times)


def _stands(
    tx: ReadTransaction, room: Room, occupied: Sequence[Occupancy], counted: HeadCount,
    now: datetime
) -> RoomNow:
    table = table_of(tx, room)
    door, left = opening(table, now), available_now(room, occupied, counted, now)
    state = standing(left, room.capacity) if door.is_open else Availability.SHUT
    later = slots_of(room, table, now.date(), occupied, now)
    free_at = next_free(later, now) if state is Availability.FULL and room.is_booked else None
    today = now.date()
    return RoomNow(
        room, state, left, counted, door, free_at, table.on(today), table.note_on(today)
    )
