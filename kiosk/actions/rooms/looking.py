"""Looking at the rooms: all of them now, and one with its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from db import claims, rooms, special_days
from db.database import Session
from kiosk.actions.rooms.answers import RoomNow, RoomsNow, RoomView
from kiosk.context import Lobby
from kiosk.domain.calendar import opening
from kiosk.domain.calendar_exceptions import Timetable
from kiosk.domain.claims import Span
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import (
    DAYS_SHOWN,
    HeadCount,
    Room,
    RoomState,
    day_state,
    left_now,
    next_free,
    slots_of,
    stages_of,
    standing,
)


def rooms_now(lobby: Lobby) -> RoomsNow:
    """Every room as it stands. Raises StorageDown."""
    with lobby.database.session() as session:
        now = lobby.clock()
        counted = rooms.head_counts(session, now.date())
        found = tuple(
            _stands(session, room, taken_on(session, room, now.date(), now),
                    counted.get(room.id, HeadCount()), now)
            for room in rooms.rooms(session)
            if not room.hidden
        )
        return RoomsNow(session.version, now, found)


def room_view(lobby: Lobby, room_id: str, day: date | None = None) -> RoomView:
    """A room with a day of it, today where none is said; a day out of reach is today.

    Refuses with `no_such_room`.
    """
    with lobby.database.session() as session:
        now, room = lobby.clock(), offered(session, room_id)
        today, table = now.date(), table_of(session, room)
        days = [today + timedelta(days=n) for n in range(DAYS_SHOWN)]
        shown = day if day in days else today
        taken = {each: taken_on(session, room, each, now) for each in days}
        counted = rooms.head_counts(session, today).get(room.id, HeadCount())
        return RoomView(
            version=session.version,
            now=now,
            stands=_stands(session, room, taken[today], counted, now),
            day=shown,
            slots=slots_of(room, table, shown, taken[shown], now) if room.is_booked else (),
            stages=stages_of(room, table, today, taken[today], now),
            week=tuple((each, day_state(room, table, each, taken[each], now)) for each in days),
        )


def known(session: Session, room_id: str) -> Room:
    """The room of an id. Refuses with `no_such_room`."""
    room = rooms.room(session, room_id)
    if room is None:
        raise Refusal("no_such_room")
    return room


def offered(session: Session, room_id: str) -> Room:
    """The room of an id, if it can be had. Refuses with `no_such_room`."""
    room = known(session, room_id)
    if room.hidden:
        raise Refusal("no_such_room")
    return room


def table_of(session: Session, room: Room) -> Timetable:
    """A room's hours, day by day."""
    return Timetable(room.hours, special_days.calendar(session), room.holidays, room.id)


def taken_on(session: Session, room: Room, day: date, now: datetime) -> tuple[Span, ...]:
    """When places of a room are taken on a day, as far as it reaches into its neighbours."""
    begins = datetime.combine(day, time.min, now.tzinfo)
    ends = begins + timedelta(days=1)
    return claims.taken(session, room.id, begins - room.before, ends + room.after)


def _stands(
    session: Session, room: Room, taken: Sequence[Span], counted: HeadCount, now: datetime
) -> RoomNow:
    table = table_of(session, room)
    door, left = opening(table, now), left_now(room, taken, counted, now)
    state = standing(left, room.capacity) if door.is_open else RoomState.SHUT
    later = slots_of(room, table, now.date(), taken, now)
    free_at = next_free(later, now) if state is RoomState.FULL and room.is_booked else None
    today = now.date()
    return RoomNow(
        room, state, left, counted, door, free_at, table.on(today), table.note_on(today)
    )
