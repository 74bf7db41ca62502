"""The kind of content of the rooms: a room."""

from __future__ import annotations

from kiosk.domain.content.content_schema import (
    HOLIDAYS,
    ICON,
    ContentType,
    Field,
    FieldType,
    number_field,
    text_field,
)
from kiosk.domain.reservations.places import AccessMode
from kiosk.domain.rooms.rooms import Unit
from kiosk.domain.staff.roles import MAY_SET_HELP

ROOM = ContentType("room", "armchair-2", (
    ICON,
    text_field("title", 8),
    text_field("about", 24),
    text_field("where", 10),
    text_field("inside", 20),
    text_field("rules", 24),
    Field("how", FieldType.CHOICE, choices=tuple(map(str, AccessMode))),
    Field("unit", FieldType.CHOICE, choices=tuple(map(str, Unit))),
    number_field("capacity", 1, 500, required=True),
    Field("hours", FieldType.WEEK),
    HOLIDAYS,
    number_field("slot", 15, 480, 60),
    number_field("most", 1, 50, 1),
    number_field("ahead", 1, 60, 7),
    number_field("lead", 0, 2880, 0),
    number_field("before", 0, 120, 0),
    number_field("after", 0, 120, 0),
), named="title", may=MAY_SET_HELP, hides=True, rank=40, page="/r/{item}",
   screen=("room", "room_id"))
