"""The kind of content of the activities: an activity, with when it takes place."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from kiosk.domain.activities.activities import ActivityKind, Every, is_file
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.content.content_form import Mistake
from kiosk.domain.content.content_schema import (
    HOLIDAYS,
    ICON,
    Bodies,
    Body,
    ContentType,
    Field,
    FieldType,
    number_field,
    text_field,
)
from kiosk.domain.reservations.places import AccessMode
from kiosk.domain.staff.roles import MAY_SET_HELP

# A QR code leads nowhere else: papers of the state, and of the Party.
ALLOWED_HOSTS = ("gov.cn", "12371.cn")


def is_allowed(address: str) -> bool:
    """Whether a code may lead to an address: one of the hosts allowed, and over TLS."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme == "https" and any(
        host == one or host.endswith(f".{one}") for one in ALLOWED_HOSTS)


def _clashes(_item: str, body: Body, _all: Bodies) -> Iterable[Mistake]:
    if body.get("first", "") > body.get("last", "9"):
        yield Mistake("last", "before_it_begins")
    paper = body.get("paper", "")
    if paper and not (is_file(paper) or is_allowed(paper)):
        yield Mistake("paper", "host_not_allowed", {"hosts": "、".join(ALLOWED_HOSTS)})
    if body.get("takes_room") and not body.get("room"):
        yield Mistake("room", "missing")


ACTIVITY = ContentType("activity", "calendar-event", (
    ICON,
    text_field("title", 10),
    Field("about", FieldType.LINES, longest=40),
    Field("kind", FieldType.CHOICE, choices=tuple(map(str, ActivityKind))),
    Field("team", FieldType.ONE, False, of="team"),
    text_field("whom", 16, required=False),
    Field("bring", FieldType.LIST, False, most=2, fields=(
        ICON, text_field("name", 8), text_field("note", 14, required=False),
    )),
    Field("picture", FieldType.PICTURE, False),
    Field("room", FieldType.ONE, False, of="room"),
    Field("takes_room", FieldType.FLAG, False),
    text_field("where", 12, required=False),
    Field("first", FieldType.DAY),
    Field("hours", FieldType.STRETCH),
    Field("every", FieldType.CHOICE, choices=tuple(map(str, Every))),
    Field("weekdays", FieldType.SOME, False, choices=WEEKDAYS),
    Field("last", FieldType.DAY, False),
    HOLIDAYS,
    Field("entry", FieldType.CHOICE, choices=(str(AccessMode.WALK_IN), str(AccessMode.SLOTS))),
    number_field("capacity", 1, 2000, required=True),
    number_field("most", 1, 20, 5),
    number_field("ahead", 1, 60, 14),
    number_field("lead", 0, 2880, 0),
    Field("paper", FieldType.WORD, False, longest=200, brings="application/pdf"),
), named="title", may=MAY_SET_HELP, hides=True, rank=35, page="/a/{item}",
   screen=("activity", "activity_id"))
