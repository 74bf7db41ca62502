"""What residents read, kind by kind. Forms, checks, history, tables and files come from here."""

from __future__ import annotations

from datetime import timedelta

from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.content.content_schema import ContentType, Field, FieldType
from kiosk.domain.exhibition.slides import LONGEST, MOST_EXHIBITS, MOST_FIGURES, SHORTEST, SHOWN
from kiosk.domain.queue.tickets import QueueRules
from kiosk.domain.reservations.places import AccessMode
from kiosk.domain.rooms.rooms import Unit
from kiosk.domain.staff.roles import MAY_EDIT, Role

# Who answers for when the doors open, who is called first and how long a number is held.
MAY_SET_CENTRE = frozenset({Role.MANAGER, Role.ADMIN})
# Whom the centre sends where is for whoever sends them too.
MAY_SET_HELP = MAY_EDIT | {Role.COORDINATOR}

USUAL, MINUTE = QueueRules(), timedelta(minutes=1)
ICON = Field("icon", FieldType.ICON)
HOLIDAYS = Field("holidays", FieldType.CHOICE, False, choices=tuple(map(str, Holidays)))


def _text(name: str, longest: int, *, required: bool = True) -> Field:
    return Field(name, FieldType.TEXT, required, longest)


def _number(
    name: str, least: int, most: int, usual: object = "", *, required: bool = False
) -> Field:
    return Field(name, FieldType.NUMBER, required, least=least, most=most, usual=str(usual))


SERVICE = ContentType("service", "ticket", (
    _text("title", 14),
    Field("category", FieldType.ONE, of="category"),
    Field("line", FieldType.ONE, of="line"),
    Field("summary", FieldType.LINES, longest=60),
    _text("who", 40),
    _text("duration", 12),
    _text("fee", 12),
    Field("words", FieldType.WORDS, False, longest=12, most=30),
    Field("materials", FieldType.LIST, False, most=8, fields=(
        ICON, _text("name", 16), _text("note", 16, required=False),
        _text("missing", 40, required=False),
    )),
    Field("steps", FieldType.LIST, False, most=8, fields=(
        _text("name", 8), _text("hint", 12, required=False),
    )),
    _number("daily_cap", 1, 999),
    Field("hours", FieldType.WEEK, False),
), named="title", hides=True, removes=True)

CATEGORY = ContentType("category", "layout-grid", (ICON, _text("title", 6)), named="title",
                removes=True)

LINE = ContentType("line", "users", (
    Field("prefix", FieldType.WORD, longest=1), _text("name", 10),
), named="name", may=MAY_SET_CENTRE, removes=True)

COUNTER = ContentType("counter", "door-enter", (
    Field("line", FieldType.ONE, of="line"),
), named="number", may=MAY_SET_CENTRE, removes=True, sorted=False)

NOTICE = ContentType("notice", "bell", (_text("text", 36),), named="text", hides=True,
              removes=True)

SLIDE = ContentType("slide", "photo", (
    _text("title", 12),
    _text("lead", 32),
    Field("exhibits", FieldType.LIST, False, most=MOST_EXHIBITS, fields=(
        ICON, Field("caption", FieldType.LINES, longest=20),
        Field("picture", FieldType.PICTURE, False),
    )),
    Field("figures", FieldType.LIST, False, most=MOST_FIGURES, fields=(
        Field("value", FieldType.WORD, longest=6), Field("unit", FieldType.WORD, False, longest=2),
        _text("label", 10),
    )),
    Field("notices", FieldType.FLAG, False),
    Field("counts", FieldType.FLAG, False),
    _number("seconds", *(int(one.total_seconds()) for one in (SHORTEST, LONGEST, SHOWN))),
    Field("from", FieldType.DAY, False),
    Field("until", FieldType.DAY, False),
    Field("weekdays", FieldType.SOME, False, choices=WEEKDAYS),
    Field("hours", FieldType.STRETCH, False),
), named="title", hides=True, removes=True)

ROOM = ContentType("room", "armchair-2", (
    ICON,
    _text("title", 8),
    _text("about", 24),
    _text("where", 10),
    _text("inside", 20),
    _text("rules", 24),
    Field("how", FieldType.CHOICE, choices=tuple(map(str, AccessMode))),
    Field("unit", FieldType.CHOICE, choices=tuple(map(str, Unit))),
    _number("capacity", 1, 500, required=True),
    Field("hours", FieldType.WEEK),
    HOLIDAYS,
    _number("slot", 15, 480, 60),
    _number("most", 1, 50, 1),
    _number("ahead", 1, 60, 7),
    _number("lead", 0, 2880, 0),
    _number("before", 0, 120, 0),
    _number("after", 0, 120, 0),
), named="title", may=MAY_SET_HELP, hides=True)

ESTATE = ContentType("estate", "building-community", (
    _text("name", 12), _number("buildings", 1, 200, required=True),
), named="name", may=MAY_SET_HELP)

GRID = ContentType("grid", "map-pin", (
    _text("name", 12),
    Field("estate", FieldType.ONE, of="estate"),
    _text("party_group", 16),
    _number("neighbour_groups", 0, 999, required=True),
), named="name", may=MAY_SET_HELP)

TEAM = ContentType("team", "users-group", (_text("name", 12), _text("about", 30)), named="name",
            may=MAY_SET_HELP)

HELP_KIND = ContentType("kind", "heart-handshake", (
    ICON,
    _text("title", 8),
    _text("hint", 12),
    _text("about", 40),
    Field("teams", FieldType.SOME, False, of="team"),
), named="title", may=MAY_SET_HELP, hides=True)

POST = ContentType("post", "flag", (_text("name", 12), _text("duty", 30)), named="name",
            may=MAY_SET_HELP)

CENTRE = ContentType("centre", "home", (
    _text("name", 6),
    _text("centre", 16),
    _text("address", 30),
    Field("phone", FieldType.PHONE, False),
    Field("hours", FieldType.WEEK),
    HOLIDAYS,
    Field("quiet", FieldType.NIGHT, False),
    Field("day_starts", FieldType.CLOCK),
    Field("priority_prefix", FieldType.WORD, longest=1),
    _number("priority_age", 50, 100, required=True),
    Field("words", FieldType.WORDS, False, longest=20, most=500),
    _number("queue.priority_run", 1, 9, USUAL.priority_run),
    _number("queue.calls_before_missed", 1, 9, USUAL.calls_before_missed),
    _number("queue.return_within", 1, 240, USUAL.return_within // MINUTE),
    _number("queue.return_behind", 0, 20, USUAL.return_behind),
    _number("queue.defer_behind", 1, 20, USUAL.defer_behind),
    _number("queue.hold", 1, 15, USUAL.hold // MINUTE),
), named="centre", may=MAY_SET_CENTRE, single=True)

# In the order in which the staff find them.
KINDS = {one.name: one for one in (
    SERVICE, NOTICE, SLIDE, ROOM, HELP_KIND, TEAM, POST, ESTATE, GRID, CATEGORY, LINE, COUNTER,
    CENTRE,
)}
