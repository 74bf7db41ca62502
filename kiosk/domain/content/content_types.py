"""What residents read, kind by kind. Forms, checks, history, tables and files come from here."""

from __future__ import annotations

from datetime import timedelta

from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.content.content_schema import Field, Form, Kind
from kiosk.domain.exhibition.slides import LONGEST, MOST_EXHIBITS, MOST_FIGURES, SHORTEST, SHOWN
from kiosk.domain.queue.tickets import QueueRules
from kiosk.domain.reservations.places import AccessMode
from kiosk.domain.rooms.rooms import Unit
from kiosk.domain.staff.roles import MAY_EDIT, Role

# Who answers for when the doors open, who is called first and how long a number is held.
MAY_SET_HOUSE = frozenset({Role.MANAGER, Role.ADMIN})
# Whom the house sends where is for whoever sends them too.
MAY_SET_HELP = MAY_EDIT | {Role.COORDINATOR}

USUAL, MINUTE = QueueRules(), timedelta(minutes=1)
ICON = Field("icon", Form.ICON)
HOLIDAYS = Field("holidays", Form.CHOICE, False, choices=tuple(map(str, Holidays)))


def _text(name: str, longest: int, *, required: bool = True) -> Field:
    return Field(name, Form.TEXT, required, longest)


def _number(
    name: str, least: int, most: int, usual: object = "", *, required: bool = False
) -> Field:
    return Field(name, Form.NUMBER, required, least=least, most=most, usual=str(usual))


SERVICE = Kind("service", "ticket", (
    _text("title", 14),
    Field("category", Form.ONE, of="category"),
    Field("line", Form.ONE, of="line"),
    Field("summary", Form.LINES, longest=60),
    _text("who", 40),
    _text("duration", 12),
    _text("fee", 12),
    Field("words", Form.WORDS, False, longest=12, most=30),
    Field("materials", Form.LIST, False, most=8, fields=(
        ICON, _text("name", 16), _text("note", 16, required=False),
        _text("missing", 40, required=False),
    )),
    Field("steps", Form.LIST, False, most=8, fields=(
        _text("name", 8), _text("hint", 12, required=False),
    )),
    _number("daily_cap", 1, 999),
    Field("hours", Form.WEEK, False),
), named="title", hides=True, removes=True)

CATEGORY = Kind("category", "layout-grid", (ICON, _text("title", 6)), named="title",
                removes=True)

LINE = Kind("line", "users", (
    Field("prefix", Form.WORD, longest=1), _text("name", 10),
), named="name", may=MAY_SET_HOUSE, removes=True)

WINDOW = Kind("window", "door-enter", (
    Field("line", Form.ONE, of="line"),
), named="number", may=MAY_SET_HOUSE, removes=True, sorted=False)

NOTICE = Kind("notice", "bell", (_text("text", 36),), named="text", hides=True,
              removes=True)

SLIDE = Kind("slide", "photo", (
    _text("title", 12),
    _text("lead", 32),
    Field("exhibits", Form.LIST, False, most=MOST_EXHIBITS, fields=(
        ICON, Field("caption", Form.LINES, longest=20), Field("picture", Form.PICTURE, False),
    )),
    Field("figures", Form.LIST, False, most=MOST_FIGURES, fields=(
        Field("value", Form.WORD, longest=6), Field("unit", Form.WORD, False, longest=2),
        _text("label", 10),
    )),
    Field("notices", Form.FLAG, False),
    Field("counts", Form.FLAG, False),
    _number("seconds", *(int(one.total_seconds()) for one in (SHORTEST, LONGEST, SHOWN))),
    Field("from", Form.DAY, False),
    Field("until", Form.DAY, False),
    Field("weekdays", Form.SOME, False, choices=WEEKDAYS),
    Field("hours", Form.STRETCH, False),
), named="title", hides=True, removes=True)

ROOM = Kind("room", "armchair-2", (
    ICON,
    _text("title", 8),
    _text("about", 24),
    _text("where", 10),
    _text("inside", 20),
    _text("rules", 24),
    Field("how", Form.CHOICE, choices=tuple(map(str, AccessMode))),
    Field("unit", Form.CHOICE, choices=tuple(map(str, Unit))),
    _number("capacity", 1, 500, required=True),
    Field("hours", Form.WEEK),
    HOLIDAYS,
    _number("slot", 15, 480, 60),
    _number("most", 1, 50, 1),
    _number("ahead", 1, 60, 7),
    _number("lead", 0, 2880, 0),
    _number("before", 0, 120, 0),
    _number("after", 0, 120, 0),
), named="title", may=MAY_SET_HELP, hides=True)

ESTATE = Kind("estate", "building-community", (
    _text("name", 12), _number("buildings", 1, 200, required=True),
), named="name", may=MAY_SET_HELP)

GRID = Kind("grid", "map-pin", (
    _text("name", 12),
    Field("estate", Form.ONE, of="estate"),
    _text("party_group", 16),
    _number("neighbour_groups", 0, 999, required=True),
), named="name", may=MAY_SET_HELP)

TEAM = Kind("team", "users-group", (_text("name", 12), _text("about", 30)), named="name",
            may=MAY_SET_HELP)

HELP_KIND = Kind("kind", "heart-handshake", (
    ICON,
    _text("title", 8),
    _text("hint", 12),
    _text("about", 40),
    Field("teams", Form.SOME, False, of="team"),
), named="title", may=MAY_SET_HELP, hides=True)

POST = Kind("post", "flag", (_text("name", 12), _text("duty", 30)), named="name",
            may=MAY_SET_HELP)

HOUSE = Kind("house", "home", (
    _text("name", 6),
    _text("centre", 16),
    _text("address", 30),
    Field("phone", Form.PHONE, False),
    Field("hours", Form.WEEK),
    HOLIDAYS,
    Field("quiet", Form.NIGHT, False),
    Field("day_starts", Form.CLOCK),
    Field("priority_prefix", Form.WORD, longest=1),
    _number("priority_age", 50, 100, required=True),
    Field("words", Form.WORDS, False, longest=20, most=500),
    _number("queue.priority_run", 1, 9, USUAL.priority_run),
    _number("queue.calls_before_missed", 1, 9, USUAL.calls_before_missed),
    _number("queue.return_within", 1, 240, USUAL.return_within // MINUTE),
    _number("queue.return_behind", 0, 20, USUAL.return_behind),
    _number("queue.defer_behind", 1, 20, USUAL.defer_behind),
    _number("queue.hold", 1, 15, USUAL.hold // MINUTE),
), named="centre", may=MAY_SET_HOUSE, single=True)

# In the order in which the staff find them.
KINDS = {one.name: one for one in (
    SERVICE, NOTICE, SLIDE, ROOM, HELP_KIND, TEAM, POST, ESTATE, GRID, CATEGORY, LINE, WINDOW,
    HOUSE,
)}
