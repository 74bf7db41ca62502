"""/api/v1/rooms: which rooms are free, and the times of one that can still be had."""

from __future__ import annotations

from kiosk.actions import rooms
from kiosk.actions.rooms.results import RoomNow
from kiosk.context import AppContext
from kiosk.web.api.records import Record, door, hours, instant, note, text, time_span


def rooms_told(ctx: AppContext) -> Record:
    """Every room as it stands."""
    now = rooms.rooms_now(ctx)
    return {"at": instant(now.now), "rooms": [_room(ctx, one) for one in now.rooms]}


def room_told(ctx: AppContext, room_id: str) -> Record:
    """A room, its day in stretches, and the free times of a week. Refuses with `no_such_room`."""
    view = rooms.room_view(ctx, room_id)
    return {
        "at": instant(view.now),
        **_room(ctx, view.stands),
        "today": [{**time_span(one.begins, one.ends), "state": one.state, "over": one.over}
                  for one in view.stages],
        "free_times": [{**time_span(slot.begins, slot.ends), "left": slot.left}
                       for _, times in rooms.free_times(ctx, room_id) for slot in times],
    }


def _room(ctx: AppContext, one: RoomNow) -> Record:
    return {
        "id": one.room.id,
        "title": text(one.room.title),
        "where": text(one.room.where),
        "state": one.state,
        "capacity": one.room.capacity,
        "left": one.left,
        "free_at": instant(one.free_at),
        "bookable": one.room.is_booked,
        "door": door(one.opening),
        "hours_today": hours(one.today),
        "note": note(ctx, one.note),
    }
